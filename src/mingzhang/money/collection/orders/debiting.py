"""The month's debits 批量代扣: an order for everybody whose bank may be asked and who owes something for the month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mingzhang.basics.periods import month_of
from mingzhang.basics.refusal import Refusal
from mingzhang.books import evidence
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.jobs import Report
from mingzhang.money.collection.orders.opening import open_order
from mingzhang.money.collection.orders.records import Order, OrderLine
from mingzhang.money.contributions import operations as contributions

_SQL = load_statements("mingzhang.money.collection", "agreements.sql")
CHANNEL = "bank_debit"
STEP = "debits"
TELL_EVERY = 100  # orders


@dataclass(frozen=True, slots=True)
class DebitsOpened:
    """What a run came to: orders opened, refusals by code, and months that an order pays already."""

    month: date
    opened: int
    refused: Mapping[str, int]
    already: int


def open_debits(
    connection: Connection, region: str, month: date, *, by: str, now: datetime, report: Report | None = None
) -> DebitsOpened:
    """Open a debit order for everybody with an agreement on the day who owes the month, or the year that it lies in.

    What an employer owes is not taken from its people's accounts. Every order passes the checks of `open_order`; a
    refusal is counted and its evidence stays. A month that a channel has already, or that waits for the bank's file, is
    left alone: each order is a transaction of its own, so a run that was cut short is simply run again.
    """
    first = month_of(month)
    values = {"region": region, "month": first, "on": now.date()}
    lines = [OrderLine(*row) for row in connection.execute(_SQL["to_debit"], values).fetchall()]
    opened, already, refused = 0, 0, Counter[str]()
    for done, line in enumerate(lines, 1):
        outcome = _debit(connection, region, line, now)
        if isinstance(outcome, Order):
            opened += 1
        elif isinstance(outcome, Refusal):
            refused[outcome.code] += 1
        else:
            already += 1
        if report is not None and (done % TELL_EVERY == 0 or done == len(lines)):
            report(STEP, done, len(lines))
    told = {"opened": opened, "already": already, "refused": dict(refused)}
    evidence.audit(connection, region, by, "DEBITS_OPENED", f"month/{first:%Y-%m}", told, now=now)
    return DebitsOpened(first, opened, dict(sorted(refused.items())), already)


def _debit(connection: Connection, region: str, line: OrderLine, now: datetime) -> Order | Refusal | None:
    """One person's order, None when the month has one: the month is locked first, so that no two runs open two."""
    with connection.transaction():
        contributions.lock_months(connection, region, [line.received])
        values = {
            "region": region,
            "person_id": line.person_id,
            "scheme": line.scheme,
            "month": line.month,
            "channel": CHANNEL,
        }
        if connection.execute(_SQL["debit_pending"], values).fetchone() is not None:
            return None
        return open_order(
            connection,
            region,
            payer_kind="person",
            payer_id=line.person_id,
            lines=[line],
            channel=CHANNEL,
            now=now,
        )
