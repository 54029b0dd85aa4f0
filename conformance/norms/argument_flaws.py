"""What the arguments of a check name wrongly: steps, places, members, patterns, and values in a clause's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from conformance.model.asking import ProbeEntry
from conformance.model.parameters import parted
from conformance.model.text import Text, places
from conformance.norms.errors import near
from conformance.norms.exploding import may_explode
from conformance.norms.flaw import Wrong
from conformance.norms.yaml_text import Path

NAMES, VALUES = "x-hutong-names", "x-hutong-values"


@dataclass(frozen=True)
class Known:
    """The names an argument may use: the steps of a probe, and the members of any contract; none told is any."""

    probe: ProbeEntry | None = None
    members: Set[str] = frozenset()

    def flaws(self, argument: Any, schema: Mapping[str, Any], path: Path) -> Iterator[Wrong]:
        """What an argument of this schema names wrongly, and all that is within it."""
        if isinstance(argument, str) and NAMES in schema:
            yield from getattr(self, f"_{schema[NAMES]}")(argument, path)
        elif isinstance(argument, Mapping) and VALUES in schema:
            for lang, said in argument.items():
                yield from _values(said, schema[VALUES], (*path, lang))
        elif isinstance(argument, Mapping):
            for name, inner in argument.items():
                yield from self.flaws(name, schema.get("propertyNames", {}), (*path, name))
                yield from self.flaws(inner, _inside(schema, name), (*path, name))
        elif isinstance(argument, list):
            for number, inner in enumerate(argument):
                yield from self.flaws(inner, schema.get("items", {}), (*path, number))

    def _step(self, step: str, path: Path) -> Iterator[Wrong]:
        if self.probe and step not in self.probe.words:
            name = self.probe.name
            text = Text(f"测试例 `{name}` 没有步骤 `{step}`", f"the probe `{name}` has no step `{step}`")
            yield Wrong(text, path, step, near(step, sorted(self.probe.words)))

    def _place(self, place: str, path: Path) -> Iterator[Wrong]:
        step, at = parted(place)
        yield from self._step(step, path)
        if at:
            yield from self.member(at, path)

    def member(self, at: str, path: Path) -> Iterator[Wrong]:
        """A member of a path that no schema of any contract has."""
        for name in at.replace("[]", "").split(".") if self.members else ():
            if name not in self.members:
                text = Text(f"没有接口规约有成员 `{name}`", f"no contract has a member `{name}`")
                yield Wrong(text, path, name, near(name, sorted(self.members)))
                return

    _member = member

    def _pattern(self, pattern: str, path: Path) -> Iterator[Wrong]:
        try:
            re.compile(pattern)
        except re.error as error:
            text = Text(f"`{pattern}` 不是正则表达式：{error}", f"`{pattern}` is no regular expression: {error}")
            yield Wrong(text, path, pattern, Text("请改正写法", "mend it"))
            return
        if may_explode(pattern):
            zh, en = f"`{pattern}` 重复了含有重复或选择的一组", f"`{pattern}` repeats a group that repeats or chooses"
            hint = Text("改写为不嵌套的重复，如以字符类代替选择", "write it without nesting: a class for alternatives")
            text = Text(f"{zh}，对某些文字耗时无限", f"{en}, which takes for ever on some texts")
            yield Wrong(text, path, pattern, hint)


def _inside(schema: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
    return found if isinstance(found, Mapping) else {}


def _values(said: Any, names: list[str], path: Path) -> Iterator[Wrong]:
    for name in places(said) if isinstance(said, str) else ():
        if name not in names:
            text = Text(f"此处没有值 `{{{name}}}`", f"there is no value `{{{name}}}` here")
            hint = near(name, names) if names else Text("此处不填值，请直接写明", "no value is filled in here: say it")
            yield Wrong(text, path, f"{{{name}}}", hint)
