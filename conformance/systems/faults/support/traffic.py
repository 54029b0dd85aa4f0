"""Faults that show in what nobody asked for their sake: the answer to a clean-up, to a control, to whoever came by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.faults.fault import Fault, Mutation, of_kind
from conformance.systems.faults.mutations import gives
from conformance.systems.faults.parts import around
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.store import Entry
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record


def _notifies(method: str, lacks: Callable[..., bool]) -> Mutation:
    """A withdrawal is carried out; the notice of it is made of what some records do not have."""

    def withdraw(sound: Callable[..., Any], *given: Any) -> None:
        sound(*given)
        if lacks(*given):
            raise LookupError("nobody to notify")

    return around(method, withdraw)


def _never_published(entry: Entry) -> bool:
    return entry.in_force is None


def _incomplete(caller: Caller, record: Record) -> bool:
    return "completeAt" not in record


NOTICE = Text(
    "撤销已执行，随后生成通知时出错，应答 500",
    "what is withdrawn is withdrawn, then the notice of it fails, and 500 comes back",
)


def _of_the_container(response: Response) -> Response:
    """The container adds the charset it has been set up with, whatever the text is written in."""
    if response.media_type and response.media_type.endswith("json"):
        response.headers["Content-Type"] = f"{response.media_type}; charset=GBK"
    return response


FAULTS = (
    Fault(
        "overall.encoding.charset",
        Text("容器缺省把 JSON 标为 charset=GBK", "the container's default calls JSON charset=GBK"),
        gives("responses.finish", _of_the_container),
        by=("own-operations",),
    ),
    *of_kind(
        CATALOGUE,
        Fault(
            "support.errors.no-server-error",
            NOTICE,
            _notifies("registry.withdraw", _never_published),
            also=(
                "support.sequences.steps-accepted",
                "support.contract.accepts",
                "support.refusals.after-withdrawal",
                "overall.catalogue.identifiers-not-reused",
                "overall.codes.withdrawn-not-related",
                "security.audit.acts-recorded",
                "security.audit.outcome",
                "security.audit.user",
            ),
            by=("created-record",),
        ),
    ),
    *of_kind(
        EXCHANGE,
        Fault(
            "support.errors.no-server-error",
            NOTICE,
            _notifies("requests.withdraw", _incomplete),
            also=("support.sequences.steps-accepted",),
            by=("sequences",),
        ),
    ),
)
