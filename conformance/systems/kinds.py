"""The kinds of system there is a reference system of."""

from __future__ import annotations

from conformance.systems.data_exchange.system import System as DataExchange
from conformance.systems.resource_catalogue.system import System as ResourceCatalogue
from conformance.systems.service.system import Service

KINDS: dict[str, type[Service]] = {system.kind: system for system in (ResourceCatalogue, DataExchange)}
