"""Reading a declaration file."""

from __future__ import annotations

from mingzhang.basics.refusal import Refusal
from mingzhang.money.contributions.declaring.records import Rows


def read_file(content: bytes, file_name: str) -> Rows | Refusal:
    """Read a CSV (UTF-8 with or without mark, GB18030) or XLSX file into rows and everything that is wrong in them.

    Refuses FILE_TYPE_UNKNOWN, FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_LONG.
    """
    raise NotImplementedError
