"""The page: whole, still and accessible in both forms, under Jenkins' policy, in a real browser, at every width."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from conformance.model.report import Report
from conformance.model.text import Lang, Text
from conformance.model.verdict import Verdict
from conformance.model.waiver import Waiver
from conformance.reports import formats, json_document
from conformance.reports.digests import digests
from conformance.reports.reading import Document
from conformance.reports.web.page import LIMIT
from conformance.reports.writing import write
from tests.interop.sample_network import hostile_interop, interop
from tests.reports import sample
from tests.reports.formats.browser import CHROMIUM, Browser, browser, served

NETWORK = json_document.document(interop(), "zh")


EMPTIED = ("repairs", "bridges", "undecided", "catalogues", "undeclared", "unreachable")
"""What names pairs or systems of the network that `wide` is made of."""


def wide(systems: int) -> Document:
    """A network in which each of so many systems needs something of the one before, every third time in vain."""
    names = [f"第{number}个系统" for number in range(systems)]
    interop = NETWORK["interop"]
    pairs = [
        {**interop["pairs"][0], "provider": one, "consumer": other, "verdict": "fail" if number % 3 else "pass"}
        for number, (one, other) in enumerate(itertools.pairwise(names))
    ]
    islands = [names[place : place + 3] for place in range(0, systems, 3)]
    nothing: dict[str, Any] = {key: [] for key in EMPTIED}
    members = [{**interop["systems"][0], "name": name} for name in names]
    return {**NETWORK, "interop": {**interop, **nothing, "systems": members, "pairs": pairs, "islands": islands}}


VOID = {"meta", "link", "input", "br", "hr", "img"}
REPORTS = {"much-wrong": sample.report, "nothing-wrong": sample.good_report, "hostile": sample.hostile_report}
DOCUMENTS: Mapping[str, Document] = {
    **{name: json_document.document(make(), "zh") for name, make in REPORTS.items()},
    "network": NETWORK,
    "hostile-network": json_document.document(hostile_interop(), "zh"),
    "wide-network": wide(45),
}


class Page(HTMLParser):
    """A page taken apart: every element with its attributes, text by language, and what was not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if tag not in VOID:
            self.open.append((tag, found.get("lang") or (self.open[-1][1] if self.open else "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1][0] != "style":
            self.texts.append((self.open[-1][1], data.strip()))

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.texts)


def single(document: Document, lang: Lang = "zh") -> str:
    made = formats.render("html", document, lang)
    assert isinstance(made, bytes)
    return made.decode()


def folder(document: Document, lang: Lang = "zh") -> Mapping[str, bytes]:
    made = formats.render("html-dir", document, lang)
    assert not isinstance(made, bytes)
    return made


def every_page(document: Document) -> Iterator[Page]:
    yield Page(single(document))
    yield from (Page(data.decode()) for name, data in folder(document).items() if name.endswith(".html"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_acts_and_nothing_is_fetched(name: str) -> None:
    for page in every_page(DOCUMENTS[name]):
        assert not {tag for tag, _ in page.elements} & {"script", "iframe", "object", "embed", "form", "base", "img"}
        names = {attribute for _, attributes in page.elements for attribute in attributes}
        assert not {attribute for attribute in names if attribute.startswith("on") or attribute == "style"}
        addresses = {*page.values("href"), *page.values("src")}
        assert all(re.match(r"#|data:,|(\.\./)?(style\.css|icon\.svg|index\.html#)|evidence/", it) for it in addresses)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_reference_within_the_page_leads_somewhere(name: str) -> None:
    page = Page(single(DOCUMENTS[name]))
    places = page.values("id")
    assert len(set(places)) == len(places)
    due = {*(it[1:] for it in page.values("href") if it.startswith("#")), *page.values("for")}
    assert due <= {*places}
    assert {*page.values("aria-labelledby")} <= {*places}
    inputs = {attributes["id"] for tag, attributes in page.elements if tag == "input"}
    assert inputs == {*page.values("for")}


def test_the_sections_stand_in_order_and_every_clause_has_its_place() -> None:
    document = DOCUMENTS["much-wrong"]
    page = Page(single(document))
    sections = [attributes["id"] for tag, attributes in page.elements if tag == "section"]
    assert sections == ["verdict", "causes", "families", "clauses", "coverage", "waivers", "about"]
    assert {clause["id"] for clause in document["clauses"]} <= {*page.values("id")}
    for reason in document["gate"]["reasons"]:
        assert reason in page.text


def test_a_drawer_holds_what_proves_a_departure() -> None:
    page = single(DOCUMENTS["much-wrong"])
    drawer = page.split('id="support.paging.size-is-bounded"')[1].split("</details></div></details>")[0]
    clause = next(it for it in DOCUMENTS["much-wrong"]["clauses"] if it["id"] == "support.paging.size-is-bounded")
    found = clause["findings"][0]
    for due in ("hutong replay ba9876543210", "resources?limit=51", "5 秒内没有应答", found["seen"], "整改"):
        assert due in drawer


def test_both_languages_say_the_same_and_each_once() -> None:
    zh, en = single(DOCUMENTS["much-wrong"], "zh"), single(DOCUMENTS["much-wrong"], "en")
    chosen = re.compile(r" checked|<html[^>]*>|<title>.*?</title>|<meta name=\"description\"[^>]*>")
    assert chosen.sub("", zh) == chosen.sub("", en)
    page = Page(zh)
    assert page.texts.count(("zh", "在网关或控制器中校验，并补充相应的自动化测试。")) == 2
    strays = [text for lang, text in page.texts if lang == "en" and re.search(r"[一-鿿]", text)]
    assert not strays


@pytest.mark.parametrize(("systems", "drawn"), [(45, True), (200, False)])
def test_a_network_is_drawn_as_long_as_it_can_be_read(systems: int, drawn: bool) -> None:
    page = single(wide(systems))
    assert ('<table class="matrix' in page) is drawn
    assert ('<svg class="network"' in page) is drawn
    assert page.count(' class="entry"') == systems - 1
    assert page.count("第7个系统") >= 3


def test_every_pair_of_the_picture_is_a_line_of_its_kind() -> None:
    page = Page(single(NETWORK))
    lines = [
        attributes["class"] for tag, attributes in page.elements if tag == "g" and "link" in attributes.get("class", "")
    ]
    assert sorted(lines) == sorted(
        f"link {state}"
        for state in ("pass", "pass", "fail", "fail", "inconclusive", "error", "apart", "apart", "apart")
    )
    islands = [attributes for tag, attributes in page.elements if tag == "circle" and "hull" in attributes["class"]]
    assert len(islands) == len(NETWORK["interop"]["islands"])


@pytest.mark.parametrize("name", ["much-wrong", "network"])
def test_every_digest_of_what_it_was_made_from_is_printed(name: str) -> None:
    page = Page(single(DOCUMENTS[name]))
    made_from = [it for it in digests(DOCUMENTS[name]) if it.value and it.part != "document"]
    assert len(made_from) == {"much-wrong": 4, "network": 7}[name]
    assert [it.value for it in made_from if it.value not in page.text] == []
    assert [it.word.zh for it in made_from if it.word.zh not in page.text] == []


def test_a_drawer_of_a_pair_holds_what_was_compared_without_the_systems() -> None:
    page = single(json_document.document(interop(), "en"), "en")
    for said in ("Smallest message not taken", "Smallest request not taken", "Samples by the schema: undecided"):
        assert page.count(f"{said}<") == 1, said
    assert "the provider may send each of 2 samples" in page


def test_text_of_the_system_stays_text() -> None:
    for page in itertools.chain.from_iterable(map(every_page, (DOCUMENTS["hostile"], DOCUMENTS["hostile-network"]))):
        assert "\x1b" not in page.text
        assert "\u202e" not in page.text
    for name in ("hostile", "hostile-network"):
        assert "<script>alert(1)</script>" in Page(single(DOCUMENTS[name])).text


def test_a_departure_somebody_answers_for_stands_apart_and_is_named() -> None:
    base = sample.report()
    when = {"operations": (), "justification": "上级平台改造中", "approver": "张三"}
    waiver = Waiver(id="RB-7", clause=base.results[0].clause.id, target="*", expires=_day(), **when)
    marked = replace(base, results=(replace(base.results[0], waiver=waiver), *base.results[1:]))
    page = single(json_document.document(marked, "zh"))
    assert 'class="group allowed"' in page
    assert page.count("上级平台改造中") >= 2


def _day() -> Any:
    from datetime import date

    return date(2027, 1, 1)


def many(number: int) -> Report:
    """A report of so many clauses, each as long as the published ones are, a tenth of them failed with evidence."""
    base = sample.report()
    title = Text("政务信息资源目录条目的更新时间按期更新", "Update times of catalogue entries are kept")
    said = Text(
        "每个条目写明目录名称、数据项、提供单位与更新频率。" * 2,
        "Every entry states its name and items. " * 3,
    )
    results = []
    for place in range(number):
        one = base.results[place % 2 if place % 10 == 0 else 19]
        clause = replace(one.clause, id=f"support.catalogue-entries.rule-{place:05}", title=title, statement=said)
        results.append(replace(one, clause=clause))
    assert sum(it.verdict is Verdict.FAIL for it in results) == number // 10
    return replace(base, results=tuple(results), causes=(), unlock=())


def test_five_thousand_clauses_stay_below_the_limit_and_all_stand_there() -> None:
    document = json_document.document(many(5_000), "zh")
    whole, parts = single(document), folder(document)
    assert len(whole.encode()) <= LIMIT
    assert len(parts["index.html"]) <= LIMIT
    assert whole.count(' class="entry ') == 5_000
    beside = [name for name in parts if name.startswith("evidence/")]
    assert beside
    assert {f'href="{name}"' in parts["index.html"].decode() for name in beside} == {True}
    assert whole.count('<details class="entry') > 20
    assert "2 MB" in whole


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no chromium on this machine; .ci/run installs one")
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Every document as a folder, served as Jenkins serves one."""
    place = tmp_path_factory.mktemp("site")
    for name, document in DOCUMENTS.items():
        write(folder(document), place / name)
    with served(place) as url:
        yield url


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("width", [1280, 390])
def test_a_browser_under_the_policy_of_jenkins_has_nothing_to_complain_of(
    tab: Browser, site: str, name: str, width: int
) -> None:
    tab.open(f"{site}/{name}/index.html", width)
    assert tab.complaints() == []
    due = {f"{site}/{name}/{file}" for file in ("index.html", "style.css")}
    icons = {f"{site}/{one}/icon.svg" for one in DOCUMENTS}  # fetched by the browser itself, at a time of its own
    assert {*tab.asked()} - icons == due
    assert tab.width() == width
    left, top, right, bottom = tab.box(".seal")
    assert right - left == bottom - top > 20


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_single_file_opens_from_disk_without_a_complaint(tab: Browser, name: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(single(DOCUMENTS[name]), encoding="utf-8")
    tab.open(file.as_uri(), prefers_color_scheme="dark")
    assert tab.complaints() == []
    assert tab.asked() == [file.as_uri()]
    left, top, right, bottom = tab.box(".seal")
    assert right - left == bottom - top > 20


def test_languages_filters_and_drawers_work_without_a_script(tab: Browser, site: str) -> None:
    tab.open(f"{site}/much-wrong/index.html")
    paging, zone = "Page size is bounded, and more is refused", "Times state their zone"
    assert "先看这里" in tab.spoken()
    assert "Worth your time first" not in tab.spoken()
    tab.click("label[for=language-en]")
    assert "先看这里" not in tab.spoken()
    assert "Worth your time first" in tab.spoken()
    tab.click("label[for=f-support]")
    assert paging in tab.spoken()
    assert zone not in tab.spoken()
    assert "Seen" not in tab.spoken()
    tab.click(".group.fail [id^='support.'] > summary")
    assert {"Seen", "status 200 with 51 entries"} <= tab.spoken()
    tab.click("label[for=l-should]")
    assert paging not in tab.spoken()
    tab.click("label[for=f-all]")
    assert zone in tab.spoken()
    tab.click("label[for=l-all]")
    tab.click("label[for=v-pass]")
    assert zone not in tab.spoken()
    assert "All is well" in tab.spoken()


def test_print_opens_the_failures_and_hides_what_is_for_the_screen(tab: Browser, site: str) -> None:
    tab.open(f"{site}/much-wrong/index.html")
    assert not {"应为", "一切正常"} & tab.spoken()
    assert "English" in tab.spoken()
    tab.do("Emulation.setEmulatedMedia", media="print")
    assert "应为" in tab.spoken()
    assert not {"English", "一切正常"} & tab.spoken()
    tab.do("Emulation.setEmulatedMedia", media="screen")
    assert tab.paper().startswith(b"%PDF")
