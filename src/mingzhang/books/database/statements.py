"""Statements kept in files, where SQL is the clearer language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import psycopg

from mingzhang.books.database.connecting import Connection

_NAME = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)


def load_statements(package: str, file: str) -> MappingProxyType[str, str]:
    """Read `<package>/sql/<file>`: each statement stands under a line `-- name: its_name`."""
    text = files(package).joinpath("sql").joinpath(file).read_text(encoding="utf-8")
    marks = list(_NAME.finditer(text))
    if not marks:
        raise ValueError(f"{package}/sql/{file} names no statement; write '-- name: something' above each")
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return MappingProxyType({m.group(1): text[m.end() : end].strip() for m, end in zip(marks, ends, strict=True)})


@dataclass(frozen=True, slots=True)
class HotStatement:
    """A statement whose `%(name)s` were numbered once, for what is asked a thousand times a second.

    psycopg forgets how it read a statement of more than 4096 characters, and would read it anew each time.
    """

    text: str
    names: tuple[str, ...]

    @classmethod
    def read(cls, statement: str) -> HotStatement:
        """Number the parameters of a statement in the order in which they first appear."""
        names = tuple(dict.fromkeys(_PARAMETER.findall(statement)))
        numbered = _PARAMETER.sub(lambda found: f"${names.index(found.group(1)) + 1}", statement)
        return cls(numbered.replace("%%", "%"), names)

    def first(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The first row that the statement answers; it must answer one."""
        cursor = psycopg.RawCursor(connection)
        row = cursor.execute(self.text, [values[name] for name in self.names]).fetchone()
        if row is None:
            raise LookupError("a statement that always answers a row answered none")
        return row


_PARAMETER = re.compile(r"%\((\w+)\)s")
