"""A second resource catalogue, written from the contract alone: what a vendor of another house would ship.

It shares no code and no data with the reference system. Where the contract leaves freedom it decides otherwise: times
in UTC, escaped JSON, 404 after the last page, relative `next`, absolute access links; the public sees what is open.
"""

from __future__ import annotations

from tests.second_system.accounts import CREDENTIALS
from tests.second_system.server import serve

__all__ = ["CREDENTIALS", "serve"]
