"""The pages for people: well formed, labelled, escaped, and saying what the JSON says."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.systems.client import Client

HTML = {"Accept": "text/html"}
VOID = {"meta", "input", "br", "link", "img", "hr"}


class Page(HTMLParser):
    """Reads a page, and notes tags left open, labels, headings and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert not self.stack, f"left open: {self.stack}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, f"</{tag}> closes nothing"
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.stack:
            self.texts.setdefault(self.stack[-1], []).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("path", ["/resources", "/resources?q=就业&pageSize=1", "/resources/r-000001", "/privacy"])
def test_pages_are_well_formed_and_accessible(catalogue: Client, path: str) -> None:
    answer = catalogue.get(path, headers=HTML)
    page = Page(answer.text)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<!DOCTYPE html>")
    assert page.all("html")[0]["lang"] == "zh-CN"
    assert len(page.texts["title"]) == len(page.texts["h1"]) == 1
    labels = {label["for"] for label in page.all("label")}
    assert {field["id"] for field in page.all("input")} == labels
    assert not page.all("script")


@pytest.mark.parametrize("path", ["/resources", "/resources/r-000001", "/privacy"])
def test_pages_are_framed_by_nobody_and_run_nothing(catalogue: Client, path: str) -> None:
    policy = catalogue.get(path, headers=HTML).headers["Content-Security-Policy"]
    assert {"default-src 'none'", "frame-ancestors 'none'"} <= set(policy.split("; "))


def test_the_list_shows_what_the_json_shows(catalogue: Client) -> None:
    for number in (1, 2):
        records = catalogue.get(f"/resources?page={number}").json()["items"]
        page = Page(catalogue.get(f"/resources?page={number}", headers=HTML).text)
        links = [link["href"] for link in page.all("a") if str(link["href"]).startswith("/resources/")]
        assert links == [f"/resources/{record['id']}" for record in records]
        assert [record["code"] for record in records] == page.texts["td"][::3]


@pytest.mark.parametrize(("identifier", "words"), [
    ("r-000001", "可凭统一身份直接打开"), ("r-000003", "提出共享申请"), ("r-000007", "不受理共享申请"),
])  # fmt: skip
def test_an_entry_says_how_to_ask_for_it(catalogue: Client, identifier: str, words: str) -> None:
    record = catalogue.get(f"/resources/{identifier}", "peer").json()
    text = catalogue.get(f"/resources/{identifier}", "peer", headers=HTML).text
    for due in (record["name"], record["code"], record["contact"]["phone"], record["provider"]["uscc"], words):
        assert due in text


def test_what_people_write_is_shown_and_not_run(catalogue: Client) -> None:
    attack = "\"><script>alert('1')</script>&amp;"
    identifier = catalogue.register(name=attack, keywords=["注入"])
    page = Page(catalogue.get(f"/resources/{identifier}", "officer", headers=HTML).text)
    assert page.texts["h1"] == [attack]
    assert not page.all("script")
    search = Page(catalogue.get("/resources", headers=HTML, params={"q": attack}).text)
    assert search.all("input")[0]["value"] == attack


def test_the_privacy_notice_says_what_it_must(catalogue: Client) -> None:
    text = catalogue.get("/privacy").text
    assert all(
        due in text for due in ("处理者", "目的", "方式", "种类", "保存期限", "查阅", "更正", "删除", "投诉", "电话")
    )
