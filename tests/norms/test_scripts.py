"""A script that names what is not there, or asks what may not be asked, is told at its place; a sound one is read."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from conformance.engine.vocabulary import Tools
from conformance.model.choosing import Among
from conformance.model.contract import Contract
from conformance.model.script import MOST_BYTES, Existing, Made, Reference
from conformance.model.workflow import MOST_STEPS
from conformance.norms.data_files import data
from conformance.norms.errors import DataError
from conformance.norms.kind_contracts import contract_of_kind
from conformance.norms.script_flaws import problems, script_problems, scripts_must_hold
from conformance.norms.scripts import read_script, script_files, script_shape, scripts_of

LIFE = "standards/application/scripts/lifecycle.yaml"
OWN = "standards/application/scripts/own-review.yaml"
FOREIGN = "standards/security/scripts/foreign-case.yaml"
ASKED = "standards/support/scripts/refused-request.yaml"
VIEWS = "standards/overall/scripts/role-views.yaml"
PART = "standards/support/scripts/incomplete-request.yaml"


@cache
def contract(kind: str) -> Contract:
    return contract_of_kind(data("standards"), kind)


def text_of(file: str) -> str:
    return (Path(str(data("standards"))).parent / file).read_text(encoding="utf-8")


def found(file: str, text: str) -> list[DataError]:
    """What is wrong with a script of this text."""
    try:
        read = read_script(text.encode(), file, script_shape(data("standards")))
    except DataError as error:
        return [error]
    return [*problems(read, contract(read.script.contract))]


WRONG: dict[str, tuple[str, str, str, str, str, str]] = {
    "unknown operation": (
        OWN,
        "operationId: getResource",
        "operationId: getRessource",
        "getRessource",
        "没有操作",
        "did you mean `getResource`?",
    ),
    "role that is none": (
        OWN,
        "x-hutong-role: peer",
        "x-hutong-role: pear",
        "pear",
        "不由 pear 调用",
        "did you mean `peer`?",
    ),
    "role not admitted": (
        LIFE,
        "x-hutong-role: administrator",
        "x-hutong-role: officer",
        "officer",
        "不由 officer 调用",
        "does not admit officer",
    ),
    "refusal that is no refusal": (
        OWN,
        "$statusCode >= 400",
        "$statusCode >= 200",
        "officer",
        "不由 officer 调用",
        "does not admit officer",
    ),
    "input not there": (
        OWN,
        "payload: $inputs.body",
        "payload: $inputs.bode",
        "bode",
        "没有输入",
        "did you mean `body`?",
    ),
    "step not asked before": (
        OWN,
        "$steps.registered.outputs.id",
        "$steps.reviewed.outputs.id",
        "reviewed",
        "此前没有步骤",
        "did you mean `registered`?",
    ),
    "output not declared": (
        OWN,
        "$steps.registered.outputs.id",
        "$steps.registered.outputs.ident",
        "ident",
        "没有 outputs",
        "has no output `ident`",
    ),
    "output never set": (
        LIFE,
        "$response.body#/registeredAt",
        "$response.body#/registerdAt",
        "registerdAt",
        "的应答没有",
        "did you mean `registeredAt`?",
    ),
    "criterion of no member": (
        OWN,
        "$response.body#/id != null",
        "$response.body#/ident != null",
        "ident",
        "的应答没有",
        "answers no `ident`",
    ),
    "goto nowhere": (
        OWN,
        "stepId: unpublished}",
        "stepId: reviewed}",
        "reviewed",
        "不是下一步",
        "the next is `unpublished`",
    ),
    "output not used": (
        OWN,
        "outputs: {id: $response.body#/id}",
        "outputs: {id: $response.body#/id, name: $response.body#/name}",
        "name",
        "没有用处",
        "delete it",
    ),
    "input not used": (
        OWN,
        "x-hutong-inputs:\n",
        "x-hutong-inputs:\n      spare: 备用\n",
        "spare",
        "没有用处",
        "delete it",
    ),
    "path parameter missing": (
        LIFE,
        "        parameters: [{name: id, in: path, value: $steps.registered.outputs.id}]\n",
        "",
        "getResource",
        "缺少路径参数",
        "the path parameter `id` is missing",
    ),
    "parameter it does not have": (
        LIFE,
        "{name: q, in: query",
        "{name: qq, in: query",
        "qq",
        "没有 query 参数",
        "did you mean `q`?",
    ),
    "parameter twice": (
        LIFE,
        "{name: pageSize, in: query, value: 100}",
        "{name: q, in: query, value: 100}",
        "q",
        "写了两次",
        "stands twice",
    ),
    "member of a body": (
        OWN,
        "opinion: 要素齐全",
        "opinon: 要素齐全",
        "opinon",
        "模式没有成员",
        "did you mean `opinion`?",
    ),
    "member put in": (
        LIFE,
        "serviceInfo: 经市",
        "serviceInf: 经市",
        "serviceInf",
        "模式没有成员",
        "did you mean `serviceInfo`?",
    ),
    "member left out": (
        LIFE,
        "without: [serviceInfo]",
        "without: [serviceInf]",
        "serviceInf",
        "没有成员",
        "did you mean `serviceInfo`?",
    ),
    "body missing": (
        OWN,
        "        requestBody: {payload: $inputs.body}\n        successCriteria",
        "        successCriteria",
        "registerResource",
        "须有请求体",
        "needs a body",
    ),
    "step twice": (
        OWN,
        "stepId: published",
        "stepId: reviewed",
        "reviewed",
        "已有",
        "there is a step `reviewed` already",
    ),
    "step called as what is read": (
        FOREIGN,
        "stepId: listed-cases",
        "stepId: cases",
        "cases",
        "已称为",
        "an input reads `cases` already",
    ),
    "on failure of nothing": (
        PART,
        "        successCriteria: [{condition: $response.body#/id != null}]\n",
        "",
        "onFailure",
        "onFailure 不会发生",
        "without successCriteria there is no onFailure",
    ),
    "word in braces": (OWN, "自审名录{mark}", "自审名录{mrk}", "{mrk}", "没有 `{mrk}`", "did you mean `{mark}`?"),
    "example of nothing": (
        OWN,
        "example: registerResource",
        "example: registerResorce",
        "registerResorce",
        "没有操作",
        "did you mean `registerResource`?",
    ),
    "example there is none of": (
        OWN,
        "example: registerResource",
        "example: withdrawResource",
        "withdrawResource",
        "没有",
        "gives no example",
    ),
    "input of later": (
        LIFE,
        "from: $inputs.body",
        "from: $inputs.changed",
        "changed",
        "此前没有输入",
        "no input `changed` stands before",
    ),
    "part of nothing": (
        ASKED,
        "$inputs.offered#/id",
        "$inputs.offered#/ident",
        "ident",
        "没有 `ident`",
        "has no `ident`",
    ),
    "list that is none": (
        ASKED,
        "existing: listResources",
        "existing: listTime",
        "listTime",
        "没有操作",
        "the contract has no operation",
    ),
    "list of no records": (
        ASKED,
        "existing: listResources",
        "existing: getTime",
        "getTime",
        "不列出对象",
        "lists no records",
    ),
    "member of a record": (
        ASKED,
        "where: {shareType:",
        "where: {shareTyp:",
        "shareTyp",
        "没有 `shareTyp`",
        "did you mean `shareType`?",
    ),
    "query of a list": (
        ASKED,
        "query: {shareType:",
        "query: {shareTyp:",
        "shareTyp",
        "没有 `shareTyp`",
        "did you mean `shareType`?",
    ),
    "most of nothing": (ASKED, "most: regions", "most: region", "region", "没有 `region`", "did you mean `regions`?"),
    "list compared with": (
        ASKED,
        "among: officers",
        "among: officer",
        "officer",
        "没有 `officer`",
        "did you mean `officers`?",
    ),
    "member compared with": (
        ASKED,
        "member: resource}",
        "member: resorce}",
        "resorce",
        "没有 `resorce`",
        "did you mean `resource`?",
    ),
    "role of a list": (
        VIEWS,
        "role: own-unit",
        "role: own-unt",
        "own-unt",
        "不由 own-unt 调用",
        "did you mean `own-unit`?",
    ),
    "contract elsewhere": (
        VIEWS,
        "../../application/contracts/",
        "../contracts/",
        "../contracts/resource-catalogue.openapi.yaml",
        "应以",
        "should begin with ../../application/contracts/",
    ),
    "name of its file": (
        OWN,
        "workflowId: own-review",
        "workflowId: own-revue",
        "own-revue",
        "文件名应为",
        "its file should be called own-revue.yaml",
    ),
    "expression in a text": (
        OWN,
        'name: "自审名录{mark}"',
        'name: "自审 {$inputs.body}"',
        "自审 {$inputs.body}",
        "只能写整个的",
        "write $inputs.NAME",
    ),
    "expression of an answer": (
        PART,
        "from: $inputs.complete#/basis",
        "from: $steps.asked.outputs.id",
        "$steps.asked.outputs.id",
        "应为 $inputs.名称",
        "write $inputs.NAME, and #/",
    ),
    "two forms": (
        OWN,
        "{example: registerResource,",
        "{example: registerResource, day: 1,",
        "body",
        "须写明且只写明其一",
        "it should say one of example, from, existing, day",
    ),
    "what goes with another form": (
        PART,
        "today: {day: 0}",
        "today: {day: 0, role: peer}",
        "role",
        "不与 day 同用",
        "does not go with day",
    ),
    "unknown word": (
        OWN,
        "x-hutong-role: officer",
        "x-hutong-rol: officer",
        "x-hutong-rol",
        "未知字段",
        "did you mean `x-hutong-role`?",
    ),
    "replacement": (
        OWN,
        "requestBody: {payload: $inputs.body}",
        "requestBody: {payload: $inputs.body, replacements: []}",
        "replacements",
        "未知字段",
        "known are: contentType, payload",
    ),
    "retry": (OWN, "type: goto, stepId: unpublished", "type: retry", "retry", "不在取值范围", "known are: end, goto"),
    "goto without a step": (
        OWN,
        "type: goto, stepId: unpublished",
        "type: goto",
        "",
        "goto 须写明 stepId",
        "goto names a stepId",
    ),
    "nothing put in": (OWN, 'with: {name: "自审名录{mark}"}', "with: {name: }", "name", "没有值", "it has no value"),
    "version": (OWN, "arazzo: 1.0.1", "arazzo: 1.0.0", "1.0.0", "1.0.1", "1.0.1"),
}
"""What is wrong → file, what stood there, what stands there now, the word under the caret, and what is said."""


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_at_its_place(what: str) -> None:
    file, old, new, word, zh, en = WRONG[what]
    assert old in text_of(file)
    text = text_of(file).replace(old, new, 1)
    told, *more = found(file, text)
    assert more == []
    assert told.file == file
    assert told.source
    assert told.source == text.splitlines()[told.line - 1]
    assert told.source[told.column - 1 :].startswith(word)
    assert zh in told.render("zh")
    assert en in told.render("en")


@pytest.mark.parametrize("file", [shown for _, shown, _ in script_files(data("standards"))])
def test_a_script_of_the_release_is_sound(file: str) -> None:
    assert found(file, text_of(file)) == []


def test_a_write_that_nobody_can_undo_is_refused() -> None:
    own = contract("resource-catalogue")
    kept = {name: replace(it, undo=None) if name == "reviewResource" else it for name, it in own.operations.items()}
    read = read_script(text_of(OWN).encode(), OWN, script_shape(data("standards")))
    told = [*problems(read, replace(own, operations=kept))]
    assert [one.source.strip() for one in told] == ["operationId: reviewResource"] * 3
    assert "cannot be undone" in told[0].render("en")


def test_steps_are_bounded() -> None:
    step = "      - {stepId: more-0, operationId: getResource, parameters: [{name: id, in: path, value: x}]}\n"
    text = text_of(OWN) + "".join(step.replace("more-0", f"more-{at}") for at in range(MOST_STEPS))
    (told,) = found(OWN, text)
    assert "should have 60 or fewer items" in told.render("en")
    assert "应至多有 60 项" in told.render("zh")


def test_a_file_is_bounded() -> None:
    (told,) = found(OWN, text_of(OWN) + "#" * MOST_BYTES)
    assert "64 KiB" in told.render("en")


def test_inputs_that_double_each_other_are_refused() -> None:
    doubled = "".join(
        f"      a{at}: {{example: registerResource, with: {{keywords: [{', '.join([f'$inputs.a{at - 1}'] * 9)}]}}}}\n"
        for at in range(1, 6)
    )
    text = text_of(OWN).replace("      body: {", f"      a0: {'x' * 99}\n{doubled}      body: {{", 1)
    text = text.replace("自审名录{mark}", "$inputs.a5")
    assert any("grows too large" in told.render("en") for told in found(OWN, text))


@pytest.mark.parametrize(("odd", "said"), [("!own officer", "the tag (!…) is not accepted"), ("*a", "aliases")])
def test_aliases_and_tags_are_refused(odd: str, said: str) -> None:
    (told,) = found(OWN, text_of(OWN).replace("x-hutong-role: officer", f"x-hutong-role: {odd}", 1))
    assert told.source.strip() == f"x-hutong-role: {odd}"
    assert said in told.render("en")


def test_a_script_is_called_as_no_other_probe(tmp_path: Path, the_tools: Tools) -> None:
    shutil.copytree(str(data("standards")), tmp_path / "standards")
    scripts = tmp_path / "standards" / "application" / "scripts"
    taken = (
        (scripts / "own-review.yaml").read_text(encoding="utf-8").replace("workflowId: own-review", "workflowId: head")
    )
    (scripts / "head.yaml").write_text(taken, encoding="utf-8")
    told = [one.render("en") for one in script_problems(tmp_path / "standards", the_tools.vocabulary)]
    assert len(told) == 1
    assert "there is a probe `head` already (conformance/probes/head.py)" in told[0]


def test_a_contract_that_is_none_is_told(tmp_path: Path, the_tools: Tools) -> None:
    shutil.copytree(str(data("standards")), tmp_path / "standards")
    text = text_of(OWN).replace("resource-catalogue.openapi", "resource-catalog.openapi")
    (tmp_path / OWN).write_text(text, encoding="utf-8")
    (told,) = script_problems(tmp_path / "standards", the_tools.vocabulary)
    assert told.source[told.column - 1 :].startswith("resource-catalog.")
    assert "did you mean `resource-catalogue`?" in told.render("en")


def test_a_run_refuses_what_the_lint_refuses() -> None:
    scripts = scripts_of(data("standards"))
    own = contract("resource-catalogue")
    on_it = [it for it in scripts.values() if it.contract == own.kind]
    scripts_must_hold(data("standards"), on_it, own)
    lacking = {name: it for name, it in own.operations.items() if name != "getDcat"}
    with pytest.raises(DataError, match="no operation `getDcat`") as told:
        scripts_must_hold(data("standards"), on_it, replace(own, operations=lacking))
    assert told.value.source.strip() == "operationId: getDcat"


def test_a_script_is_read_whole() -> None:
    script = scripts_of(data("standards"), "refused-request")["refused-request"]
    assert script.contract == "data-exchange"
    assert script.inputs["offered"] == Existing(
        "listResources",
        "peer",
        "offered",
        {"shareType": "conditional", "status": "in-service", "page": 1, "pageSize": 100},
        {"shareType": "conditional"},
        {"code": Among(("officers",), "resource")},
        "regions",
    )
    assert script.inputs["method"] == Made(Reference("offered"), ("methods", "0"))
    assert [step.id for step in script.steps] == ["submitted", "refused", "told", "submitted-again", "unreasoned"]
    assert script.steps[1].arguments[0].value == Reference("id", "submitted")
    assert script.sends == {
        "listResources": 1,
        "listRequests": 1,
        "submitRequest": 2,
        "decideRequest": 2,
        "getRequest": 1,
    }
    assert script.words == {"offered", "officers", "submitted", "unreasoned", "refused", "told"}


def test_a_file_beside_the_scripts_that_is_none_is_named(tmp_path: Path) -> None:
    shutil.copytree(str(data("standards")), tmp_path / "standards")
    (tmp_path / "standards/application/scripts/notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        scripts_of(tmp_path / "standards")
    assert raised.value.file == "standards/application/scripts/notes.txt"
    assert "is not called *.yaml" in raised.value.text.en
    assert raised.value.help is not None
