"""The figures of truth as a page: headings, sentences, tables and survivors, in Markdown or in plain lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.model.text import Lang, Text
from conformance.reports.wrapping import padded, width_of

_COLUMNS = {
    "made": Text("变异体", "made"),
    "stillborn": Text("不能启动", "stillborn"),
    "deadline": Text("超时", "deadline"),
    "broken": Text("未测成", "broken"),
    "equivalent": Text("等价", "equivalent"),
    "observable": Text("可观察", "observable"),
    "caught": Text("条款不通过", "caught by a fail"),
    "share": Text("占可观察", "of observable"),
    "refused": Text("未达门槛", "gate unmet"),
}
_TABLES = {
    "parts": (Text("按部分", "By part"), Text("部分", "part")),
    "modules": (Text("按模块", "By module"), Text("模块", "module")),
    "operators": (Text("按变异算子", "By operator"), Text("算子", "operator")),
}
SHORT = ("release", "tool", "commit")
"""Digests of which the beginning is shown."""
_TITLE = Text("判定的真实程度：变异体", "Truth: what the suite catches of mutants of the reference systems")
_MEANING = Text(
    "变异体由程序在参考系统源代码上作一处改动生成。未改动的系统在一次完整检测中、以及另就题库所作的请求中应答过的，"
    "逐一再问；应答无一处不同的，视为等价，不计入分母。至少一条条款不通过的，视为发现。",
    "A program makes each mutant by one change to the source of a reference system. One that answers every request of "
    "a whole run, and seeded requests of the corpus beyond it, as the clean system does is equivalent and does not "
    "count; one is caught where at least one clause fails.",
)


def page(figures: Mapping[str, Any], lang: Lang, is_markdown: bool, survivors_only: bool = False) -> Iterator[str]:
    """The lines of the page; of the survivors alone where only they are asked for."""
    if not survivors_only:
        yield from _head(figures, lang, is_markdown)
        for name, (title, first) in _TABLES.items():
            rows = [_row(each, count) for each, count in figures[name].items()]
            heads = [first.into(lang), *(words.into(lang) for words in _COLUMNS.values())]
            yield from _heading(title, lang, is_markdown)
            yield from _table([heads, *rows], is_markdown)
        yield from _clauses(figures["clauses"], lang, is_markdown)
    yield from _heading(Text("未被发现的变异体", "Survivors"), lang, is_markdown)
    for each in figures["survivors"]:
        yield from _survivor(each, lang, is_markdown)
    if figures["unmeasured"]:
        yield from _heading(Text("未得出结果的变异体", "Mutants without a result"), lang, is_markdown)
        for each in figures["unmeasured"]:
            yield f"- {_code(_where(each), is_markdown)} {each['ended']}"


def _head(figures: Mapping[str, Any], lang: Lang, is_markdown: bool) -> Iterator[str]:
    yield f"# {_TITLE.into(lang)}" if is_markdown else _TITLE.into(lang)
    yield ""
    yield _MEANING.into(lang)
    for kind, same in figures["compared"].items():
        yield ""
        yield _compared(kind, same).into(lang)
    zh = "{date} 测，{at}，标准 {release}，工具 {tool}，种子 {seed}，每部分至多 {mutants} 个变异体。"
    en = "Measured on {date} {at}: release {release}, tool {tool}, seed {seed}, at most {mutants} mutants a part."
    short = {name: value[:12] if name in SHORT else value for name, value in figures["measured"].items()}
    commit = short["commit"]
    at = Text(f"提交 {commit}", f"at commit {commit}") if commit else Text("不在任何提交上", "at no commit")
    short["at"] = at.into(lang)
    yield ""
    yield Text(zh, en).into(lang).format(**short)
    if is_markdown:
        command = f"`hutong standard truth --mutants {short['mutants']} --seed {short['seed']} --format markdown`"
        yield ""
        yield Text(f"本页由 {command} 写出。", f"This page is written by {command}.").into(lang)


def _compared(kind: str, same: Mapping[str, int]) -> Text:
    """How many answers of a kind an equivalent mutant gave as the clean system did."""
    run, others = f"{same['run']:,}", f"{same['requests']:,}"
    zh = f"{kind}：视为等价的，完整检测中至少 {run} 次、另外至少 {others} 次应答与未改动的系统相同。"
    en = f"{kind}: an equivalent one gave the same answer to at least {run} requests of the run and {others} beyond."
    return Text(zh, en)


def _heading(title: Text, lang: Lang, is_markdown: bool) -> Iterator[str]:
    yield ""
    yield f"## {title.into(lang)}" if is_markdown else title.into(lang)
    yield ""


def _row(name: str, count: Mapping[str, Any]) -> list[str]:
    share = "–" if count["share"] is None else f"{count['share']:.1%}"
    return [name, *(share if column == "share" else str(count[column]) for column in _COLUMNS)]


def _table(rows: Sequence[Sequence[str]], is_markdown: bool) -> Iterator[str]:
    if is_markdown:
        ruled = [rows[0], ["---", *("---:" for _ in rows[0][1:])], *rows[1:]]
        yield from (f"| {' | '.join(row)} |" for row in ruled)
        return
    widths = [max(width_of(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _clauses(clauses: Mapping[str, Any], lang: Lang, is_markdown: bool) -> Iterator[str]:
    caught, none, undecided = clauses["caught"], clauses["none"], clauses["undecided"]
    yield from _heading(Text("按条款", "By clause"), lang, is_markdown)
    numbers = len(caught), len(none), len(undecided)
    zh = "{} 条条款至少在一个变异体上不通过；{} 条作过判定，从未不通过；{} 条从未作出判定。"
    en = "{} clauses fail on at least one mutant; {} were decided and fail on none; {} were decided on none."
    yield Text(zh, en).into(lang).format(*numbers)
    yield ""
    heads = [Text("条款", "clause").into(lang), Text("变异体", "mutants").into(lang)]
    yield from _table([heads, *([name, str(number)] for name, number in caught.items())], is_markdown)
    yield ""
    yield Text("作过判定，从未不通过：", "Decided, and fail on none: ").into(lang) + (", ".join(none) or "-")
    yield ""
    yield Text("从未作出判定：", "Decided on none: ").into(lang) + (", ".join(undecided) or "-")


def _survivor(each: Mapping[str, Any], lang: Lang, is_markdown: bool) -> Iterator[str]:
    gate = "" if each["gate"] == "met" else Text("，门槛未达", ", gate not met").into(lang)
    differs = each["differs"]
    yield f"- {_code(_where(each), is_markdown)} {each['operator']}{gate}"
    yield f"  - {_code(each['before'], is_markdown)} → {_code(each['after'], is_markdown)}"
    clean, changed = _code(_one_line(differs["clean"]), is_markdown), _code(_one_line(differs["changed"]), is_markdown)
    yield f"  - {differs['kind']} {_code(differs['request'], is_markdown)}: {clean} → {changed}"


def _where(each: Mapping[str, Any]) -> str:
    return f"{each['file']}:{each['line']}"


def _code(text: str, is_markdown: bool) -> str:
    return f"`` {text} ``" if is_markdown else text


def _one_line(text: str) -> str:
    return text.replace("\n", " ⏎ ")
