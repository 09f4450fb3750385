"""What the tests of collection share: a worker and a resident with months due, orders, and the words of parties."""

from __future__ import annotations

from datetime import date, datetime

from tests import cast

from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection
from mingzhang.money.collection import operations as collection
from mingzhang.money.collection.orders.records import Order, OrderLine, Said
from mingzhang.money.contributions import operations as contributions
from mingzhang.money.contributions import queries as due
from mingzhang.money.contributions.records import MonthStatus
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment.records import NewCoverage

REGION = cast.GUANGZHOU
MARCH = date(2025, 3, 1)
APRIL = date(2025, 4, 1)
MID_MARCH = cast.at(date(2025, 3, 15))


def enrol(connection: Connection, coverage: NewCoverage, *, serial: int = 1, name: str = "缴费人") -> int:
    new = cast.person(serial, name, coverage)
    return cast.made(enrolment.enrol_many(connection, REGION, [new], on=cast.START))[0]


def flexible(connection: Connection, *, serial: int = 1, months: tuple[date, ...] = (MARCH,)) -> int:
    """A flexible worker at 10,000 yuan with these months assessed."""
    person = enrol(connection, cast.employee(None, "flexible"), serial=serial)
    contributions.declare_base(connection, REGION, person, from_month=cast.START, declared_fen=1_000_000)
    assess(connection, *months)
    return person


def resident(connection: Connection, *, serial: int = 1, starts: date = MARCH) -> int:
    """A resident whose rest of the year is due."""
    person = enrol(connection, cast.resident(starts=starts), serial=serial)
    assess(connection, starts)
    return person


def worker(connection: Connection, *, serial: int = 1, months: tuple[date, ...] = (MARCH,)) -> tuple[int, int]:
    """An employer and one of its people at 10,000 yuan."""
    employer = cast.made(enrolment.register_employer(connection, REGION, f"E9{serial:02d}", "东园机械有限公司")).id
    person = enrol(connection, cast.employee(employer), serial=serial)
    contributions.declare_base(connection, REGION, person, from_month=cast.START, declared_fen=1_000_000)
    assess(connection, *months)
    return employer, person


def assess(connection: Connection, *months: date) -> None:
    for month in months:
        contributions.assess_month(connection, REGION, month, now=cast.at(month.replace(day=3)))


def month_of(connection: Connection, person: int, month: date = MARCH, *, as_of: date = cast.TODAY) -> MonthStatus:
    (found,) = due.months(connection, REGION, person, month, month, as_of=as_of)
    return found


def line(connection: Connection, person: int, month: date = MARCH, *, late_fee_fen: int = 0) -> OrderLine:
    """A line for all that is missing of a person's month."""
    found = month_of(connection, person, month)
    parts = (
        found.person_due_fen - found.person_paid_fen,
        found.employer_due_fen - found.employer_paid_fen,
        late_fee_fen,
    )
    return OrderLine(person, found.scheme, found.month, *parts)


def opened(
    connection: Connection, person: int, *lines: OrderLine, channel: str = "tax", now: datetime = MID_MARCH
) -> Order | Refusal:
    return collection.open_order(
        connection,
        REGION,
        payer_kind="person",
        payer_id=person,
        lines=lines or (line(connection, person),),
        channel=channel,
        now=now,
    )


def sent(
    connection: Connection, person: int, *lines: OrderLine, channel: str = "tax", now: datetime = MID_MARCH
) -> Order:
    order = cast.made(opened(connection, person, *lines, channel=channel, now=now))
    return cast.made(collection.send_order(connection, REGION, order.id, now=now, by="gateway"))


def tax(serial: str | None = None, *, at: datetime = MID_MARCH, code: str | None = None) -> Said:
    return Said("tax", "tax platform", at, serial, code)


def posted(connection: Connection, person: int, *lines: OrderLine, serial: str = "T1") -> Order:
    order = sent(connection, person, *lines)
    return cast.made(collection.post_order(connection, REGION, order.id, said=tax(serial), now=MID_MARCH))


def suspense(connection: Connection) -> int:
    return ledger.balance(connection, REGION, "suspense").balance_fen
