"""How items are spread over the workers of xdist: a target is examined by one of them."""

from __future__ import annotations

import re

from xdist.scheduler import LoadScopeScheduling

from conformance.pytest_plugin.asked import ASKED

OWN = re.compile(r"hutong:([^\[\]]+)\]$")


class ByTarget(LoadScopeScheduling):  # type: ignore[misc] # xdist has no types
    """The clauses of a target, and the tests that ask it, stay together; every other test goes where there is room."""

    def _split_scope(self, nodeid: str) -> str:
        file, *names = nodeid.split("::")
        if names and self.config.rootpath / file in self.config.stash[ASKED].files:
            return names[0]
        own = OWN.search(nodeid)
        return own[1] if own else nodeid
