"""What a contract says of its records and does not hold: file, line, caret and the next step, in both languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conformance.norms.contract import built
from conformance.norms.data_files import data
from conformance.norms.errors import DataError
from conformance.norms.kind_contracts import problems as found_in
from tests.cli.test_bad_input import ROOT, hutong, told

CONTRACTS = "standards/application/contracts"
BASE = "standards/support/contracts/base.openapi.yaml"
CATALOGUE, EXCHANGE = "resource-catalogue", "data-exchange"
GRANTS = "operations: {list: listGrants, read: getGrant}"
REQUEST = "members: {text: scenario, state: state, owner: requester.uscc, made: submittedAt}"
CREATOR = "roles: {creator: peer, decider: officer, outsider: lower}\n    advanced"
ADVANCED = 'advanced: {state: consented, completeAt: "2020-01-02T03:04:05+08:00"}'
SHARE_TYPE = "{parameter: shareType, member: shareType, parts: true}"
AUDIT = "list: {moves: true, filters: [{parameter: actor, member: user}]}"
METHODS = "{parameter: method, member: methods, by: among}"
BATCH = "operations: {list: listBatches, read: getBatch, create: startBatch, withdraw: cancelBatch}"

WRONG: dict[str, tuple[str, str, str, str, str, str, str]] = {
    # name: contract, what stands there, what is written instead, the word the caret is under, zh, en, the next step
    "an operation that is not there": (
        EXCHANGE,
        GRANTS,
        GRANTS.replace("listGrants", "listGrant"),
        "listGrant",
        "没有操作 `listGrant`",
        "there is no operation `listGrant`",
        "did you mean `listGrants`?",
    ),
    "an unknown word for an operation": (
        EXCHANGE,
        GRANTS,
        GRANTS.replace("list:", "lists:"),
        "lists",
        "未知字段 `lists`",
        "unknown field `lists`",
        "did you mean `list`?",
    ),
    "an unknown word of a record": (
        EXCHANGE,
        GRANTS,
        GRANTS.replace("operations", "operation"),
        "operation",
        "未知字段 `operation`",
        "unknown field `operation`",
        "did you mean `operations`?",
    ),
    "an unknown word for a member": (
        EXCHANGE,
        REQUEST,
        REQUEST.replace("owner:", "ownr:"),
        "ownr",
        "未知字段 `ownr`",
        "unknown field `ownr`",
        "did you mean `owner`?",
    ),
    "an unknown word for a party": (
        EXCHANGE,
        CREATOR,
        CREATOR.replace("creator", "creater"),
        "creater",
        "未知字段 `creater`",
        "unknown field `creater`",
        "did you mean `creator`?",
    ),
    "an unknown word of a list": (
        EXCHANGE,
        AUDIT,
        AUDIT.replace("moves", "move"),
        "move",
        "未知字段 `move`",
        "unknown field `move`",
        "did you mean `moves`?",
    ),
    "an unknown word of a filter": (
        EXCHANGE,
        METHODS,
        METHODS.replace("by:", "how:"),
        "how",
        "未知字段 `how`",
        "unknown field `how`",
        "known are: by, member, parameter, parts",
    ),
    "an unknown way of narrowing": (
        EXCHANGE,
        METHODS,
        METHODS.replace("among", "amongst"),
        "amongst",
        "'amongst' 不在取值范围",
        "'amongst' is none of",
        "did you mean `among`?",
    ),
    "a title in one language": (
        EXCHANGE,
        "title: {zh: 授权, en: grants}",
        "title: {zh: 授权}",
        "title",
        "缺少字段 `en`",
        "missing field `en`",
        "add it",
    ),
    "a role nobody has": (
        EXCHANGE,
        CREATOR,
        CREATOR.replace("decider: officer", "decider: oficer"),
        "oficer",
        "'oficer' 不在取值范围",
        "'oficer' is none of",
        "did you mean `officer`?",
    ),
    "a role that may not make the record": (
        EXCHANGE,
        CREATOR,
        CREATOR.replace("creator: peer", "creator: auditor"),
        "auditor",
        "角色 auditor 不得调用 `submitRequest`",
        "the role auditor may not call `submitRequest`",
        "known are: lower, peer, upper",
    ),
    "roles swapped": (
        EXCHANGE,
        CREATOR,
        CREATOR.replace("creator: peer, decider: officer", "creator: officer, decider: peer"),
        "officer",
        "角色 officer 不得调用 `submitRequest`",
        "the role officer may not call `submitRequest`",
        "known are: lower, peer, upper",
    ),
    "an outsider who makes the record": (
        EXCHANGE,
        CREATOR,
        CREATOR.replace("outsider: lower", "outsider: peer"),
        "peer",
        "outsider 不得经手该数据对象",
        "the outsider should have no part in the record",
        "name a role of another department",
    ),
    "an auditor's list that the reader may not read": (
        CATALOGUE,
        "roles: {reader: auditor}",
        "roles: {reader: peer}",
        "peer",
        "角色 peer 不得调用 `listAudit`",
        "the role peer may not call `listAudit`",
        "known are: auditor",
    ),
    "a read that writes": (
        EXCHANGE,
        BATCH,
        BATCH.replace("read: getBatch", "read: startBatch"),
        "startBatch",
        "`startBatch` 是 POST，应为读操作",
        "`startBatch` is a POST; it should read",
        "did you mean `listBatches`?",
    ),
    "a creation that reads": (
        EXCHANGE,
        BATCH,
        BATCH.replace("create: startBatch", "create: listBatches"),
        "listBatches",
        "`listBatches` 是 GET，应为写操作",
        "`listBatches` is a GET; it should write",
        "did you mean `startBatch`?",
    ),
    "a withdrawal of something else": (
        EXCHANGE,
        BATCH,
        BATCH.replace("cancelBatch", "withdrawUse"),
        "withdrawUse",
        "`startBatch` 由 `cancelBatch` 撤销，不是 `withdrawUse`",
        "`startBatch` is undone by `cancelBatch`, not `withdrawUse`",
        "known are: cancelBatch",
    ),
    "a list that is a read": (
        EXCHANGE,
        GRANTS,
        "operations: {list: getRequest, read: getGrant}",
        "list",
        "模式没有成员 `items`",
        "the schema has no member `items`",
        "check the spelling",
    ),
    "a member the schema does not have": (
        EXCHANGE,
        REQUEST,
        REQUEST.replace("state: state", "state: status"),
        "status",
        "模式没有成员 `status`",
        "the schema has no member `status`",
        "did you mean `state`?",
    ),
    "a member within one that does not have it": (
        EXCHANGE,
        REQUEST,
        REQUEST.replace("requester.uscc", "requester.usc"),
        "requester.usc",
        "模式没有成员 `requester.usc`",
        "the schema has no member `requester.usc`",
        "did you mean `uscc`?",
    ),
    "a key the schema does not have": (
        EXCHANGE,
        f"key: id\n    {GRANTS}",
        f"key: ids\n    {GRANTS}",
        "ids",
        "模式没有成员 `ids`",
        "the schema has no member `ids`",
        "did you mean `id`?",
    ),
    "an owner that is no credit code": (
        EXCHANGE,
        REQUEST,
        REQUEST.replace("requester.uscc", "requester.name"),
        "requester.name",
        "`requester.name` 应为统一社会信用代码（format: uscc）",
        "`requester.name` should be a credit code (format: uscc)",
        "",
    ),
    "a time that is none": (
        EXCHANGE,
        REQUEST,
        REQUEST.replace("made: submittedAt", "made: scenario"),
        "scenario",
        "`scenario` 应为日期时间（format: date-time）",
        "`scenario` should be a moment (format: date-time)",
        "",
    ),
    "a state without states": (
        EXCHANGE,
        REQUEST,
        REQUEST.replace("state: state", "state: basis"),
        "basis",
        "`basis` 应列出取值（enum）",
        "`basis` should name its values (enum)",
        "",
    ),
    "a text that is a state": (
        EXCHANGE,
        REQUEST,
        REQUEST.replace("text: scenario", "text: state"),
        "state",
        "`state` 应为自由文字",
        "`state` should be free text",
        "",
    ),
    "a total the page does not have": (
        EXCHANGE,
        AUDIT,
        AUDIT.replace("moves: true", "moves: true, total: count"),
        "count",
        "模式没有成员 `count`",
        "the schema has no member `count`",
        "known are: items, next, page, pageSize, total",
    ),
    "a next the page does not have": (
        EXCHANGE,
        AUDIT,
        AUDIT.replace("moves: true", "moves: true, next: nxt"),
        "nxt",
        "模式没有成员 `nxt`",
        "the schema has no member `nxt`",
        "did you mean `next`?",
    ),
    "total and next swapped": (
        EXCHANGE,
        AUDIT,
        AUDIT.replace("moves: true", "moves: true, total: next, next: total"),
        "next",
        "`next` 的类型应为 integer",
        "`next` should be of type integer",
        "known are: page, pageSize, total",
    ),
    "items that are no list": (
        EXCHANGE,
        AUDIT,
        AUDIT.replace("moves: true", "moves: true, items: total"),
        "total",
        "`total` 的类型应为 array",
        "`total` should be of type array",
        "known are: items",
    ),
    "a page parameter the list does not take": (
        EXCHANGE,
        AUDIT,
        AUDIT.replace("moves: true", "moves: true, page: pg"),
        "pg",
        "`listAudit` 没有查询参数 `pg`",
        "`listAudit` has no query parameter `pg`",
        "did you mean `page`?",
    ),
    "a filter parameter the list does not take": (
        EXCHANGE,
        SHARE_TYPE,
        SHARE_TYPE.replace("parameter: shareType", "parameter: sharType"),
        "sharType",
        "`listResources` 没有查询参数 `sharType`",
        "`listResources` has no query parameter `sharType`",
        "did you mean `shareType`?",
    ),
    "a filter by a member that is not there": (
        EXCHANGE,
        SHARE_TYPE,
        SHARE_TYPE.replace("member: shareType", "member: sharType"),
        "sharType",
        "模式没有成员 `sharType`",
        "the schema has no member `sharType`",
        "did you mean `shareType`?",
    ),
    "a filter by one of many that holds one": (
        EXCHANGE,
        SHARE_TYPE,
        SHARE_TYPE.replace("parts: true", "by: among"),
        "shareType",
        "`shareType` 只有一个值",
        "`shareType` holds one value only",
        "say `by: equal`",
    ),
    "a filter by one that holds many": (
        EXCHANGE,
        METHODS,
        METHODS.replace("by: among", "by: equal"),
        "methods",
        "`methods` 有多个值",
        "`methods` holds several values",
        "say `by: among`",
    ),
    "parts of values nobody lists": (
        EXCHANGE,
        "{parameter: code, member: code}",
        "{parameter: code, member: code, parts: true}",
        "parts",
        "`code` 没有列出取值，不能相加",
        "`code` names no values that could add up",
        "take out `parts`",
    ),
    "a search of nothing": (
        EXCHANGE,
        "      searched: [name, summary]\n",
        "",
        "search",
        "未写明检索哪些成员",
        "it does not say which members are searched",
        "add `searched`",
    ),
    "a search of a member that is not there": (
        EXCHANGE,
        "searched: [name, summary]",
        "searched: [name, sumary]",
        "sumary",
        "模式没有成员 `sumary`",
        "the schema has no member `sumary`",
        "did you mean `summary`?",
    ),
    "a search by a parameter that is not there": (
        EXCHANGE,
        "search: q\n",
        "search: query\n",
        "query",
        "`listResources` 没有查询参数 `query`",
        "`listResources` has no query parameter `query`",
        "known are: code, method, page, pageSize, q, region, shareType, status",
    ),
    "a state nobody declares": (
        EXCHANGE,
        ADVANCED,
        ADVANCED.replace("consented", "consent"),
        "consent",
        "模式不允许 `consent`",
        "the schema does not allow `consent`",
        "did you mean `consented`?",
    ),
    "a member only the system sets that is not there": (
        EXCHANGE,
        ADVANCED,
        ADVANCED.replace("completeAt", "completedAt"),
        "completedAt",
        "模式没有成员 `completedAt`",
        "the schema has no member `completedAt`",
        "did you mean `completeAt`?",
    ),
    "a public state nobody declares": (
        CATALOGUE,
        "public: {status: published}",
        "public: {status: publishd}",
        "publishd",
        "模式不允许 `publishd`",
        "the schema does not allow `publishd`",
        "did you mean `published`?",
    ),
    "a public query the list does not take": (
        CATALOGUE,
        "public: {status: published}",
        "public: {state: published}",
        "state",
        "`listResources` 没有查询参数 `state`",
        "`listResources` has no query parameter `state`",
        "did you mean `status`?",
    ),
    "a moment to list from that is no parameter": (
        CATALOGUE,
        "list: {since: since}",
        "list: {since: sinc}",
        "sinc",
        "`listChanges` 没有查询参数 `sinc`",
        "`listChanges` has no query parameter `sinc`",
        "did you mean `since`?",
    ),
    "a version that is a record of none": (
        CATALOGUE,
        "versions: listVersions",
        "versions: listVersion",
        "listVersion",
        "没有操作 `listVersion`",
        "there is no operation `listVersion`",
        "did you mean `listVersions`?",
    ),
    "one operation for two ends": (
        EXCHANGE,
        GRANTS,
        "operations: {list: listGrants, read: listGrants}",
        "listGrants",
        "`listGrants` 已是 list",
        "`listGrants` is its list already",
        "give each its own",
    ),
    "a read of another record": (
        EXCHANGE,
        GRANTS,
        GRANTS.replace("getGrant", "getRequest"),
        "getRequest",
        "`request.id`（x-hutong-harvest）取自 listRequests items[*].id",
        "`request.id` (x-hutong-harvest) is read from listRequests items[*].id, not from listGrants items[*].id",
        "let the two agree",
    ),
    "a key that is another member": (
        EXCHANGE,
        f"key: id\n    {GRANTS}",
        f"key: request\n    {GRANTS}",
        "request",
        "`grant.id`（x-hutong-harvest）取自 listGrants items[*].id",
        "`grant.id` (x-hutong-harvest) is read from listGrants items[*].id, not from listGrants items[*].request",
        "let the two agree",
    ),
    "a decision on another record": (
        EXCHANGE,
        "decide: replyCorrection",
        "decide: decideRequest",
        "decideRequest",
        "`decideRequest` 的路径不在 /corrections/{id} 之下",
        "`decideRequest` does not stand below /corrections/{id}",
        "known are: getCorrection, replyCorrection, withdrawCorrection",
    ),
    "a list of two kinds of record": (
        EXCHANGE,
        "operations: {list: listDisposals}",
        "operations: {list: listGrants}",
        "listGrants",
        "`listGrants` 已是 grant 的列表",
        "`listGrants` is the list of grant already",
        "",
    ),
    "a member in two parts": (
        EXCHANGE,
        "members: {title: name, text: summary, state: status, owner: provider.uscc, made: publishedAt}",
        "members: {title: name, text: name, state: status, owner: provider.uscc, made: publishedAt}",
        "name",
        "`name` 已是 title",
        "`name` is its title already",
        "give each its own",
    ),
    "a text nobody can send": (
        EXCHANGE,
        REQUEST,
        REQUEST.replace("text: scenario", "text: grant"),
        "grant",
        "`grant` 不在登记的示例中",
        "`grant` is not in the example of `submitRequest`",
        "known are: basis, contact, method, period, scenario, scope",
    ),
    "a time that only some records have": (
        EXCHANGE,
        REQUEST,
        REQUEST.replace("made: submittedAt", "made: completeAt"),
        "completeAt",
        "`completeAt` 不是必备成员（required）",
        "`completeAt` is no member every record has (required)",
        "",
    ),
    "a state that a new record has anyway": (
        EXCHANGE,
        ADVANCED,
        ADVANCED.replace("consented", "submitted"),
        "submitted",
        "新登记的即为 `submitted`",
        "what is just made is `submitted` anyway",
        "name a state that only a decision brings",
    ),
    "a total that is the number of the page": (
        EXCHANGE,
        AUDIT,
        AUDIT.replace("moves: true", "moves: true, total: page"),
        "page",
        "`page` 已作他用",
        "`page` serves another end already",
        "give each its own",
    ),
    "a page that is no number": (
        EXCHANGE,
        "      search: q\n",
        "      search: status\n      page: q\n",
        "q",
        "`q` 应为整数",
        "`q` should be a whole number",
        "",
    ),
    "a parameter for two filters": (
        EXCHANGE,
        "{parameter: resource, member: resource}]",
        "{parameter: resource, member: resource}, {parameter: resource, member: id}]",
        "resource",
        "`resource` 已作他用",
        "`resource` serves another end already",
        "give each its own",
    ),
    "a filter whose values are another member's": (
        EXCHANGE,
        SHARE_TYPE,
        SHARE_TYPE.replace("member: shareType", "member: status"),
        "status",
        "参数 `shareType` 的取值不是 `status` 的取值",
        "the values of `shareType` are not those of `status`",
        "compare the enum of both",
    ),
    "a list that moves and is of no acts": (
        EXCHANGE,
        "list: {filters: [{parameter: state, member: state}]}",
        "list: {moves: true, filters: [{parameter: state, member: state}]}",
        "moves",
        "只有操作记录（acts）会因读取而增加",
        "only a record of acts grows by being read",
        "take out `moves`",
    ),
    "acts by somebody the list is not narrowed by": (
        EXCHANGE,
        "members: {made: time, acts: user}",
        "members: {made: time, acts: role}",
        "role",
        "没有按 `role` 的筛选",
        "no filter is by `role`",
        "known are: user",
    ),
    "a state that anybody could set": (
        EXCHANGE,
        REQUEST,
        REQUEST.replace("state: state", "state: shareType"),
        "shareType",
        "advanced 没有状态 `shareType`",
        "`advanced` does not hold the state, `shareType`",
        "known are: completeAt, state",
    ),
    "a filter by the beginning of a state": (
        EXCHANGE,
        SHARE_TYPE,
        SHARE_TYPE.replace("parts: true", "by: prefix"),
        "prefix",
        "`shareType` 的取值逐个列出",
        "the values of `shareType` are named one by one",
        "say `by: equal`",
    ),
    "records that are a list": (
        CATALOGUE,
        "x-hutong-records:\n  entry:",
        "x-hutong-records: []\nx-before:\n  entry:",
        "x-hutong-records",
        "应为“名称: 内容”的形式",
        "should hold names, each with what it names",
        "write each on a line of its own",
    ),
}


def text_of(place: str) -> str:
    return (data("standards").parent / place).read_text(encoding="utf-8")  # type: ignore[attr-defined] # a folder here


def problems(folder: Path, kind: str, old: str = "", new: str = "") -> tuple[list[DataError], str, str]:
    """What is wrong with a contract in which something else is written, in its own file or its base's: that file."""
    standards, own = folder / "standards", f"{CONTRACTS}/{kind}.openapi.yaml"
    texts = {place: text_of(place) for place in (own, BASE)}
    changed = next(place for place, text in texts.items() if old in text)
    texts[changed] = texts[changed].replace(old, new, 1)
    for place, text in texts.items():
        (folder / place).parent.mkdir(parents=True)
        (folder / place).write_text(text, encoding="utf-8")
    try:
        found = found_in(built(texts[own].encode(), own, standards, placed=True), kind)
    except DataError as error:
        found = [error]
    return found, changed, texts[changed]


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_hold_is_told_with_its_place_and_the_next_step(name: str, tmp_path: Path) -> None:
    kind, old, new, word, zh, en, help_text = WRONG[name]
    (first, *_), file, text = problems(tmp_path, kind, old, new)
    shown = first.render("en")
    assert en in shown
    assert zh in first.render("zh")
    assert first.file == file
    assert text.splitlines()[first.line - 1][first.column - 1 :].startswith(word)
    assert first.width == len(word)
    assert f"{first.line} | " in shown
    assert f"help: {help_text}" in shown if help_text else "help:" not in shown


