"""Faults of reference systems that would change nothing, as problems to be mended."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.text import Text
from conformance.norms.errors import DataError, near
from conformance.systems.faults.fault import NoChangeError
from conformance.systems.faults.flaws import without_effect, written


def fault_problems() -> Iterator[DataError]:
    """Every fault that would change nothing on a system of one of its kinds."""
    return map(fault_problem, without_effect())


def fault_problem(error: NoChangeError) -> DataError:
    """What is wrong with a fault, where it is written, and what was probably meant."""
    fault, kind, name = error.fault.key, error.kind, error.flaw.name
    text = Text(
        f"缺陷 {fault} 在 {kind} 上不起作用：没有 `{name}`",
        f"the fault {fault} has no effect on {kind}: there is no `{name}`",
    )
    hint = near(name, [*error.flaw.known])
    if not kind:
        text = Text(f"缺陷 {fault} 不适用于任何一种系统", f"the fault {fault} fits no kind of system")
        hint = Text("请核对它由规约的哪些内容得出", "check what of a contract it is derived from")
    place = written(error.fault, name)
    return DataError(text, str(place.file), place.line, place.column, place.source, max(1, len(name)), hint, "fault")
