"""How much memory a process of ours holds, from what the kernel keeps of it.

`ru_maxrss` is not asked: a child that was begun without a copy of its parent starts from its parent's peak.
"""

from __future__ import annotations

from pathlib import Path


def resident(name: str = "VmHWM") -> float:
    """Megabytes of this process: `VmHWM` at its peak, `VmRSS` now (proc_pid_status(5))."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024
