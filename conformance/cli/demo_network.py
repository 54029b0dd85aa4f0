"""The five small systems of the demonstration, served and written down as a tester would write them down."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from conformance.systems.demo_network import DEMO_NETWORK, DemoSystem, Need

RECORDS = "application.interop.published-schema"
CODES = "application.interop.codes"


@contextmanager
def served(folder: Path) -> Iterator[Path]:
    """The hutong.yaml of the five, running meanwhile; it and the schemas it names lie in a folder."""
    with ExitStack() as stack:
        addresses = {small.name: stack.enter_context(small.serve()).address for small in DEMO_NETWORK}
        yield write(folder, addresses)


def write(folder: Path, addresses: Mapping[str, str]) -> Path:
    """Write down the five systems at their addresses, and what each takes of the others."""
    file = folder / "hutong.yaml"
    lines = [
        "# 五个系统的互通检测；凭据为公开的虚构值。",
        "# How to test five systems and what they exchange; credentials are published, fictitious ones.",
        "version: 1",
        "systems:",
        *(line for small in DEMO_NETWORK for line in _system(small, addresses[small.name])),
        "agreements:",
        *(line for small in DEMO_NETWORK for need in small.needs for line in _agreement(small, need)),
    ]
    for small in DEMO_NETWORK:
        for need in small.needs:
            text = json.dumps(expected(need), ensure_ascii=False, indent=2)
            (folder / _schema_file(need)).write_text(f"{text}\n", encoding="utf-8")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def _system(small: DemoSystem, address: str) -> Iterator[str]:
    own = small.identity.own
    yield f"  {small.name}:"
    yield f"    address: {address}"
    yield "    profile: data-exchange"
    yield "    environment: test"
    yield "    writes: true"
    yield f"    department: {own.zh}"
    yield f"    uscc: {own.uscc}"
    yield f"    level: {small.identity.level}"
    yield f'    region: "{own.region}"'
    if small.parent:
        yield f"    parent: {small.parent}"
    yield "    credentials:"
    yield from (f"      {role}: {{token: {token}}}" for role, token in small.tokens.items())
    yield "    provides:"
    yield from (f"      - resource: {holding.code}" for holding in small.holdings)
    yield "    consumes:"
    yield from (
        f"      - {{resource: {need.resource}, provider: {need.provider}, schema: {_schema_file(need)}}}"
        for need in small.needs
    )


def _agreement(small: DemoSystem, need: Need) -> Iterator[str]:
    yield f"  - id: {need.provider}-{small.name}"
    yield f"    provider: {need.provider}"
    yield f"    consumer: {small.name}"
    yield f"    resource: {need.resource}"
    yield "    duties:"
    yield "      - id: keep-quality"
    yield "        party: provider"
    yield "        text: 保证数据符合公布的格式、代码与更新频率。"
    yield f"        clauses: [{RECORDS}, {CODES}]"


def _schema_file(need: Need) -> str:
    return f"{need.provider}-{need.resource.replace('/', '-')}.json"


def expected(need: Need) -> dict[str, Any]:
    """What the programme that consumes a resource takes: the items as its provider publishes them."""
    items = [
        item
        for small in DEMO_NETWORK
        for holding in small.holdings
        if holding.code == need.resource
        for item in holding.items
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": [item.name for item in items],
        "properties": {item.name: item.schema for item in items},
    }
