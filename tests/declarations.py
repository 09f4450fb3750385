"""Employers' files for tests, written as an employer's program writes them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.money.contributions.declaring import check_declaration, declare, read_file
from mingzhang.money.contributions.declaring.records import DeclarationFile, Preview, Rows

HEADER = ("证件号码", "姓名", "月工资", "变动类型", "变动原因", "起始年月", "单位编号", "手机号码")
BIRTH = date(1990, 5, 6)


def person(serial: int, wage: str = "10000", change: str = "新增", **others: str) -> dict[str, str]:
    """A row of a file about a person that belongs to nobody."""
    row = {"证件号码": cast.id_number(serial, BIRTH), "姓名": f"员工{serial}", "月工资": wage, "变动类型": change}
    return row | others


def csv_file(rows: Iterable[Mapping[str, str]], header: Iterable[str] = HEADER, encoding: str = "utf-8-sig") -> bytes:
    """The rows as CSV."""
    names = list(header)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return written.getvalue().encode(encoding)


def read(rows: Iterable[Mapping[str, str]]) -> Rows:
    """The rows, written and read again."""
    return cast.made(read_file(csv_file(rows), "declaration.csv"))


def silent(_step: str, _done: int, _of: int) -> None:
    """Nobody watches the progress."""


def checked(
    connection: Connection,
    employer: int | None,
    rows: Iterable[Mapping[str, str]],
    *,
    month: date,
    on: date,
    region: str = cast.GUANGZHOU,
) -> Preview:
    """What the rows would do."""
    return cast.made(check_declaration(connection, region, employer, month, read(rows), on=on))


def declared(
    connection: Connection,
    employer: int | None,
    rows: Iterable[Mapping[str, str]],
    *,
    month: date,
    on: date,
    region: str = cast.GUANGZHOU,
) -> DeclarationFile | Refusal:
    """The rows, checked and taken over on a day."""
    preview = checked(connection, employer, rows, month=month, on=on, region=region)
    return declare(connection, region, preview, by="clerk", now=cast.at(on), report=silent)
