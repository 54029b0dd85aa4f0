"""A document nobody vouches for, read into a contract by a process of its own: whatever it is, reading it ends."""

from __future__ import annotations

import io
import pickle
import time
from collections.abc import Collection
from typing import Any

from conformance.engine.generate.sandbox.sandbox import ChildTimeout, Sandbox, unpacked
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.norms.errors import DataError

READER = "conformance.engine.documents.document_child"
SECONDS = 60.0
"""Of processor time; the largest documents that are accepted take ten."""
MOST_BYTES = 2 << 30
"""Address space of the process that reads."""
PARTS_ONLY = Text("只保留被测接口的部分", "keep only the part that describes the interfaces under test")
_OF_CONTRACTS = frozenset(f"conformance.model.{name}" for name in ("choosing", "contract", "holding", "record", "text"))


def contract_of(
    raw: bytes, file: str, reserved: Collection[str], seconds: float = SECONDS, *, beside: str = ""
) -> Contract:
    """The contract of a document in the form of its bytes. Raises DataError, also where it takes too much to be read.

    `file` is what the document is called; `reserved` are headers it may not ask for (lower case). What it refers to in
    files beside the file `beside`, or below, is read too.
    """
    job = pickle.dumps((raw, file, sorted(reserved), seconds, MOST_BYTES, beside))
    try:
        with Sandbox(READER, job) as child:
            for message in child.messages(seconds, time.monotonic() + 10 * seconds):
                if "contract" in message:
                    return _contract(unpacked(message["contract"]) or b"")
                if "refused" in message:
                    raise _refused(message["refused"])
                if "broken" in message:
                    raise RuntimeError(message["broken"])
    except ChildTimeout as silent:
        raise _too_much(file, seconds, silent.broke) from None
    raise _too_much(file, seconds, broke=True)


def _too_much(file: str, seconds: float, broke: bool) -> DataError:
    if broke:
        zh, en = (
            "读取接口文档中断，一般因内存不足",
            "reading the interface document broke off, as a rule for want of memory",
        )
        text = Text(zh, en)
    else:
        zh, en = f"接口文档 {seconds:g} 秒未能读完", f"the interface document could not be read in {seconds:g} s"
        text = Text(zh, en)
    return DataError(text, file, help=PARTS_ONLY, about="openapi")


def _refused(said: dict[str, Any]) -> DataError:
    """An error as the child said it."""
    texts = {name: Text(*said[name]) if said[name] else None for name in ("text", "help")}
    return DataError(**{**said, **texts})


class _Contracts(pickle.Unpickler):
    """Makes contracts and what they are made of, and nothing else, whatever a child may say."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        if module_name not in _OF_CONTRACTS:
            raise pickle.UnpicklingError(f"{module_name}.{global_name} is no part of a contract")
        return super().find_class(module_name, global_name)


def _contract(said: bytes) -> Contract:
    found: Contract = _Contracts(io.BytesIO(said)).load()
    return found
