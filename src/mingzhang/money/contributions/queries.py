"""Reading what is due and what was paid."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingzhang.basics.periods import add_months, month_of
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.contributions import rules
from mingzhang.money.contributions.records import (
    Difference,
    DueChange,
    EmployerMonth,
    MonthStatus,
    PaidUp,
    PayerKind,
    Receipt,
    ReceiptLine,
)
from mingzhang.registers.enrolment.records import Coverage

_SQL = load_statements(__package__ or "", "months.sql")
_ANEW = load_statements(__package__ or "", "reassess.sql")


def months(
    connection: Connection, region: str, person_id: int, first: date, last: date, *, as_of: date
) -> tuple[MonthStatus, ...]:
    """What was due for a person in the months from `first` to `last` (a resident's year if it touches them).

    A month without a row is one for which nothing was found due.
    """
    values = {"region": region, "person_id": person_id, "first": month_of(first), "last": month_of(last)}
    return tuple(_status(row, as_of) for row in connection.execute(_SQL["months"], values).fetchall())


def paid_up_on(connection: Connection, region: str, coverage: Coverage, day: date) -> PaidUp:
    """Whether contributions stand in the way of benefit under a coverage on a day; if so, which month."""
    if coverage.category == "retired":
        return PaidUp(True)
    first = add_months(month_of(day), -rules.ARREARS_LOOK_BACK_MONTHS)
    found = months(connection, region, coverage.person_id, first, day, as_of=day)
    return rules.paid_up(found, coverage.scheme, coverage.category, day)


def employer_months(
    connection: Connection, region: str, employer_id: int, first: date, last: date
) -> tuple[EmployerMonth, ...]:
    """An employer's months: how many people, what was due and what was paid for all of them."""
    values = {"region": region, "employer_id": employer_id, "first": month_of(first), "last": month_of(last)}
    return tuple(EmployerMonth(*row) for row in connection.execute(_SQL["employer_months"], values).fetchall())


def due_changes(connection: Connection, region: str, person_id: int) -> tuple[DueChange, ...]:
    """The months of a person that were assessed anew before they were paid, oldest change first."""
    values = {"region": region, "person_id": person_id}
    return tuple(DueChange(*row) for row in connection.execute(_ANEW["changes_of"], values).fetchall())


def differences(connection: Connection, region: str, person_id: int) -> tuple[Difference, ...]:
    """What paid months of a person lack or have too much since they were declared otherwise, oldest first."""
    values = {"region": region, "person_id": person_id}
    return tuple(Difference(*row) for row in connection.execute(_ANEW["differences_of"], values).fetchall())


def receipts_for(connection: Connection, region: str, person_id: int) -> tuple[Receipt, ...]:
    """The payments with a line for a person, oldest first, those in transit included; only the person's own lines."""
    rows = connection.execute(_SQL["receipts_for"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(_receipt(row) for row in rows)


def receipt(connection: Connection, region: str, receipt_id: int) -> Receipt | None:
    """A payment by number, with all its lines."""
    row = connection.execute(_SQL["receipt"], {"region": region, "receipt_id": receipt_id}).fetchone()
    return _receipt(row) if row is not None else None


def receipts_by(connection: Connection, region: str, payer_kind: PayerKind, payer_id: int) -> tuple[Receipt, ...]:
    """The payments a payer made, oldest first."""
    values = {"region": region, "payer_kind": payer_kind, "payer_id": payer_id}
    return tuple(_receipt(row) for row in connection.execute(_SQL["receipts_by"], values).fetchall())


def _status(row: tuple[Any, ...], as_of: date) -> MonthStatus:
    due, paid, due_on, paid_at = row[5] + row[6], row[7] + row[8], row[11], row[12]
    state = rules.month_state(due, paid, due_on, paid_at, as_of)
    return MonthStatus(*row[:4], state, *row[4:16], tuple(row[16]), *row[17:])


def _receipt(row: tuple[Any, ...]) -> Receipt:
    lines = tuple(
        ReceiptLine(person_id, scheme, date.fromisoformat(month), *rest) for person_id, scheme, month, *rest in row[9]
    )
    return Receipt(*row[:9], lines)
