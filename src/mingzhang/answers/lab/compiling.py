"""Compile the fold: the functions of the settlement room and of `fold.py`, unchanged, for 64-bit integers."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import numba
from numba import types
from numba.extending import intrinsic

from mingzhang.answers.lab import fold as folding
from mingzhang.answers.lab.fold import Book, Claims, Paid, Tally, fold
from mingzhang.rules.settlement import codes, paying, waterfall
from mingzhang.rules.settlement.waterfall import Program, Sheet

SOURCES = (codes, waterfall, paying, folding)

Fold = Callable[..., None]

# The fold's loops take one to four steps; forms of them for many steps at once only cost time.
numba.config.LOOP_VECTORIZE = 0


def compiled_fold() -> Fold:
    """The fold over arrays, compiled on its first call; later processes load it.

    Compiled, arithmetic has 64 bits and wraps, and no place in an array is checked: the callers keep to the bounds that
    `waterfall.py` names and to sizes that fit.
    """
    kept = _directory()
    given = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(kept or "")
    try:
        return _over_arrays(_together(SOURCES)["fold"], cache=kept is not None)
    finally:
        numba.config.CACHE_DIR = given


def _together(modules: tuple[ModuleType, ...]) -> dict[str, Any]:
    """One namespace of all names of the modules, in which their functions are compiled and call each other so."""
    names: dict[str, Any] = {}
    own = {module.__name__ for module in modules}
    for module in modules:
        names.update(vars(module))
    for name, value in list(names.items()):
        if isinstance(value, FunctionType) and value.__module__ in own:
            function = FunctionType(value.__code__, names, name, value.__defaults__)
            names[name] = numba.njit(function, error_model="numpy", forceinline=True)
    return names


def _over_arrays(compiled: Fold, *, cache: bool) -> Fold:
    """The fold as called from Python: it takes arrays and hands on their cells.

    The compiled fold stands among its globals: a function kept on disk is found again by its code and by what it closes
    over, and a compiled function is never the same in another process.
    """
    names = {**globals(), "fold": compiled}
    named = FunctionType(_fold_arrays.__code__, names, _fold_arrays.__name__)
    over_arrays: Fold = numba.njit(named, nogil=True, error_model="numpy", cache=cache)
    return over_arrays


def _fold_arrays(first, last, sizes, claims, book, program, sheet, tally, paid):  # type: ignore[no-untyped-def]
    fold(
        first,
        last,
        sizes,
        Claims(
            cells(claims.person),
            cells(claims.month),
            cells(claims.profile),
            cells(claims.credited),
            cells(claims.first_self),
            cells(claims.over_limit),
            cells(claims.wholly_own),
            cells(claims.scope),
        ),
        Book(
            cells(book.profiles),
            cells(book.plans),
            cells(book.silent),
            cells(book.groups),
            cells(book.visits),
        ),
        Program(
            cells(program.plans),
            cells(program.layers),
            cells(program.bands),
            cells(program.caps),
            cells(program.writes),
            cells(program.counts),
            program.groups,
        ),
        Sheet(
            cells(sheet.bill),
            cells(sheet.scope),
            cells(sheet.totals),
            cells(sheet.residues),
            cells(sheet.results),
            cells(sheet.sums),
        ),
        Tally(cells(tally.plans), cells(tally.layers)),
        Paid(
            cells(paid.funds),
            cells(paid.account),
            cells(paid.cash),
            cells(paid.deductible),
            cells(paid.reasons),
            cells(paid.refused),
        ),
    )


@intrinsic
def cells(typing: Any, array: types.Array) -> tuple[Any, Any]:
    """An array's cells as such: read and written by place from 0, without the checks that an array makes."""

    def address(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return context.make_array(signature.args[0])(context, builder, arguments[0]).data

    return types.CPointer(array.dtype)(array), address


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
