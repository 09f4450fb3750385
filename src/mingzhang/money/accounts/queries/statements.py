"""The statement of an account: opening + what came − what went = closing, each movement with its four clocks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from mingzhang.basics.fen import yuan_text
from mingzhang.basics.identifiers import record_number
from mingzhang.books import evidence, ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.ledger.codes import INSTITUTION
from mingzhang.money.accounts.records import AccountStatement, Clocks, Counterpart, StatementLine
from mingzhang.registers.institutions import queries as institutions

_SQL = load_statements("mingzhang.money.accounts", "statements.sql")
ONE_REGION = 10**12  # an institution of another region is kept under its region's six digits and twelve of its own
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet take a text for a formula


class _Given(NamedTuple):
    """What an allocation gave: its month, the day it was due, and when the run posted it."""

    month: date
    due_on: date
    ran_at: datetime


def statement(connection: Connection, region: str, person_id: int, first: date, last: date) -> AccountStatement:
    """The account's statement for the days from `first` to `last`, both included; the bank account of a card is no
    part of it. The lines add up to the closing balance by construction: they are the ledger's own transfers."""
    story = ledger.movements(connection, region, "personal", person_id, first, last)
    given = _given(connection, region, person_id, [line.group_id for line in story.lines])
    copies = [(copy.channel, copy.copied_at) for copy in evidence.channel_copies(connection, region, person_id)]
    names = _names(connection, region, {line.counter_owner for line in story.lines if line.counter_kind == INSTITUTION})
    lines = tuple(_line(region, line, given.get(line.group_id), copies, names) for line in story.lines)
    return AccountStatement(region, person_id, first, last, story.opening_fen, lines, story.closing_fen)


def statement_csv(
    statement: AccountStatement, headings: Sequence[str], kinds: Mapping[str, str], ends: tuple[str, str]
) -> bytes:
    """The statement for a spreadsheet: UTF-8 with its mark, amounts in yuan, no text that could be a formula.

    `headings` are the six columns in words (day, kind, month, amount, balance, other side); `kinds` names each code.
    The first row is the opening balance, the last the closing one, called by `ends`.
    """
    sheet = io.StringIO(newline="")
    table = csv.writer(sheet, lineterminator="\r\n")
    table.writerow([_text(heading) for heading in headings])
    opening, closing = (_text(word) for word in ends)
    table.writerow([statement.first.isoformat(), opening, "", "", _yuan(statement.opening_fen), ""])
    for line in statement.lines:
        month = f"{line.month:%Y-%m}" if line.month is not None else ""
        kind = _text(kinds.get(line.code, line.code))
        name = _text(line.counterpart.name)
        table.writerow([line.on.isoformat(), kind, month, _yuan(line.amount_fen), _yuan(line.balance_fen), name])
    table.writerow([statement.last.isoformat(), closing, "", "", _yuan(statement.closing_fen), ""])
    return sheet.getvalue().encode("utf-8-sig")


def _yuan(fen: int) -> str:
    return yuan_text(fen, thousands=False).replace("−", "-")


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _given(connection: Connection, region: str, person_id: int, groups: list[int]) -> dict[int, _Given]:
    values = {"region": region, "person_id": person_id, "groups": groups}
    rows = connection.execute(_SQL["given"], values).fetchall() if groups else []
    return {group: _Given(month, due_on, ran_at) for group, month, due_on, ran_at in rows}


def _names(connection: Connection, region: str, owners: Iterable[int]) -> dict[int, str]:
    """The names of the institutions behind the ledger's owners, those of other regions included."""
    names = {}
    for owner in owners:
        place = (f"{owner // ONE_REGION:06d}", owner % ONE_REGION) if owner >= ONE_REGION else (region, owner)
        found = institutions.institution(connection, *place)
        names[owner] = found.name if found is not None else ""
    return names


def _line(
    region: str,
    line: ledger.Movement,
    given: _Given | None,
    copies: Iterable[tuple[str, datetime]],
    names: Mapping[int, str],
) -> StatementLine:
    owner, posted_at = line.counter_owner, given.ran_at if given else line.booked_at
    number = record_number(region, owner) if 0 < owner < ONE_REGION else ""
    return StatementLine(
        transfer_id=line.transfer_id,
        code=line.code,
        on=line.effective_on,
        month=given.month if given else None,
        amount_fen=line.amount_fen,
        balance_fen=line.balance_fen,
        counterpart=Counterpart(line.counter_kind, number, names.get(owner, "")),
        event_kind=line.event_kind,
        event_id=line.event_id,
        clocks=Clocks(
            due_on=given.due_on if given else None,
            ran_at=given.ran_at if given else None,
            posted_at=posted_at,
            copies=tuple((channel, at) for channel, at in copies if at >= posted_at),
        ),
    )
