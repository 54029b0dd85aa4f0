"""Parameters of operations: where and how they are written, what they may be, and what the document shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.model.contract import Parameter
from conformance.norms.own_words import wanted
from conformance.norms.references import Broken, References

LOCATIONS = ("path", "query", "header", "cookie")
_BETWEEN = ("spaceDelimited", "pipeDelimited", "tabDelimited")
STYLES: Mapping[str, tuple[str, ...]] = {
    "path": ("simple", "label", "matrix", *_BETWEEN),
    "query": ("form", *_BETWEEN, "deepObject"),
    "header": ("simple", *_BETWEEN),
    "cookie": ("form",),
}
"""The styles there are at each place, also as Swagger has them; the first is meant where none of them is named."""
NOTHING: Mapping[str, Any] = {"not": {}}
_ALTERNATIVES = ("allOf", "anyOf", "oneOf")
_DEEP = 8
_SHOWN_WITHIN = 2
"""How deep in a schema values are looked for that stand with its parts."""
Forms = Sequence[Mapping[str, Any]]


class ParameterReader:
    """Reads the parameters of one sound document."""

    def __init__(self, references: References) -> None:
        self._references = references

    def read(self, resolved: Mapping[str, Any]) -> Parameter:
        """A parameter out of what is said of it."""
        location, name = resolved["in"], resolved["name"]
        stated: Mapping[str, Any] = resolved.get("content", {})
        media: str = next(iter(stated), "")
        content: Mapping[str, Any] = stated.get(media, {})
        said = content.get("schema", {}) if media else resolved.get("schema", {})
        schema = as_object(self._references.resolve(said))
        styles = STYLES[location]
        style = resolved["style"] if resolved.get("style") in styles else styles[0]
        forms = [*self._forms(schema)]
        examples = tuple(self._shown(resolved, content, forms))
        return Parameter(
            name=name,
            location=location,
            required=resolved.get("required", location == "path"),
            schema=schema,
            live=resolved.get("x-hutong-live", ""),
            where=wanted(resolved.get("x-hutong-where", {})),
            style=style,
            explode=resolved.get("explode", style in ("form", "deepObject")),
            media=media,
            examples=examples,
            values=(*examples, *_listed(forms)),
            types=frozenset(kind for form in forms for kind in _named(form)),
            members=tuple(dict.fromkeys(name for form in forms for name in form.get("properties", ()))),
        )

    def _forms(self, schema: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
        """The schemas a value may keep, references followed and alternatives laid side by side."""
        try:
            said = self._references.resolve(schema)
        except Broken:
            return
        if isinstance(said, Mapping) and depth < _DEEP:
            yield said
            for word in _ALTERNATIVES:
                for each in said.get(word, ()):
                    yield from self._forms(each, depth + 1)

    def _shown(self, resolved: Mapping[str, Any], content: Mapping[str, Any], forms: Forms) -> Iterator[Any]:
        """The values a document shows of a parameter: of it, of its media type, of its schema."""
        for holder in (resolved, content):
            yield from _valued(holder)
            yield from self._named_examples(holder.get("examples"))
        for form in forms:
            yield from self._of_form(form)

    def _of_form(self, form: Mapping[str, Any], depth: int = 0) -> Iterator[Any]:
        """The values shown of a schema, or one made of those that its entries or its members show."""
        own = [*_valued(form), *(form["examples"] if isinstance(form.get("examples"), list) else ())]
        if own or depth == _SHOWN_WITHIN:
            yield from own
            return
        entries = [each for part in self._forms(form.get("items")) for each in self._of_form(part, depth + 1)]
        if entries:
            yield entries[: max(1, int(form.get("minItems", 1)))]
        members = {
            name: each
            for name, schema in form.get("properties", {}).items()
            for part in self._forms(schema)
            for each in [*self._of_form(part, depth + 1)][:1]
        }
        if members:
            yield members

    def _named_examples(self, examples: Any) -> Iterator[Any]:
        for each in examples.values() if isinstance(examples, Mapping) else ():
            try:
                shown = self._references.resolve(each)
            except Broken:
                continue  # it shows nothing, and nothing rests on it
            value = shown.get("value", shown.get("dataValue")) if isinstance(shown, Mapping) else shown
            yield from () if value is None else (value,)


def _listed(forms: Forms) -> Iterator[Any]:
    """What a parameter is where nothing is said, and the first it may be."""
    for form in forms:
        yield from (form[word] for word in ("default", "const") if form.get(word) is not None)
        yield from form["enum"][:1] if isinstance(form.get("enum"), list) else ()


def _valued(holder: Mapping[str, Any]) -> Iterator[Any]:
    if holder.get("example") is not None:
        yield holder["example"]


def _named(form: Mapping[str, Any]) -> list[str]:
    kind = form.get("type")
    if kind is None and "properties" in form:
        return ["object"]
    if kind is None and "items" in form:
        return ["array"]
    return [kind] if isinstance(kind, str) else [*kind] if isinstance(kind, list) else []


def as_object(schema: Any) -> Mapping[str, Any]:
    """A schema as an object, also one that is true or false."""
    return schema if isinstance(schema, Mapping) else {} if schema else NOTHING
