"""What is kept, as it is lent: JSON values that nobody can change where they lie."""

from __future__ import annotations

from typing import Any, NoReturn

from conformance.systems.service.part import Record


def _refused(*_given: Any, **_named: Any) -> NoReturn:
    raise TypeError("a record that is lent is not changed: take a copy, or get it by its id")


class Lent(dict[str, Any]):
    """An object; copies of it, its own ones included, are plain."""

    __setitem__ = __delitem__ = __ior__ = _refused
    clear = pop = popitem = setdefault = update = _refused

    def __deepcopy__(self, memo: dict[int, Any]) -> Record:
        return {name: plain(each) for name, each in self.items()}


class LentList(list[Any]):
    """An array; copies of it are plain."""

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refused
    append = clear = extend = insert = pop = remove = reverse = sort = _refused

    def __deepcopy__(self, memo: dict[int, Any]) -> list[Any]:
        return [plain(each) for each in self]


def lent(value: Any) -> Any:
    """A JSON value that cannot be changed."""
    if isinstance(value, dict):
        return Lent((name, lent(each)) for name, each in value.items())
    return LentList(map(lent, value)) if isinstance(value, list) else value


def plain(value: Any) -> Any:
    """A copy of it that can."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value
