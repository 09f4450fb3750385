"""Statements kept in files, where SQL is the clearer language."""

from __future__ import annotations

import re
from importlib.resources import files
from types import MappingProxyType

_NAME = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)


def load_statements(package: str, file: str) -> MappingProxyType[str, str]:
    """Read `<package>/sql/<file>`: each statement stands under a line `-- name: its_name`."""
    text = files(package).joinpath("sql").joinpath(file).read_text(encoding="utf-8")
    marks = list(_NAME.finditer(text))
    if not marks:
        raise ValueError(f"{package}/sql/{file} names no statement; write '-- name: something' above each")
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return MappingProxyType({m.group(1): text[m.end() : end].strip() for m, end in zip(marks, ends, strict=True)})
