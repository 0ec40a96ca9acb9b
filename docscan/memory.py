"""How much memory a process holds, asked from outside."""

from __future__ import annotations

import os
import sys
from pathlib import Path

MEGABYTE = 1_000_000


def resident(pid: int) -> int | None:
    """Megabytes of its own that a process holds in memory (files it shares with others not counted).

    ``None`` where that cannot be told: the process is gone, or the system is not Linux and psutil is not installed.
    """
    if sys.platform == "linux":
        try:
            _, held, shared, *_ = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
        except (OSError, ValueError):
            return None
        return (int(held) - int(shared)) * os.sysconf("SC_PAGESIZE") // MEGABYTE
    try:
        import psutil  # comes with the extra "cluster"
    except ImportError:
        return None
    try:
        return int(psutil.Process(pid).memory_info().rss) // MEGABYTE
    except psutil.Error:
        return None
