"""Commands that need an optional part of the package say so in words when it is not installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

EXTRAS = {"lab": ("numba", "numpy", "pyarrow"), "spark": ("pyspark",)}


@contextmanager
def needed(extra: str) -> Iterator[None]:
    """Import a room that stands on an extra; without the extra the command ends with 3 and the words to install it."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if missing.name not in EXTRAS[extra]:
            raise
        words = f"需要安装可选部分：pip install 'mingzhang[{extra}]'。 The extra “{extra}” is not installed."
        print(words, file=sys.stderr)
        raise typer.Exit(3) from missing
