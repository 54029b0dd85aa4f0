"""A badge of one's own, as SVG: an intranet cannot reach a service that draws one."""

from __future__ import annotations

from xml.sax.saxutils import escape

from rich.cells import cell_len

from conformance.model.text import Lang, Text
from conformance.reports.reading import Document, altered, state
from conformance.reports.subject import part

SUFFIX = ".svg"
NETWORK = True
LABEL = "Hutong 互通"
COLOURS = {"met": "#1a7f37", "not-met": "#b42318", "undecided": "#8a5a00"}
_MESSAGES = {
    "met": Text("达到门槛", "gate met"),
    "not-met": Text("未达到", "gate not met"),
    "undecided": Text("未能判定", "undecided"),
}
ALTERED = Text("结果被改动", "result altered")
FONTS = "Verdana,'Noto Sans CJK SC','Microsoft YaHei',sans-serif"
_CELL = 7
_PADDING = 8


def message(document: Document, lang: Lang) -> str:
    """The words of the right half: the verdict, how many clauses or pairs failed, and what was left in the system."""
    if altered(document, lang):
        return ALTERED.into(lang)
    failed, left = document["counts"]["fail"], len(document["left_behind"])
    said = [_MESSAGES[state(document)]]
    if failed:
        said.append(part(document, "sentences").failures(failed))
    if found := document.get("coverage", {}).get("answered"):
        number, of = found["operations"], found["of"]
        said.append(Text(f"应答 {number}/{of} 个操作", f"{number}/{of} operations"))
    if left:
        said.append(Text(f"遗留 {left} 项数据", f"{left} left behind"))
    return " · ".join(text.into(lang) for text in said)


def render(document: Document, lang: Lang) -> bytes:
    """The badge as an SVG that needs no font, script or network."""
    right = message(document, lang)
    left, width = (cell_len(text) * _CELL + 2 * _PADDING for text in (LABEL, right))
    said = escape(f"{LABEL}: {right}")
    whole = left + width
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="20" role="img" aria-label="{said}">
<title>{said}</title>
<rect width="{left}" height="20" rx="3" fill="#444c56"/>
<rect x="{left - 3}" width="{width + 3}" height="20" rx="3" fill="{COLOURS[state(document)]}"/>
<g fill="#fff" font-family="{FONTS}" font-size="11" text-anchor="middle">
<text x="{left / 2}" y="14">{LABEL}</text>
<text x="{left + width / 2}" y="14">{escape(right)}</text>
</g>
</svg>
""".encode()
