"""A contract and the base it builds on as one document: what a kind adds is stated, and nothing is replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import merge
from importlib.resources.abc import Traversable
from typing import Any, NoReturn

from conformance.model.pointer import is_index, steps_of
from conformance.model.text import Text
from conformance.norms.errors import DataError, near
from conformance.norms.openapi_text import read_openapi
from conformance.norms.yaml_text import Document, Path

BASE, ADDS = "x-hutong-base", "x-hutong-adds"
ENDING = ".openapi.yaml"
_OF_EACH_FILE = ("openapi", "jsonSchemaDialect", "info")
"""What every file says of itself: that of the base is its own."""
_SHELVES = ("paths", "components", "x-hutong-harvest", "x-hutong-records")
_NO_NAMES = Text("应为“名称: 内容”的形式", "should hold names, each with what it names")
_BY_NAMES = Text("逐项写明名称与内容", "write each on a line of its own: its name, a colon, what it names")
_WRITE_OUT = Text("把内容写在这份基础规约里", "write out here what it holds")
_ADD = Text(f"删去此处的；要补充内容，写在 {ADDS} 中", f"delete it here; what a kind adds to it goes under {ADDS}")
_ONLY_ADD = Text("基础规约的内容只能补充，不能替换", "what a base says can be added to, not replaced")
_POINTER = Text("写成 JSON Pointer，以 / 开头，指向基础规约", "write a JSON pointer into the base: it begins with /")


def bases(standards: Traversable) -> list[str]:
    """The names of the bases of a release."""
    folder = standards / "support" / "contracts"
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted(file.name.removesuffix(ENDING) for file in files if file.name.endswith(ENDING))


def base_of(own: Document, standards: Traversable) -> Document | None:
    """The base a contract names; None where it names none. Raises DataError."""
    if BASE not in own.value:
        return None
    name, known = own.value[BASE], bases(standards)
    if name not in known:
        text = Text(f"没有基础规约 `{name}`", f"there is no base `{name}`")
        raise own.error((BASE,), text, near(str(name), known), "contract")
    file = standards / "support" / "contracts" / f"{name}{ENDING}"
    found = read_openapi(file.read_bytes(), f"standards/support/contracts/{file.name}", placed=True)
    for word in (BASE, ADDS):
        if word in found.value:
            text = Text("基础规约不能再以另一份为基础", "a base builds on no other")
            raise found.error((word,), text, _WRITE_OUT, "contract")
    return found


class Built:
    """A contract upon its base, if it has one."""

    def __init__(self, own: Document, base: Document | None) -> None:
        self._own, self._base = own, base

    @property
    def base(self) -> str:
        """The name of its base; empty where it has none."""
        return str(self._own.value[BASE]) if self._base else ""

    def whole(self) -> Mapping[str, Any]:
        """The two as one document. Raises DataError, with the place, for what stands in both or is added nowhere."""
        if self._base is None:
            return self._own.value  # type: ignore[no-any-return] # a mapping, as it was read
        own = {name: part for name, part in self._own.value.items() if name not in (BASE, ADDS)}
        base = {name: part for name, part in self._base.value.items() if name not in _OF_EACH_FILE}
        base = self._with_what_is_added(base)
        joined = self._joined(own, base, ())
        if "paths" in own and "paths" in base:
            joined["paths"] = _by_tags(own["paths"], base["paths"], own.get("tags"))
        return joined

    def error(self, pointer: str, text: Text, hint: Text | None = None, word: str = "") -> DataError:
        """An error at what a pointer into the whole leads to, in the file in which that stands."""
        adds = self._own.value.get(ADDS) if self._base else None
        for added in adds or ():
            if f"{pointer}/".startswith(f"{added}/"):
                return self._own.error((ADDS, added), text, hint, "contract", word)
        documents = [self._own] if self._base is None else [self._own, self._base]
        found = [(_path(document.value, steps_of(pointer)), document) for document in documents]
        path, document = max(found, key=lambda each: len(each[0]))
        return document.error(path, text, hint, "contract", word)

    def _joined(self, own: Mapping[str, Any], base: Mapping[str, Any], path: Path) -> dict[str, Any]:
        both = {name: self._both(own[name], base[name], (*path, name)) for name in own if name in base}
        return {**own, **base, **both}

    def _both(self, own: Any, base: Any, path: Path) -> Any:
        """What stands in both files: joined name by name where it is a shelf, else refused."""
        assert self._base is not None  # noqa: S101 - nothing stands in both without a base
        if not _is_shelf(path):
            place = f"{self._base.file}:{self._base.place(path)[0]}"
            text = Text(f"`{path[-1]}` 在基础规约中已有（{place}）", f"`{path[-1]}` is in the base already ({place})")
            raise self._own.error(path, text, _ADD, "contract")
        for document, part in ((self._own, own), (self._base, base)):
            if not isinstance(part, Mapping):
                raise document.error(path, _NO_NAMES, _BY_NAMES, "contract")
        return self._joined(own, base, path)

    def _with_what_is_added(self, value: dict[str, Any]) -> dict[str, Any]:
        adds = self._own.value.get(ADDS, {})
        if not isinstance(adds, Mapping):
            raise self._own.error((ADDS,), _NO_NAMES, _POINTER, "contract")
        for pointer, part in adds.items():
            if not pointer.startswith("/"):
                self._refuse(pointer, Text("不是 JSON Pointer", "it is no JSON pointer"), _POINTER)
            value = self._added(value, steps_of(pointer), part, pointer)
        return value

    def _added(self, there: Any, steps: Sequence[str], part: Any, pointer: str) -> Any:
        """A copy of what is there with a part where the steps lead."""
        step, *further = steps
        if isinstance(there, list) and is_index(step) and int(step) <= len(there) - bool(further):
            before, rest = there[: int(step)], there[int(step) :]
            return (
                [*before, self._added(rest[0], further, part, pointer), *rest[1:]]
                if further
                else [*before, part, *rest]
            )
        if not isinstance(there, Mapping) or (further and step not in there):
            text = Text(f"基础规约中没有 `{step}` 这一步", f"the base has no `{step}` there")
            self._refuse(pointer, text, near(step, [*there]) if isinstance(there, Mapping) else _POINTER)
        if not further and step in there:
            self._refuse(pointer, Text(f"`{step}` 在基础规约中已有", f"`{step}` is in the base already"), _ONLY_ADD)
        return {**there, step: self._added(there[step], further, part, pointer) if further else part}

    def _refuse(self, pointer: str, text: Text, hint: Text) -> NoReturn:
        raise self._own.error((ADDS, pointer), text, hint, "contract")


def _is_shelf(path: Path) -> bool:
    """Whether a path leads to names that both files may hold: each its own."""
    return path[0] in _SHELVES and len(path) <= (2 if path[0] == "components" else 1)


def _by_tags(own: Mapping[str, Any], base: Mapping[str, Any], tags: Any) -> dict[str, Any]:
    """The paths of both in the order of the tags; of one tag those of the base come first."""
    names = [tag.get("name") for tag in _listed(tags) if isinstance(tag, Mapping)]

    def rank(named: tuple[str, Any]) -> int:
        operations = named[1].values() if isinstance(named[1], Mapping) else ()
        said = [tag for each in operations if isinstance(each, Mapping) for tag in _listed(each.get("tags"))]
        return names.index(said[0]) if said and said[0] in names else len(names)

    return dict(merge(base.items(), own.items(), key=rank))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _path(value: Any, steps: Sequence[str]) -> Path:
    """As much of a way into a value as is there."""
    path: Path = ()
    for step in steps:
        key: Any = int(step) if isinstance(value, list) and is_index(step) else step
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            break
        path = (*path, key)
    return path
