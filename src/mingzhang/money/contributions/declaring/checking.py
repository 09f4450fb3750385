"""Checking a file against the register and the month's rules: one statement for all people, one pure judgement each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mingzhang.basics.periods import month_of
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.vault import blind_index
from mingzhang.money.contributions.declaring.columns import FIELDS
from mingzhang.money.contributions.declaring.judging import Known, judge
from mingzhang.money.contributions.declaring.keeping import file_of_digest
from mingzhang.money.contributions.declaring.records import Entry, Fault, Preview, Row, Rows
from mingzhang.money.contributions.rates import monthly_rates
from mingzhang.money.contributions.rules import MonthlyRates
from mingzhang.registers.enrolment import queries as register
from mingzhang.rules.policy import UnknownRule, view_for

_SQL = load_statements("mingzhang.money.contributions", "declaring.sql")
MANY = 1000  # rows from which on a file is looked up by going through whole tables


def check_declaration(
    connection: Connection, region: str, employer_id: int | None, month: date, rows: Rows, *, on: date
) -> Preview | Refusal:
    """What a file would do for an employer's month, as seen on a day; with no employer, each row names its own.

    Refuses EMPLOYER_UNKNOWN, MONTH_NOT_OPEN (more than a month ahead) and UNKNOWN_RULE (the month's rates).
    """
    first = month_of(month)
    if first > month_of(on):
        return Refusal("MONTH_NOT_OPEN", {"month": f"{first:%Y-%m}"})
    whose = register.employer(connection, region, employer_id) if employer_id is not None else None
    if employer_id is not None and whose is None:
        return Refusal("EMPLOYER_UNKNOWN", {}, "never")
    try:
        rates = monthly_rates(view_for(region, first), "in_service").rates
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts())
    named, faults = _employers(connection, region, rows.rows, employer_id, whose.code if whose is not None else "")
    entries, found = _judged(connection, region, first, named, rates)
    if employer_id is not None and not rows.faults:
        found += _not_listed(connection, region, employer_id, first, entries)
    before = file_of_digest(connection, region, employer_id, first, rows.digest)
    every = sorted((*rows.faults, *faults, *found), key=lambda fault: fault.row)
    return Preview(region, employer_id, first, rows, entries, tuple(every), before)


def _employers(
    connection: Connection, region: str, rows: Sequence[Row], employer_id: int | None, code: str
) -> tuple[list[tuple[Row, int]], list[Fault]]:
    """Each row with its employer, and the rows whose employer is unknown, missing or another than chosen."""
    column = FIELDS["employer"].name
    if employer_id is not None:
        other = [row for row in rows if row.employer_code not in ("", code)]
        wrong = [Fault(row.number, column, "EMPLOYER_DIFFERS", code, row.employer_code) for row in other]
        return [(row, employer_id) for row in rows if row.employer_code in ("", code)], wrong
    values = {"region": region, "codes": list({row.employer_code for row in rows})}
    known = dict(connection.execute(_SQL["employers_by_code"], values).fetchall())
    unknown = [row for row in rows if row.employer_code not in known]
    faults = [Fault(row.number, column, "EMPLOYER_CODE_UNKNOWN", "", row.employer_code) for row in unknown]
    return [(row, known[row.employer_code]) for row in rows if row.employer_code in known], faults


def _judged(
    connection: Connection, region: str, month: date, named: Sequence[tuple[Row, int]], rates: MonthlyRates
) -> tuple[tuple[Entry, ...], list[Fault]]:
    values = {
        "region": region,
        "places": list(range(len(named))),
        "indexes": [blind_index(row.document) for row, _ in named],
        "days": [row.from_month or month for row, _ in named],
    }
    with connection.transaction():
        if len(named) >= MANY:
            connection.execute(_SQL["through_whole_tables"])
        known = {at: Known(*facts) for at, *facts in connection.execute(_SQL["known"], values).fetchall()}
    judged = [judge(row, known[at], employer, month, rates) for at, (row, employer) in enumerate(named)]
    entries = tuple(entry for entry, _ in judged if entry is not None)
    return entries, [fault for _, faults in judged for fault in faults]


def _not_listed(
    connection: Connection, region: str, employer_id: int, month: date, entries: Sequence[Entry]
) -> list[Fault]:
    """One warning with the number of people whom the employer insures and the file does not name."""
    listed = [entry.person_id for entry in entries if entry.person_id is not None]
    values = {"region": region, "employer_id": employer_id, "month": month, "listed": listed}
    row = connection.execute(_SQL["staff_not_listed"], values).fetchone()
    count = row[0] if row is not None else 0
    return [Fault(0, "", "STAFF_NOT_LISTED", "", str(count), stops=False)] if count else []
