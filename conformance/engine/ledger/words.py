"""What there is to say of a ledger: another writes, nothing can be kept, something could not be read."""

from __future__ import annotations

from pathlib import Path

from conformance.model.text import Text
from conformance.norms.errors import DataError

ANOTHER = Text(
    "另一次运行正在向该系统写入，其数据不在此列", "another run is writing to this system; its data are not told here"
)


def busy(holder: str) -> DataError:
    """Why a second run is refused."""
    process = f"（进程 {holder}）", f" (process {holder})"
    zh, en = process if holder.isdigit() else ("", "")
    return DataError(
        Text(
            f"另一次运行{zh}正在向该系统写入；未发送任何请求",
            f"another run{en} is writing to this system; nothing was sent",
        ),
        help=Text("等它结束后再运行，或用 --read-only", "run again once it has ended, or with --read-only"),
        about="ledger",
    )


def unwritable(path: Path, error: OSError) -> DataError:
    """Why a run that could not take back what it makes is refused."""
    why = error.strerror or str(error)
    return DataError(
        Text(
            f"无法在此记录将要创建的数据（{why}），因此不向系统写入；未发送任何请求",
            f"what is to be created cannot be noted here ({why}), so the system is not written to; nothing was sent",
        ),
        str(path),
        help=Text(
            "让该文件夹可写，或以 XDG_STATE_HOME 另指一处，或用 --read-only",
            "make the folder writable, name another as XDG_STATE_HOME, or use --read-only",
        ),
        about="ledger",
    )


def unreadable(path: Path, trouble: OSError | None) -> Text:
    """That not all of a ledger could be read."""
    why = f"{trouble.strerror}" if trouble and trouble.strerror else ""
    zh, en = (f"（{why}）", f" ({why})") if why else ("", "")
    return Text(
        f"{path} 不能全部读出{zh}；其中未读出的所记数据可能仍在系统中",
        f"{path} cannot be read in full{en}; what the rest tells of may still be in the system",
    )


def aside(path: Path) -> Text:
    """That there is something for a person to look at."""
    return Text(
        f"先前的记录有不能读出的部分，保存在 {path}；所记数据可能仍在系统中，核对后请删除该文件",
        f"parts of earlier records could not be read and are kept in {path}; what they tell of may still be in the "
        "system; look, then delete the file",
    )
