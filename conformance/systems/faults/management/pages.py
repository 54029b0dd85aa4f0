"""Faults of the pages for people."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.pages import Pages as CataloguePages
from conformance.systems.service.call import Call
from conformance.systems.service.pages import Pages


class NoLanguage(Pages):
    def language(self) -> str:
        return ""


class OneTitle(Pages):
    """The single-page frame sets one title for all."""

    def frame(self, title: str, body: str) -> str:
        page = super().frame(title, body)
        return page.replace(f"<title>{self.text(title)}</title>", f"<title>{self.site()}</title>", 1)


class PlaceholderForLabel(CataloguePages):
    def form(self, call: Call) -> str:
        return (
            super()
            .form(call)
            .replace('<label for="q">检索词</label> ', "")
            .replace("<input", '<input placeholder="检索词"')
        )


class Banner(Pages):
    def frame(self, title: str, body: str) -> str:
        return super().frame(title, '<img src="/banner.png">\n' + body)


FAULTS = (
    Fault(
        "management.accessibility.language",
        Text("模板的 lang 为空", "the template leaves lang empty"),
        instead("pages", NoLanguage),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "management.accessibility.title",
        Text("各页共用一个标题", "all pages share one title"),
        instead("pages", OneTitle),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "management.accessibility.words",
        Text("检索框以占位文字代替标签", "a placeholder stands for the label of the search field"),
        instead("pages", PlaceholderForLabel),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "management.accessibility.words",
        Text("横幅图片没有替代文字", "the banner has no alternative text"),
        instead("pages", Banner),
        kinds=(CATALOGUE,),
        variant="banner",
    ),
)
