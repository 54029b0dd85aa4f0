"""The scripts of a release: `standards/<family>/scripts/<name>.yaml`, each read into a Script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from typing import Any

from conformance.model.asking import ProbeEntry, Vocabulary
from conformance.model.choosing import as_wanted
from conformance.model.clause import FAMILIES
from conformance.model.pointer import steps_of
from conformance.model.script import (
    MOST_BYTES,
    Argument,
    Criterion,
    Day,
    Existing,
    Input,
    Made,
    Reference,
    Script,
    ScriptStep,
    Wording,
)
from conformance.model.text import Text
from conformance.norms.errors import DataError
from conformance.norms.release_files import bytes_of, folder, shape_of
from conformance.norms.shape import departures
from conformance.norms.yaml_text import Document, Path, read_yaml

ENDING = ".yaml"
FLOW: Path = ("workflows", 0)
INPUTS: Path = (*FLOW, "x-hutong-inputs")
STEPS: Path = (*FLOW, "steps")
FORMS = ("example", "from", "existing", "day")
GOES_WITH = {
    "example": {"of", "with", "without"},
    "from": {"with", "without"},
    "existing": {"role", "as", "query", "where", "prefer", "most"},
    "day": set[str](),
}
"""What may stand beside each form of an input."""
_EXPRESSION = re.compile(r"\$inputs\.(?P<input>[a-z][a-z0-9_]*)|\$steps\.(?P<step>[a-z0-9-]+)\.outputs\.(?P<name>\w+)")
_WHOLE = Text(
    "只能写整个的 $inputs.名称 或 $steps.步骤.outputs.名称", "write $inputs.NAME or $steps.STEP.outputs.NAME, whole"
)
_INPUT_WHOLE = Text("应为 $inputs.名称", "write $inputs.NAME")
_INPUT = Text("应为 $inputs.名称，其后可有 #/ 指向其中一部分", "write $inputs.NAME, and #/… for a part of it")


@dataclass(frozen=True)
class ReadScript:
    """A script with the document it was read from, which knows where everything in it stands."""

    script: Script
    document: Document


def script_files(root: Traversable) -> Iterator[tuple[str, str, Traversable]]:
    """Name, shown path and file of every script of a release."""
    for family in FAMILIES:
        if (root / family / "scripts").is_dir():
            shown = f"standards/{family}/scripts"
            for file in folder(root / family, "scripts", shown):
                if not file.name.endswith(ENDING):
                    text = Text(f"不是测试例：名称不以 {ENDING} 结尾", f"no script: it is not called *{ENDING}")
                    raise DataError(text, f"{shown}/{file.name}", help=Text("移到别处", "move it away"), about="script")
                yield file.name.removesuffix(ENDING), f"{shown}/{file.name}", file


def scripts_of(root: Traversable, only: str = "") -> dict[str, Script]:
    """The scripts of a release by name, or the one of a name. Raises DataError for the first that is none."""
    shape = script_shape(root)
    found: dict[str, Script] = {}
    for name, shown, file in script_files(root):
        if name in found:
            raise taken(name, shown, found[name].file)
        if only in ("", name):
            found[name] = read_script(bytes_of(file, shown), shown, shape).script
    return found


def script_shape(root: Traversable) -> Mapping[str, Any]:
    return shape_of(root / "script.schema.json", "standards/script.schema.json")


def entry(script: Script) -> ProbeEntry:
    """A script as the vocabulary lists it, among the probes."""
    return ProbeEntry(script.name, script.summary, script.file, script.line, words=script.words)


def with_scripts(vocabulary: Vocabulary, root: Traversable) -> Vocabulary:
    """The vocabulary with the scripts of a release in the place of those it has. Raises DataError."""
    probes = {name: it for name, it in vocabulary.probes.items() if not it.file.endswith(ENDING)}
    return replace(vocabulary, probes=probes | {name: entry(it) for name, it in scripts_of(root).items()})


def taken(name: str, file: str, other: str) -> DataError:
    """The error of a script that is called as another probe."""
    text = Text(f"测试例 `{name}` 已有（{other}）", f"there is a probe `{name}` already ({other})")
    return DataError(text, file, help=Text("换一个名称", "give it another name"), about="script")


def read_script(raw: bytes, file: str, shape: Mapping[str, Any]) -> ReadScript:
    """A script from the bytes of its file. Raises DataError for the first thing that is not as the shape says."""
    if len(raw) > MOST_BYTES:
        text = Text(f"超过 {MOST_BYTES >> 10} KiB", f"it has more than {MOST_BYTES >> 10} KiB")
        raise DataError(text, file, help=Text("拆成几个测试例", "make several scripts of it"), about="script")
    document = read_yaml(raw, file, "script")
    for problem in departures(document, shape, "script"):
        raise problem
    return ReadScript(_Reader(document).script(), document)


class _Reader:
    """Reads a document of the shape of a script; what the shape cannot say is refused at its place."""

    def __init__(self, document: Document) -> None:
        self._document = document
        (self._flow,) = document.value["workflows"]

    def script(self) -> Script:
        name = self._flow["workflowId"]
        if self._document.file.rpartition("/")[2] != f"{name}.yaml":
            text = Text(f"文件名应为 {name}.yaml", f"its file should be called {name}.yaml")
            raise self._error((*FLOW, "workflowId"), text, name)
        return Script(
            name=name,
            summary=self._flow["summary"],
            contract=self._contract(),
            inputs={name: self._input(name, raw) for name, raw in self._flow.get("x-hutong-inputs", {}).items()},
            steps=tuple(self._step(at, raw) for at, raw in enumerate(self._flow["steps"])),
            file=self._document.file,
            line=self._document.place(FLOW)[0],
        )

    def _contract(self) -> str:
        """The kind whose contract the source is. The contracts are of one family, and lie beside its scripts alone."""
        url = self._document.value["sourceDescriptions"][0]["url"]
        above = "../" if "/application/" in self._document.file else "../../application/"
        if not url.startswith(f"{above}contracts/"):
            text = Text(f"应以 {above}contracts/ 开头", f"it should begin with {above}contracts/")
            raise self._error(("sourceDescriptions", 0, "url"), text, url)
        return str(url).rpartition("/")[2].removesuffix(".openapi.yaml")

    def _input(self, name: str, raw: Any) -> Input:
        path = (*INPUTS, name)
        if isinstance(raw, str):
            return Wording(raw)
        form = self._form(path, raw)
        if form == "day":
            return Day(raw["day"])
        if form == "existing":
            return self._existing(name, raw)
        given, _, pointer = raw.get("from", "").partition("#")
        source = self._value((*path, "from"), given) if form == "from" else raw["example"]
        if form == "from" and (not isinstance(source, Reference) or source.step):
            raise self._error((*path, "from"), _INPUT, given)
        members = self._value((*path, "with"), raw.get("with", {}))
        about = self._value((*path, "of"), raw.get("of"))
        if about is not None and (not isinstance(about, Reference) or about.step):
            raise self._error((*path, "of"), _INPUT_WHOLE, str(raw["of"]))
        return Made(source, tuple(steps_of(pointer)), tuple(raw.get("without", ())), members, about)

    def _form(self, path: Path, raw: Mapping[str, Any]) -> str:
        """Which one of the forms an input has, with nothing that goes with another."""
        forms = [form for form in FORMS if form in raw]
        if len(forms) != 1:
            names = ", ".join(FORMS)
            raise self._error(path, Text(f"须写明且只写明其一：{names}", f"it should say one of {names}"))
        odd = sorted({*raw} - {forms[0]} - GOES_WITH[forms[0]])
        if odd:
            text = Text(f"`{odd[0]}` 不与 {forms[0]} 同用", f"`{odd[0]}` does not go with {forms[0]}")
            raise self._error((*path, odd[0]), text)
        return forms[0]

    def _existing(self, name: str, raw: Mapping[str, Any]) -> Existing:
        where, prefer = (
            {key: as_wanted(one) for key, one in raw.get(word, {}).items()} for word in ("where", "prefer")
        )
        return Existing(
            raw["existing"],
            raw.get("role", ""),
            raw.get("as", name),
            raw.get("query", {}),
            where,
            prefer,
            raw.get("most", ""),
        )

    def _step(self, at: int, raw: Mapping[str, Any]) -> ScriptStep:
        path = (*STEPS, at)
        (failing,) = raw.get("onFailure", [{}])
        if ("stepId" in failing) != (failing.get("type") == "goto"):
            text = Text("goto 须写明 stepId，end 不写", "goto names a stepId, and end names none")
            raise self._error((*path, "onFailure", 0), text)
        given = enumerate(raw.get("parameters", ()))
        body = raw.get("requestBody", {}).get("payload")
        return ScriptStep(
            id=raw["stepId"],
            operation=raw["operationId"],
            role=raw.get("x-hutong-role", ""),
            name=raw.get("x-hutong-as", raw["stepId"]),
            arguments=tuple(
                Argument(one["name"], one["in"], self._value((*path, "parameters", n, "value"), one["value"]))
                for n, one in given
            ),
            body=self._value((*path, "requestBody", "payload"), body),
            criteria=tuple(_criterion(one["condition"]) for one in raw.get("successCriteria", ())),
            ends=failing.get("type") == "end",
            goto=failing.get("stepId", ""),
            whole=self._whole(path, raw),
            outputs={name: tuple(steps_of(told.partition("#")[2])) for name, told in raw.get("outputs", {}).items()},
        )

    def _whole(self, path: Path, raw: Mapping[str, Any]) -> bool:
        """Whether a list is read page by page: then no one answer is compared, or gives anything to later steps."""
        odd = [word for word in ("successCriteria", "outputs", "requestBody") if word in raw]
        if "x-hutong-whole" in raw and odd:
            zh, en = f"`{odd[0]}` 不与 x-hutong-whole 同用", f"`{odd[0]}` does not go with x-hutong-whole"
            raise self._error((*path, odd[0]), Text(zh, en))
        return "x-hutong-whole" in raw

    def _value(self, path: Path, raw: Any) -> Any:
        """A value in which each text that is an expression is a reference; nothing else may look like one."""
        if isinstance(raw, Mapping):
            return {name: self._value((*path, name), each) for name, each in raw.items()}
        if isinstance(raw, list):
            return [self._value((*path, at), each) for at, each in enumerate(raw)]
        if not isinstance(raw, str) or "$" not in raw:
            return raw
        found = _EXPRESSION.fullmatch(raw)
        if found is None:
            raise self._error(path, _WHOLE, raw)
        return Reference(found["input"] or found["name"], found["step"] or "")

    def _error(self, path: Path, text: Text, word: str = "") -> DataError:
        return self._document.error(path, text, about="script", word=word)


def _criterion(condition: str) -> Criterion:
    left, sign, right = condition.split(" ", 2)
    value = right[1:-1] if right.startswith("'") else json.loads(right)
    return Criterion(tuple(steps_of(left.partition("#")[2])) if "#" in left else None, sign, value)
