"""Employers declare who works for them at which wage: by a file, which is read, checked, shown and then taken whole.

`read_file` sees what a file says without any register, `check_declaration` what it would do, `declare` does it: all or
nothing, and the same file twice changes nothing. A file is kept (`keep_file`) so that background work can take it up.
Read `records.py`, `columns.py`, `parsing.py` (pure), then `checking.py` and `carrying.py`.
"""

from mingzhang.money.contributions.declaring.carrying import declare
from mingzhang.money.contributions.declaring.checking import check_declaration
from mingzhang.money.contributions.declaring.keeping import file_by_id, files_of, keep_file, kept_rows
from mingzhang.money.contributions.declaring.parsing import read_month
from mingzhang.money.contributions.declaring.reading import read_file
from mingzhang.money.contributions.declaring.telling import error_file, template_file

__all__ = [
    "check_declaration",
    "declare",
    "error_file",
    "file_by_id",
    "files_of",
    "keep_file",
    "kept_rows",
    "read_file",
    "read_month",
    "template_file",
]
