"""What Arazzo 1.0.1 asks of a document, and we of ours: read off its specification, knowing nothing of our writer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_\-]*")  # of workflows, steps and sources; a letter first is what readers need
KEY = re.compile(r"[a-zA-Z0-9.\-_]+")  # outputs
EXPRESSION = re.compile(
    r"\$inputs\.(?P<input>[A-Za-z0-9_]+)"
    r"|\$steps\.(?P<step>[A-Za-z0-9_\-]+)\.outputs\.(?P<output>[A-Za-z0-9_]+)"
)
OUTPUT = re.compile(r"\$response\.body#/[A-Za-z0-9_\-]+|\$response\.header\.ETag")
CRITERION = re.compile(r"\$statusCode == [1-9][0-9]{2}")
MEMBERS = {
    "stepId",
    "operationId",
    "operationPath",
    "parameters",
    "requestBody",
    "successCriteria",
    "onFailure",
    "outputs",
}


def wrong(document: Mapping[str, Any]) -> list[str]:
    """What a document of workflows breaks; empty for a sound one."""
    return [*_document(document)]


def _document(document: Mapping[str, Any]) -> Iterator[str]:
    yield from _unless(document["arazzo"] == "1.0.1", "its version")
    yield from _unless({"title", "version"} <= document["info"].keys(), "its info")
    (source,) = document["sourceDescriptions"]
    yield from _unless(
        bool(NAME.fullmatch(source["name"])) and source["type"] == "openapi" and source["url"], "its source"
    )
    flows = document["workflows"]
    yield from _unless(bool(flows), "no workflow")
    yield from _unless(len({flow["workflowId"] for flow in flows}) == len(flows), "a workflow twice")
    names = [step["stepId"] for flow in flows for step in flow["steps"]]
    yield from _unless(len({*names}) == len(names), "a step twice")
    for flow in flows:
        yield from (f"{flow['workflowId']}: {said}" for said in workflow(flow, source["name"]))


def workflow(flow: Mapping[str, Any], source: str = "system") -> Iterator[str]:
    """What one workflow breaks."""
    inputs = flow.get("inputs", {"properties": {}, "required": []})
    yield from _unless(bool(NAME.fullmatch(flow["workflowId"])) and bool(flow["steps"]), "its name or steps")
    yield from _unless({*inputs["required"]} <= inputs["properties"].keys(), "an input that is not declared")
    outputs: dict[str, set[str]] = {}
    for step in flow["steps"]:
        name = step["stepId"]
        yield from _unless(bool(NAME.fullmatch(name)), f"{name}: its name")
        yield from (f"{name}: {said}" for said in _step(step, source))
        for value in _values(step):
            yield from (f"{name}: {said}" for said in _value(value, inputs["properties"].keys(), outputs))
        for action in step.get("onFailure", ()):
            later = [one["stepId"] for one in flow["steps"][flow["steps"].index(step) + 1 :]]
            yield from _unless(action["type"] == "goto" and action["stepId"] in later, f"{name}: goto {action}")
        outputs[name] = {*step.get("outputs", ())}


def _step(step: Mapping[str, Any], source: str) -> Iterator[str]:
    yield from _unless(("operationId" in step) is not ("operationPath" in step), "names not one operation")
    yield from _unless(all(key in MEMBERS or key.startswith("x-") for key in step), "a member that is none")
    path = step.get("operationPath", f"{{$sourceDescriptions.{source}.url}}#/paths/~1/get")
    pattern = rf"\{{\$sourceDescriptions\.{source}\.url\}}#/paths/~1[^$\s/]*/[a-z]+"
    yield from _unless(bool(re.fullmatch(pattern, path)), path)
    yield from _unless(not re.search(r"[\s${}#]", step.get("operationId", "")), "its operationId acts")
    places = [(one["name"], one["in"]) for one in step["parameters"]]
    yield from _unless(len({*places}) == len(places), "a parameter twice")
    yield from _unless({place for _, place in places} <= {"path", "query", "header"}, "a parameter of nowhere")
    yield from _unless(all(isinstance(one["value"], str) for one in step["parameters"]), "a value that is no text")
    for criterion in step.get("successCriteria", ()):
        yield from _unless(
            {*criterion} == {"condition"} and bool(CRITERION.fullmatch(criterion["condition"])), "criterion"
        )
    for key, expression in step.get("outputs", {}).items():
        yield from _unless(bool(KEY.fullmatch(key)) and bool(OUTPUT.fullmatch(expression)), f"output {expression}")


def _values(step: Mapping[str, Any]) -> Iterator[str]:
    """Every text a tool would look for expressions in."""
    yield from (one["value"] for one in step["parameters"] if isinstance(one["value"], str))
    yield from _texts(step.get("requestBody", {}).get("payload"))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for each in node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ():
        yield from _texts(each)
    for name in node if isinstance(node, Mapping) else ():
        yield f"key{'$' if re.search('[${}]', name) or name == '__proto__' else ''}"


def _value(value: str, inputs: Any, outputs: Mapping[str, set[str]]) -> Iterator[str]:
    """A value is text with nothing that acts, or one whole expression for what is declared before it."""
    if not re.search("[${}]", value):
        return
    found = EXPRESSION.fullmatch(value)
    yield from _unless(bool(found), f"{value!r} may be taken for an expression")
    if found and found["input"]:
        yield from _unless(found["input"] in inputs, f"{value} is no input")
    elif found:
        yield from _unless(
            found["output"] in outputs.get(found["step"], ()), f"{value} is no output of an earlier step"
        )


def _unless(good: Any, what: str) -> Iterator[str]:
    if not good:
        yield what
