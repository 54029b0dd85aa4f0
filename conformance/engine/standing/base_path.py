"""Whether the document places its operations elsewhere on the host than the address that was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from conformance.model.contract import Contract
from conformance.model.exchange import Exchange
from conformance.model.text import Text
from conformance.norms.layout import METHODS
from conformance.wire.scope import Scope

LISTED = 3


def misplaced(contract: Contract, exchanges: Iterable[Exchange], scope: Scope) -> Text | None:
    """That no operation of the document answers where it was asked, and where the document places them; None else."""
    own = contract.own_paths
    asked = [each for each in exchanges if each.response and each.operation.path in own]
    if not asked or any(map(_is_served, asked)):
        return None
    places = [place for place in dict.fromkeys(_places(contract.document)) if place != scope.base_path][:LISTED]
    if not places:
        zh = "接口文档所列的操作在所给地址上没有一个应答；请核对地址，其路径可能在另一前缀（如 /api）之下"
        en = (
            "no operation of the interface document answers at the address given; check the address: its paths may lie "
            "under another prefix, such as /api"
        )
        return Text(zh, en)
    named = "、".join(place or "/" for place in places)
    addresses = [f"{scope.origin}{place}" for place in places]
    zh = f"接口文档的 servers 把操作放在 {named} 之下，所给地址上没有一个操作应答；请给出地址 {'、'.join(addresses)}"
    en = (
        f"the document's `servers` places its operations under {named}, and none answers at the address given; "
        f"name {' or '.join(addresses)}"
    )
    return Text(zh, en)


def _is_served(exchange: Exchange) -> bool:
    """Whether something of the operation answered: a page for people that none describes may stand at any path."""
    response = exchange.response
    if response is None or response.status == 404:
        return False
    stated = exchange.operation.response(response.status) or {}
    return response.status >= 300 or "html" not in response.media or any("html" in media for media in stated)


def _places(document: Mapping[str, Any]) -> Iterator[str]:
    """The base paths the document states, of itself, of its paths and of their operations."""
    items = document.get("paths", {}).values()
    operations = (item[method] for item in items for method in METHODS if isinstance(item.get(method), Mapping))
    for holder in (document, *items, *operations):
        servers = holder.get("servers")
        for server in servers if isinstance(servers, list) else ():
            if isinstance(server, Mapping) and isinstance(server.get("url"), str):
                yield from _path(server)


def _path(server: Mapping[str, Any]) -> Iterator[str]:
    url, variables = server["url"], server.get("variables")
    for name, said in variables.items() if isinstance(variables, Mapping) else ():
        if isinstance(said, Mapping) and "default" in said:
            url = url.replace("{" + name + "}", str(said["default"]))
    try:
        path = urlsplit(url).path.lstrip(".").rstrip("/")
    except ValueError:
        return
    if "{" not in path and path.isprintable():
        yield path if path.startswith("/") or not path else f"/{path}"
