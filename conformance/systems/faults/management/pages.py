"""Faults of the pages for people."""

from __future__ import annotations

from dataclasses import replace

from conformance.model.text import Text
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.mutations import gives
from conformance.systems.faults.parts import around, override_part
from conformance.systems.faults.values import says
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.service.pages import Pages


class OneTitle(Pages):
    """The single-page frame sets one title for all."""

    def frame(self, title: str, body: str) -> str:
        page = super().frame(title, body)
        return page.replace(f"<title>{self.text(title)}</title>", f"<title>{self.site()}</title>", 1)


def _placeholder_for_label(form: str) -> str:
    unlabelled = form.replace('<label for="q">检索词</label> ', "")
    return unlabelled.replace("<input", '<input placeholder="检索词"')


WITH_PAGES = (CATALOGUE, DISCLOSURE, CENTRE)
"""The kinds whose records have pages for people."""
_FAULTS = (
    Fault(
        "management.accessibility.language",
        Text("模板的 lang 为空", "the template leaves lang empty"),
        gives("pages.language", says("")),
    ),
    Fault(
        "management.accessibility.language",
        Text("模板的 lang 仍为开发框架的 en", "the template keeps the en of the framework it was made with"),
        gives("pages.language", says("en")),
        variant="of-the-framework",
    ),
    Fault(
        "management.accessibility.title",
        Text("各页共用一个标题", "all pages share one title"),
        override_part("pages", OneTitle),
    ),
    Fault(
        "management.accessibility.words",
        Text("检索框以占位文字代替标签", "a placeholder stands for the label of the search field"),
        gives("pages.form", _placeholder_for_label),
    ),
    Fault(
        "management.accessibility.tables",
        Text("表格加了一列，表头没有加", "a column was added to the table, and no heading"),
        gives("pages.row", lambda row: row.replace("</tr>", "<td>-</td></tr>")),
    ),
    Fault(
        "management.accessibility.words",
        Text("横幅图片没有替代文字", "the banner has no alternative text"),
        around("pages.frame", lambda sound, title, body: sound(title, '<img src="/banner.png">\n' + body)),
        variant="banner",
    ),
)
FAULTS = tuple(replace(fault, kinds=WITH_PAGES) for fault in _FAULTS)
