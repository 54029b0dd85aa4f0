"""The child that makes the questions of a document: says which operation it begins with, and what came of it."""

from __future__ import annotations

import gc
import pickle
import traceback

from conformance.engine.generate.corpus.corpus import made, versions
from conformance.engine.generate.sandbox.sandbox import Channel
from conformance.model.contract import Operation
from conformance.norms.corpus import said_of

GARBAGE = 1_000_000
"""Objects after which those in circles are looked for: looking more often takes a seventh of all processor time."""


def main() -> None:
    channel = Channel()
    gc.freeze()
    gc.set_threshold(GARBAGE)
    try:
        _make(channel)
        channel.say(done=True)
    except Exception:  # noqa: BLE001 - whoever asked is told, and tells what was not asked
        channel.say(broken=traceback.format_exc(limit=-5))


def _make(channel: Channel) -> None:
    contract, seed, limit, names, each, steps = pickle.loads(channel.job())  # noqa: S301 - written by the process that started us
    channel.say(versions=versions())
    channel.allow(each)
    left = frozenset(names)

    def wanted(operation: Operation) -> bool:
        if operation.id in left:
            channel.say(begun=operation.id)
            channel.allow(each)
        return operation.id in left

    for one in made(contract, seed, limit, wanted, steps):
        cases = [said_of(case) for case in one.cases]
        channel.say(operation=one.operation, cases=cases, cut=one.is_cut, taken=steps.taken)


if __name__ == "__main__":
    main()
