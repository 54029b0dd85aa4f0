"""The reference exchange platform as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND
from conformance.systems.data_exchange.agreements import Agreements
from conformance.systems.data_exchange.checking import Checking
from conformance.systems.data_exchange.code_lists import CODE_LISTS
from conformance.systems.data_exchange.corrections import Corrections
from conformance.systems.data_exchange.declaration import Declaration
from conformance.systems.data_exchange.delivery import Batches, Delivery
from conformance.systems.data_exchange.departments import Disposals, Disputes, Terminations
from conformance.systems.data_exchange.grants import Grants, Uses
from conformance.systems.data_exchange.holding import Holding
from conformance.systems.data_exchange.messages import Messages
from conformance.systems.data_exchange.operations import Operations
from conformance.systems.data_exchange.parties import Parties
from conformance.systems.data_exchange.requests import Requests
from conformance.systems.data_exchange.resources import Resources
from conformance.systems.data_exchange.responses import Responses
from conformance.systems.data_exchange.rules import Rules
from conformance.systems.data_exchange.seed.history import plant
from conformance.systems.data_exchange.seed.holdings import holdings_of
from conformance.systems.service.identity import YUNZHOU, Identity
from conformance.systems.service.system import Service


class System(Service):
    """One running platform, through which the department `identity.own` shares what it holds.

    Without `holdings` it holds a believable dozen.
    """

    kind = KIND
    title = Text("公共数据交换平台", "Public Data Exchange Platform")
    home = "/privacy"
    standards = ("政务数据共享条例", "GB 32100", "GB/T 2260", "RFC 9110", "RFC 9457", "RFC 9530")
    code_lists = CODE_LISTS

    parties: Parties
    resources: Resources
    requests: Requests
    grants: Grants
    uses: Uses
    disposals: Disposals
    batches: Batches
    delivery: Delivery
    messages: Messages
    agreements: Agreements
    corrections: Corrections
    terminations: Terminations
    disputes: Disputes
    rules: Rules
    checking: Checking
    declare: Declaration
    responses: Responses
    operations: Operations

    def __init__(self, identity: Identity = YUNZHOU, holdings: Sequence[Holding] | None = None) -> None:
        self.holdings = tuple(holdings_of(identity) if holdings is None else holdings)
        super().__init__(identity)

    def plant(self) -> None:
        self.agreements.agree()
        plant(self)
