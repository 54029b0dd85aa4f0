"""What an editor must mend in a script: what its contract does not bear out, what dangles, and what nobody uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from itertools import zip_longest

from conformance.model.asking import Vocabulary
from conformance.model.choosing import Among
from conformance.model.clause import ROLES
from conformance.model.contract import Contract, Operation
from conformance.model.script import Existing, Made, Reference, Script, ScriptStep, references
from conformance.model.template import names
from conformance.model.text import Text
from conformance.norms.errors import DataError, near
from conformance.norms.flaw import Wrong
from conformance.norms.kind_contracts import contract_names, contract_of_kind
from conformance.norms.release_files import bytes_of
from conformance.norms.script_contract import Shapes, foreign_role, unknown_operation
from conformance.norms.script_inputs import input_flaws
from conformance.norms.scripts import ENDING, STEPS, ReadScript, read_script, script_files, script_shape, taken
from conformance.norms.yaml_text import Path

CHOSEN = ("accept",)
"""Headers that say which form is asked for, which no contract needs to declare."""


def script_problems(root: Traversable, vocabulary: Vocabulary) -> Iterator[DataError]:
    """What is wrong with each script of a release, each at its place, and one that is called as another probe."""
    shape = script_shape(root)
    contracts: dict[str, Contract] = {}
    for _, shown, file in script_files(root):
        try:
            read = read_script(bytes_of(file, shown), shown, shape)
            kind = read.script.contract
            contracts[kind] = contracts.get(kind) or contract_of_kind(root, _known(read, kind, root))
        except DataError as error:
            yield error
            continue
        yield from problems(read, contracts[kind])
    yield from _taken(root, vocabulary)


def _taken(root: Traversable, vocabulary: Vocabulary) -> Iterator[DataError]:
    """A script whose name another probe has: a module, or a script of another family."""
    files = {name: it.file for name, it in vocabulary.probes.items() if not it.file.endswith(ENDING)}
    for name, shown, _ in script_files(root):
        if name in files:
            yield taken(name, shown, files[name])
        files[name] = shown


def _known(read: ReadScript, kind: str, root: Traversable) -> str:
    kinds = contract_names(root)
    if kind in kinds:
        return kind
    path, text = ("sourceDescriptions", 0, "url"), Text(f"没有接口规约 `{kind}`", f"there is no contract `{kind}`")
    raise read.document.error(path, text, near(kind, kinds), "script", kind)


def scripts_must_hold(root: Traversable, scripts: Iterable[Script], contract: Contract) -> None:
    """Refuse to put scripts that the lint would not let pass: the first thing wrong is raised as a DataError."""
    files = {name: (file, shown) for name, shown, file in script_files(root)}
    for script in scripts:
        if any(True for _ in script_flaws(script, contract)):
            read = read_script(bytes_of(*files[script.name]), script.file, script_shape(root))
            raise next(problems(read, contract))


def problems(read: ReadScript, contract: Contract) -> Iterator[DataError]:
    """What is wrong with a script on its contract, each at its place."""
    for wrong in script_flaws(read.script, contract):
        text = Text(f"{read.script.name}：{wrong.text.zh}", f"{read.script.name}: {wrong.text.en}")
        yield read.document.error(wrong.path, text, wrong.hint, "script", wrong.word)


def script_flaws(script: Script, contract: Contract) -> Iterator[Wrong]:
    """What a script names wrongly, in the order of its file; where nothing is, what it has and nothing uses."""
    wrong = [*_named_wrongly(script, contract)]
    yield from wrong or _unused(script)


def _named_wrongly(script: Script, contract: Contract) -> Iterator[Wrong]:
    shapes = Shapes(script.inputs, contract)
    lists = {each.step for each in script.inputs.values() if isinstance(each, Existing)}
    yield from input_flaws(script, shapes)
    for at, (step, following) in enumerate(zip_longest(script.steps, script.steps[1:])):
        path = (*STEPS, at)
        if step.id in {other.id for other in script.steps[:at]}:
            text = Text(f"步骤 `{step.id}` 已有", f"there is a step `{step.id}` already")
            yield Wrong(text, (*path, "stepId"), step.id, Text("换一个名称", "give it another name"))
        if step.name in lists:
            text = Text(f"读取已有记录已称为 `{step.name}`", f"an input reads `{step.name}` already")
            yield Wrong(text, (*path, "stepId"), step.name, Text("换一个名称", "give it another name"))
        operation = contract.operations.get(step.operation)
        if operation is None:
            yield unknown_operation((*path, "operationId"), step.operation, contract)
        else:
            yield from _asking_flaws(path, step, operation, following)
            yield from _sent_flaws(path, step, operation, shapes)
            yield from _answer_flaws(path, step, operation, shapes)
        yield from _reference_flaws(path, step, script, script.steps[:at])


def _asking_flaws(path: Path, step: ScriptStep, operation: Operation, following: ScriptStep | None) -> Iterator[Wrong]:
    """A role that may not ask, a write that nobody can undo, and what is done where a criterion is missed."""
    if not _is_refusal_due(step, following) or step.role not in ROLES:
        yield from foreign_role((*path, "x-hutong-role"), step.role, operation)
    if not operation.safe and operation.undo is None:
        text = Text(
            f"`{operation.id}` 无法撤销，不得写入", f"`{operation.id}` cannot be undone, so it is not written to"
        )
        hint = Text("在接口规约中写明 x-hutong-undo", "state its x-hutong-undo in the contract")
        yield Wrong(text, (*path, "operationId"), operation.id, hint)
    if step.goto and (following is None or step.goto != following.id):
        text = Text(f"`{step.goto}` 不是下一步", f"`{step.goto}` is not the next step")
        onward = Text(f"下一步是 `{following.id}`", f"the next is `{following.id}`") if following else None
        yield Wrong(text, (*path, "onFailure", 0, "stepId"), step.goto, onward)
    if (step.goto or step.ends) and not step.criteria:
        text = Text("没有 successCriteria，onFailure 不会发生", "without successCriteria there is no onFailure")
        yield Wrong(text, (*path, "onFailure"))


def _is_refusal_due(step: ScriptStep, following: ScriptStep | None) -> bool:
    """Whether a step says that it expects to be refused, and goes on whatever comes: then anyone may ask."""
    goes_on = bool(step.goto) or following is None
    return goes_on and any(it.part is None and it.sign in ("==", ">=") and it.value >= 400 for it in step.criteria)


def _sent_flaws(path: Path, step: ScriptStep, operation: Operation, shapes: Shapes) -> Iterator[Wrong]:
    """Parameters that the operation does not have, twice or not at all, and a body it does not take."""
    declared = {(each.location, each.name) for each in operation.parameters}
    given = [(each.place, each.name) for each in step.arguments]
    for at, (place, name) in enumerate(given):
        where = (*path, "parameters", at, "name")
        if (place, name) in given[:at]:
            yield Wrong(Text(f"参数 `{name}` 写了两次", f"the parameter `{name}` stands twice"), where, name)
        elif (place, name) not in declared and (place != "header" or name.lower() not in CHOSEN):
            text = Text(
                f"`{operation.id}` 没有 {place} 参数 `{name}`", f"`{operation.id}` has no {place} parameter `{name}`"
            )
            yield Wrong(text, where, name, near(name, [other for kind, other in declared if kind == place]))
    lacking = [name for name in names(operation.path) if ("path", name) not in given]
    if lacking:
        text = Text(f"缺少路径参数 `{lacking[0]}`", f"the path parameter `{lacking[0]}` is missing")
        yield Wrong(text, (*path, "operationId"), operation.id, Text("在 parameters 中写明", "state it in parameters"))
    if operation.body_required and step.body is None:
        text = Text(f"`{operation.id}` 须有请求体", f"`{operation.id}` needs a body")
        yield Wrong(text, (*path, "operationId"), operation.id, Text("写明 requestBody", "state its requestBody"))
    yield from shapes.body_flaws((*path, "requestBody", "payload"), step.body, operation)


def _answer_flaws(path: Path, step: ScriptStep, operation: Operation, shapes: Shapes) -> Iterator[Wrong]:
    """Members of the answer that no answer of the operation has."""
    for name, part in step.outputs.items():
        yield from shapes.part_flaws((*path, "outputs", name), part, operation)
    for at, one in enumerate(step.criteria):
        if one.part is not None:
            yield from shapes.part_flaws((*path, "successCriteria", at, "condition"), one.part, operation)


def _reference_flaws(path: Path, step: ScriptStep, script: Script, before: tuple[ScriptStep, ...]) -> Iterator[Wrong]:
    values = [((*path, "parameters", at, "value"), one.value) for at, one in enumerate(step.arguments)]
    for where, value in [*values, ((*path, "requestBody", "payload"), step.body)]:
        for each in references(value):
            yield from _dangling(where, each, script, before)


def _dangling(path: Path, one: Reference, script: Script, before: tuple[ScriptStep, ...]) -> Iterator[Wrong]:
    """A reference to an input there is none of, a step that was not asked before, or an output it does not declare."""
    steps = {step.id: step for step in before}
    if not one.step and one.name not in script.inputs:
        text = Text(f"没有输入 `{one.name}`", f"there is no input `{one.name}`")
        yield Wrong(text, path, one.name, near(one.name, [*script.inputs]))
    elif one.step and one.step not in steps:
        text = Text(f"此前没有步骤 `{one.step}`", f"no step `{one.step}` is asked before")
        yield Wrong(text, path, one.step, near(one.step, [*steps]))
    elif one.step and one.name not in steps[one.step].outputs:
        text = Text(f"步骤 `{one.step}` 没有 outputs `{one.name}`", f"the step `{one.step}` has no output `{one.name}`")
        yield Wrong(text, path, one.name, near(one.name, [*steps[one.step].outputs]))


def _unused(script: Script) -> Iterator[Wrong]:
    """Inputs and outputs that nothing refers to."""
    used = {*references([[step.body, *(one.value for one in step.arguments)] for step in script.steps])}
    listed = set[str]()
    for one in script.inputs.values():
        if isinstance(one, Made):
            used |= {*references([one.source, one.members, one.of])}
        if isinstance(one, Existing):
            wanted = (*one.where.values(), *one.prefer.values())
            listed |= {name for it in wanted if isinstance(it, Among) for name in it.lists}
    for name in script.inputs:
        if Reference(name) not in used and name not in listed:
            text = Text(f"输入 `{name}` 没有用处", f"the input `{name}` is not used")
            yield Wrong(text, ("workflows", 0, "x-hutong-inputs", name), name, Text("删去它", "delete it"))
    for at, step in enumerate(script.steps):
        for name in step.outputs:
            if Reference(name, step.id) not in used:
                text = Text(f"outputs `{name}` 没有用处", f"the output `{name}` is not used")
                yield Wrong(text, (*STEPS, at, "outputs", name), name, Text("删去它", "delete it"))
