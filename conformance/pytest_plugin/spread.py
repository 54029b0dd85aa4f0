"""How items are spread over the workers of xdist: a target is examined by one of them."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

from conformance.pytest_plugin.asked import ASKED


class ByTarget(LoadScopeScheduling):  # type: ignore[misc] # xdist has no types
    """The clauses of a target, and the tests that ask it, stay together; every other test goes where there is room."""

    def _split_scope(self, nodeid: str) -> str:
        file, *names = nodeid.split("::")
        if names and self.config.rootpath / file in self.config.stash[ASKED].files:
            return names[0]
        return _target(nodeid) or nodeid


def _target(nodeid: str) -> str:
    """The target a test is made for: what stands behind `hutong:` in the last brackets of its name."""
    within = nodeid.removesuffix("]")
    last = within[max(within.rfind("["), within.rfind("]")) + 1 :]
    return last.partition("hutong:")[2] if within != nodeid else ""
