"""The child in which schemas are compared: answers one question after the other, and can be ended at any time."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Mapping
from typing import Any

from conformance.engine.generate.sandbox.sandbox import Channel
from conformance.model.contract import Schema
from conformance.model.interop import Acceptance, Incompatibility
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict

DEEP = Acceptance(
    Verdict.INCONCLUSIVE,
    0,
    None,
    Reason.UNREADABLE_DOCUMENT,
    Text("模式嵌套过深", "the schema is nested too deeply"),
)


def main() -> None:
    """Answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks is told, and ends this process
    channel = Channel()
    channel.job()
    from conformance.interop import judging  # what it loads is loaded here, and not by who asks

    plainest = Schema({"type": "boolean"})
    judging.judged(plainest, plainest, 0)  # the first comparison loads and compiles what all others use
    channel.say(ready=True)
    while True:
        try:
            asked = channel.hear()
        except RecursionError:
            channel.say(**told(DEEP))
            continue
        except ValueError:  # nobody asks any more
            return
        channel.allow(asked["seconds"])
        channel.say(**told(_answer(judging, asked)))


def _answer(judging: Any, asked: Mapping[str, Any]) -> Acceptance:
    try:
        found: Acceptance = judging.judged(Schema(asked["sent"]), Schema(asked["taken"]), asked["seed"])
    except RecursionError:
        return DEEP
    except MemoryError:
        spent = Text("比较该模式用尽了内存", "comparing the schema ran out of memory")
        return Acceptance(Verdict.INCONCLUSIVE, 0, None, Reason.BUDGET, spent)
    except Exception:  # noqa: BLE001 - our own bug must not be taken for an endless schema
        trouble = traceback.format_exc(limit=-3)
        return Acceptance(Verdict.ERROR, 0, detail=Text(f"比较模式时工具出错：{trouble}", f"a bug of ours: {trouble}"))
    return found


def told(found: Acceptance) -> dict[str, Any]:
    """An answer as the child says it."""
    misfit = found.misfit
    return {
        "verdict": found.verdict.value,
        "tried": found.tried,
        "reason": found.reason.value if found.reason else None,
        "detail": [found.detail.zh, found.detail.en] if found.detail else None,
        "misfit": misfit and [misfit.message, misfit.at, misfit.due.zh, misfit.due.en, misfit.tried, misfit.complete],
    }


def heard(said: Mapping[str, Any]) -> Acceptance:
    """The answer a child said."""
    misfit, detail = said["misfit"], said["detail"]
    if misfit:
        message, at, zh, en, tried, complete = misfit
    return Acceptance(
        Verdict(said["verdict"]),
        said["tried"],
        Incompatibility(message, at, Text(zh, en), tried, complete) if misfit else None,
        Reason(said["reason"]) if said["reason"] else None,
        Text(*detail) if detail else None,
    )


if __name__ == "__main__":
    main()
