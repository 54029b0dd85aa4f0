"""The child in which the Schemathesis engine runs: it sends nothing, every question goes to whoever started it."""

from __future__ import annotations

import json
import threading
import traceback
from collections import Counter
from typing import Any

from schemathesis.engine import Status, events
from schemathesis.engine.run import PhaseName

from conformance.engine.generate.explore.asker import NOT_SENT
from conformance.engine.generate.explore.schemathesis_driver import NOWHERE, engine
from conformance.engine.generate.sandbox.sandbox import Channel, packed, unpacked
from conformance.model.exchange import Headers, Response
from conformance.wire.adapter import session
from conformance.wire.pacing import Reply


class Roaming:
    """One run of the engine, its questions and its events told as they come."""

    def __init__(self, channel: Channel, silence: float) -> None:
        self._channel, self._silence = channel, silence
        self._asking = threading.Lock()
        self.is_over = False

    def send(self, method: str, url: str, headers: Headers, body: bytes | None) -> Reply:
        """What the engine's session sends with: the question is told, and the answer heard."""
        with self._asking:
            if self.is_over:
                return Reply(NOT_SENT)
            self._channel.say(ask=[method, url.removeprefix(NOWHERE), list(headers), packed(body)])
            heard = self._channel.hear()
            self._channel.allow(self._silence)
            self.is_over = heard["over"]
        fields = tuple((name, value) for name, value in heard["headers"])
        return Reply(Response(heard["status"], heard["reason"], fields, unpacked(heard["body"]) or b""))

    def tell(self, event: Any) -> None:
        """Tell of an event what there is to know of it."""
        self._channel.allow(self._silence)
        if isinstance(event, events.PhaseStarted):
            self._channel.say(phase=event.phase.name.value)
        elif isinstance(event, events.ScenarioStarted):
            self._channel.say(scenario=event.label or event.phase.value)
        elif isinstance(event, events.ScenarioFinished):
            together = list(event.recorder.interactions) if event.phase is PhaseName.STATEFUL_TESTING else []
            failures = [[*key, number] for key, number in failed(event).items()]
            self._channel.say(failures=failures, together=together)
        elif isinstance(event, events.NonFatalError) and event.related_to_operation:
            self._channel.say(untold=event.label)


def failed(event: events.ScenarioFinished) -> Counter[tuple[str, str]]:
    """Failed checks of the engine's own, by check and operation; those on what was not sent do not count."""
    found: Counter[tuple[str, str]] = Counter()
    for identifier, checks in event.recorder.checks.items():
        interaction = event.recorder.interactions.get(identifier)
        response = interaction.response if interaction else None
        if response is None or "hutong-not-sent" in response.headers:
            continue
        label = event.recorder.cases[identifier].value.operation.label
        found.update((node.name, label) for node in checks if node.status is Status.FAILURE)
    return found


def main() -> None:
    channel = Channel()
    job = json.loads(channel.job())
    roaming = Roaming(channel, job["silence"])
    try:
        with engine(
            job["document"], lambda: session(roaming.send), job["seed"], job["drawn"], job["sequences"]
        ) as stream:
            for event in stream:
                roaming.tell(event)
                if roaming.is_over:
                    stream.stop()
        channel.say(done=True)
    except Exception:  # noqa: BLE001 - whoever asked is told, and makes a verdict of it
        channel.say(broken=traceback.format_exc(limit=-3))


if __name__ == "__main__":
    main()
