"""Every cause of the matrix, one file each, found by listing this folder; add one by adding a file beside them.

A file is named for what it finds and ends in `CAUSE`. Causes that no record of ours can prove or refute yet stand in
`why/not_yet_seen.yaml`, each with who has the fact and what the person can do to find out. `all_causes` gives both,
by matrix id; read `why/cause.py` first.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from mingzhang.answers.why.cause import Cause


@cache
def checked_causes() -> tuple[Cause, ...]:
    """The causes with a check of their own, by matrix id."""
    names = sorted(module.name for module in iter_modules(__path__))
    found = [import_module(f"{__name__}.{name}").CAUSE for name in names]
    return tuple(sorted(found, key=lambda cause: int(cause.id[1:])))
