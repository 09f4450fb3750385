"""Compile the fold: the functions of the settlement room and of `fold.py`, unchanged, for 64-bit integers."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import numba

from mingzhang.answers.lab import fold as folding
from mingzhang.rules.settlement import codes, paying, waterfall

SOURCES = (codes, waterfall, paying, folding)


def compiled_fold() -> Callable[..., None]:
    """The fold, compiled on its first call for the kind of arrays that `batch.py` makes; later processes load it.

    Compiled, arithmetic has 64 bits and wraps: the callers keep to the bounds that `waterfall.py` names.
    """
    kept = _directory()
    given = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(kept or "")
    try:
        names = _together(SOURCES, cache=kept is not None)
    finally:
        numba.config.CACHE_DIR = given
    fold: Callable[..., None] = names["fold"]
    return fold


def _together(modules: tuple[ModuleType, ...], *, cache: bool) -> dict[str, Any]:
    """One namespace of all names of the modules, in which their functions are compiled and call each other so."""
    names: dict[str, Any] = {}
    own = {module.__name__ for module in modules}
    for module in modules:
        names.update(vars(module))
    for name, value in list(names.items()):
        if isinstance(value, FunctionType) and value.__module__ in own:
            function = FunctionType(value.__code__, names, name, value.__defaults__)
            names[name] = numba.njit(function, nogil=True, cache=cache, error_model="numpy")
    return names


def _directory() -> Path | None:
    """Where compiled code is kept, by what it was compiled from; None where nothing can be written."""
    source = sha256(numba.__version__.encode())
    for module in SOURCES:
        source.update(Path(str(module.__file__)).read_bytes())
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    directory = Path(home) / "mingzhang" / f"lab-{source.hexdigest()[:16]}"
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return directory if os.access(directory, os.W_OK) else None
