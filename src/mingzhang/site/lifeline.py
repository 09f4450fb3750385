"""A lifeline to the parent: the kernel ends a process of ours when the one that started it is gone."""

from __future__ import annotations

import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


def die_with_parent(signal_number: int = signal.SIGKILL) -> None:
    """From now on the kernel sends this process the signal when its parent dies, however it dies."""
    _LIBC.prctl(PR_SET_PDEATHSIG, signal_number)


def hold_to(parent: int) -> None:
    """Die with the given parent; leave at once when it is already gone."""
    die_with_parent()
    if os.getppid() != parent:
        os._exit(0)