@pytest.mark.parametrize("kind", [CATALOGUE, EXCHANGE])
def test_the_contracts_themselves_hold(kind: str, tmp_path: Path) -> None:
    assert problems(tmp_path, kind)[0] == []


def test_of_an_operation_that_is_not_there_nothing_follows(tmp_path: Path) -> None:
    found, _, _ = problems(tmp_path, EXCHANGE, GRANTS, GRANTS.replace("listGrants", "listGrant"))
    assert len(found) == 1


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", ["没有操作", "是不是 `listGrants`？"]), ("en", ["no operation", "did you mean"])]
)
def test_the_lint_ends_with_two_and_a_caret(tmp_path: Path, lang: str, said: list[str]) -> None:
    shutil.copytree(ROOT / "standards", tmp_path / "standards")
    file = tmp_path / CONTRACTS / f"{EXCHANGE}.openapi.yaml"
    file.write_text(
        text_of(f"{CONTRACTS}/{file.name}").replace("list: listGrants", "list: listGrant"), encoding="utf-8"
    )
    done = hutong("standard", "lint", "--standards", str(tmp_path / "standards"), "--lang", lang)
    line = 1 + file.read_text(encoding="utf-8")[: file.read_text(encoding="utf-8").index("listGrant,")].count("\n")
    told(done, 2, "error[contract]: ", f"--> {CONTRACTS}/{file.name}:{line}:24", "^" * len("listGrant"), *said)


def test_a_run_tells_the_same_before_it_sends_anything(copied: Path) -> None:
    file = copied / CONTRACTS / f"{EXCHANGE}.openapi.yaml"
    wrong = REQUEST.replace("state: state", "state: status")
    file.write_text(file.read_text(encoding="utf-8").replace(REQUEST, wrong), encoding="utf-8")
    done = hutong("run", "http://127.0.0.1:9", "--profile", EXCHANGE)
    told(done, 2, "error[contract]: ", f"{CONTRACTS}/{file.name}", "did you mean `state`?")
