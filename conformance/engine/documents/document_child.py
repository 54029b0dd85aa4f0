"""The child that reads a document: says the contract it comes to, or what is wrong with it."""

from __future__ import annotations

import pickle
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import Any

from conformance.engine.generate.sandbox.sandbox import Channel, packed
from conformance.model.text import Text
from conformance.norms.bundle import bundled
from conformance.norms.contract import parse_document, read_contract
from conformance.norms.errors import DataError
from conformance.norms.plain_json import plain_json


def main() -> None:
    channel = Channel()
    raw, file, reserved, seconds, most_bytes, beside = pickle.loads(channel.job())  # noqa: S301 - written by the process that started us
    channel.bound(most_bytes)
    channel.allow(seconds)
    channel.say(begun=True)  # from here on its silence is measured by the processor time it allows itself
    try:
        document = parse_document(raw, file)
        whole = bundled(plain_json(document), Path(beside)) if beside else document
        contract = read_contract(whole, reserved=frozenset(reserved))
        channel.say(contract=packed(pickle.dumps(contract)))
    except DataError as error:
        channel.say(refused=told(error, file))
    except (MemoryError, SystemError):  # an extension without memory may end without saying why
        return  # Whoever asked is told by our end.
    except Exception:  # noqa: BLE001 - a bug of ours, which whoever asked raises
        channel.say(broken=traceback.format_exc(limit=-5))
    channel.say(done=True)


def told(error: DataError, file: str) -> dict[str, Any]:
    """An error as it is said, at the document where it says nothing of its place."""
    texts = {name: [text.zh, text.en] for name in ("text", "help") if isinstance(text := getattr(error, name), Text)}
    return {**asdict(error), "help": None, "file": error.file or file, **texts}


if __name__ == "__main__":
    main()
