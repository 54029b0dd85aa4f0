"""Whether a system says what it is, and its interface document says what it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.places import tells_nothing
from conformance.checks.reading import absent, first, not_exercised, path_of, record, shown, succeeded
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

METHODS = ("get", "put", "post", "delete", "patch")


def declaration_is_published(trace: Trace, *, members: tuple[str, ...]) -> Iterator[Finding]:
    """The well-known declaration states every member named."""
    if absent(first(trace, "declaration")):
        yield _unpublished(first(trace, "declaration"))
        return
    exchange = succeeded(trace, "declaration")
    declared = record(exchange.data)
    if not declared:
        raise not_exercised("应答中没有声明", "the answer holds no declaration")
    missing = [name for name in members if declared.get(name) in (None, "", [], {})]
    if missing:
        yield Finding(
            Text(f"没有 {'、'.join(missing)}", f"it lacks {', '.join(missing)}"),
            Text(f"写明 {'、'.join(members)}", f"it states {', '.join(members)}"),
            exchanges=(exchange,),
        )


def _unpublished(exchange: Exchange) -> Finding:
    seen = Text(f"状态码 {exchange.status}", f"status {exchange.status}")
    return Finding(seen, Text("200 与声明", "200 and the declaration"), exchanges=(exchange,))


def document_is_published(trace: Trace) -> Iterator[Finding]:
    """The interface document is an OpenAPI 3 document that describes operations."""
    declared, exchange = succeeded(trace, "declaration"), trace.at("contract")
    if not exchange or not record(declared.data):
        raise not_exercised("没有问到接口描述", "no interface document was asked for")
    answer = exchange[0]
    version = record(answer.data).get("openapi")
    due = Text("200 与 OpenAPI 3.x 文档", "200 and an OpenAPI 3.x document")
    if answer.role == "anonymous" and answer.status in (401, 403):
        zh, en = "没有凭据可以取得接口描述", "there is no credential to get the interface document with"
        raise Undecided(Reason.NO_CREDENTIAL, Text(zh, en))
    if answer.status >= 500:
        raise tells_nothing(answer)
    _is_the_one_declared(declared, answer)
    if answer.response is not None and "yaml" in answer.response.media:
        raise not_exercised("接口描述为 YAML，没有读取", "the interface document is in YAML and was not read")
    if answer.status != 200:
        yield Finding(Text(f"状态码 {answer.status}", f"status {answer.status}"), due, exchanges=(answer,))
    elif not isinstance(version, str) or not version.startswith("3."):
        seen = Text(f"openapi 为“{shown(version)}”", f'openapi is "{shown(version)}"')
        yield Finding(seen, due, exchanges=(answer,))
    elif not described(answer.data):
        yield Finding(Text("没有任何操作", "it describes no operation"), due, exchanges=(answer,))


def _is_the_one_declared(declaration: Exchange, document: Exchange) -> None:
    """Raises Undecided where the declaration points to another document than the one that was asked for."""
    url = record(record(declaration.data).get("contract")).get("url")
    if isinstance(url, str) and path_of(declaration.request.url, url) != path_of(document.request.url, ""):
        zh, en = f"声明所指的接口描述 {shown(url)} 没有读取", f"the document declared, {shown(url)}, was not read"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def document_lists_operations(trace: Trace, *, contract: Contract) -> Iterator[Finding]:
    """Every operation of the contract stands in the interface document the system publishes.

    Its paths may begin with the base path that the system is served under.
    """
    exchange = succeeded(trace, "contract")
    published = described(exchange.data)
    if not published:
        raise not_exercised("接口描述没有任何操作", "the interface document describes no operation")
    base = path_of(exchange.request.url, "").removesuffix(exchange.operation.path)
    missing = [one for one in described(contract.document) if published.isdisjoint({one, (one[0], f"{base}{one[1]}")})]
    for method, path in sorted(missing):
        yield Finding(
            Text(f"接口描述中没有 {method} {path}", f"the interface document lacks {method} {path}"),
            Text("规约中的每个操作都在其中", "every operation of the contract is in it"),
            exchanges=(exchange,),
        )


def version_is_the_documents(trace: Trace) -> Iterator[Finding]:
    """The version the declaration states for the contract is the version of the document it points to."""
    declaration, document = succeeded(trace, "declaration"), succeeded(trace, "contract")
    stated = record(record(declaration.data).get("contract")).get("version")
    version = record(record(document.data).get("info")).get("version")
    if not record(declaration.data) or not record(document.data):
        raise not_exercised("没有读到声明与接口描述", "declaration and document were not read")
    _is_the_one_declared(declaration, document)
    if stated is None or stated != version:
        yield Finding(
            Text(
                f"声明的版本 {shown(stated)}，接口描述的版本 {shown(version)}",
                f"declared version {shown(stated)}, version of the document {shown(version)}",
            ),
            Text("写明，且两处相同", "stated, and the same in both"),
            exchanges=(declaration, document),
        )


def described(document: Any) -> set[tuple[str, str]]:
    """Method and path of every operation of an OpenAPI document; names of path parameters do not count."""
    paths = record(record(document).get("paths"))
    return {
        (method.upper(), _nameless(path))
        for path, item in paths.items()
        for method in METHODS
        if isinstance(item, Mapping) and isinstance(item.get(method), Mapping)
    }


def _nameless(path: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))
