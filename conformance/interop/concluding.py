"""What a survey comes to in the end: its gate."""

from __future__ import annotations

from collections import Counter

from conformance.model.interop import Blame, Interop
from conformance.model.report import BROKEN, CUT, OWN_BUG, Gate
from conformance.model.text import Text
from conformance.model.verdict import Verdict


def gate(found: Interop) -> Gate:
    """Met where every declared pair that can meet exchanges, and every two catalogues can be read as one; 1 beats 3."""
    judged = [cell.verdict for cell in found.cells if cell.blame is not Blame.NOBODY]
    judged += [cell.verdict for cell in found.catalogues]
    counted = Counter(judged)
    failed, undecided = counted[Verdict.FAIL], counted[Verdict.INCONCLUSIVE] + counted[Verdict.ERROR]
    reasons = []
    if failed:
        reasons.append(Text(f"{failed} 对系统不通", f"pairs of systems that fail: {failed}"))
    if undecided or not judged:
        reasons.append(Text(f"{undecided} 对系统未能判定", f"pairs of systems not decided: {undecided}"))
    if found.signal:
        reasons.append(CUT)
    if found.broken:
        reasons.append(BROKEN)
    code = 128 + found.signal if found.signal else OWN_BUG if found.broken else 1 if failed else 3 if reasons else 0
    return Gate(not reasons, code, tuple(reasons))
