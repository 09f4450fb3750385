"""Generated lives: what people do month after month, lived through the real operations.

A life is a list of steps, one a month. `live` plays the lives of one household against the books: employers hire and
lose people, somebody works for themselves or joins the residents, pays in time, late or never, retires, dies, asks for
money back. What an operation refuses simply does not happen; the books must hold whatever comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from hypothesis import strategies as st
from tests import cast

from mingzhang.basics.periods import add_months
from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.collection import operations as collection
from mingzhang.money.collection.orders.records import OrderLine, Said
from mingzhang.money.contributions import operations as contributions
from mingzhang.money.contributions.late import late_quote
from mingzhang.money.contributions.late.records import LateQuote
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment import queries as register
from mingzhang.registers.enrolment.records import NewCoverage

REGION = cast.GUANGZHOU
BEGINS = date(2025, 1, 1)
LONGEST = 14
BY = "clerk-1"

Work = Literal["east", "west", "self", "resident", "idle", "same"]
Pay = Literal["in_time", "never", "settles_all"]


@dataclass(frozen=True)
class Step:
    """One month of a life: what the person becomes, and who of those who owe pays."""

    work: Work
    pay: Pay
    ends: Literal["no", "dies", "suspended", "resumed", "retires", "moves_away"] = "no"


@dataclass
class Lived:
    """The household, and everything that was refused on the way."""

    people: list[int]
    employers: dict[str, int]
    refused: list[str] = field(default_factory=list)
    last_day: date = BEGINS

    @property
    def now(self) -> datetime:
        return cast.at(self.last_day, 20)


steps = st.builds(
    Step,
    work=st.sampled_from(("east", "east", "west", "self", "resident", "idle", "same", "same", "same", "same")),
    pay=st.sampled_from(("in_time", "in_time", "in_time", "never", "settles_all")),
    ends=st.sampled_from(("no",) * 18 + ("dies", "suspended", "resumed", "retires", "moves_away")),
)
lives = st.lists(st.lists(steps, min_size=2, max_size=LONGEST), min_size=1, max_size=2)


def live(connection: Connection, wanted: Sequence[Sequence[Step]]) -> Lived:
    """Live the lives side by side; each month is assessed, paid for and allocated."""
    employers = {
        name: cast.made(enrolment.register_employer(connection, REGION, name, f"{name}厂")).id
        for name in ("east", "west")
    }
    new = [cast.person(turn, f"生{turn}", None) for turn in range(1, len(wanted) + 1)]
    people = list(cast.made(enrolment.enrol_many(connection, REGION, new, on=BEGINS)))
    lived = Lived(people, employers)
    for turn in range(max(map(len, wanted))):
        month = add_months(BEGINS, turn)
        for person, life in zip(people, wanted, strict=True):
            if turn < len(life):
                _become(connection, lived, person, life[turn], month)
        contributions.assess_month(connection, REGION, month, now=cast.at(month, 2))
        paying = [(person, life[turn].pay) for person, life in zip(people, wanted, strict=True) if turn < len(life)]
        for person, pay in paying:
            _pay(connection, lived, person, month, pay)
        lived.last_day = add_months(month, 1).replace(day=1)
        _note(lived, accounts.run_allocation(connection, REGION, month, now=lived.now))
    return lived


def _become(connection: Connection, lived: Lived, person: int, step: Step, month: date) -> None:
    """What changes in the register on the month's first day."""
    now = cast.at(month, 1)
    current = register.coverage_on(connection, REGION, person, month)
    if step.ends == "dies":
        _note(lived, enrolment.report_death(connection, REGION, person, died_on=month, by=BY, now=now))
    elif step.ends == "suspended":
        _note(lived, enrolment.suspend(connection, REGION, person, on=month, reason="arrears", by=BY, now=now))
    elif step.ends == "resumed":
        _note(lived, enrolment.resume(connection, REGION, person, on=month, by=BY, now=now))
    elif step.ends == "retires":
        approved = enrolment.retire(connection, REGION, person, on=month, by=BY, now=now, own=0, required_months=0)
        _note(lived, approved)
    elif step.ends == "moves_away":
        _move_away(connection, lived, person, month)
    if step.work == "same":
        return
    if current is not None and current.status == "active" and step.work not in ("resident", "self"):
        _note(lived, enrolment.stop(connection, REGION, person, on=month, reason="left_job", by=BY, now=now))
    if step.work in lived.employers:
        employer = lived.employers[step.work]
        hired = enrolment.hire(connection, REGION, employer, person, on=month, by=BY, now=now, confirmed_on=month)
        _note(lived, hired)
        contributions.declare_base(connection, REGION, person, from_month=month, declared_fen=cast.WAGE_FEN)
    elif step.work in ("self", "resident"):
        scheme, category = ("employee", "flexible") if step.work == "self" else ("resident", "adult")
        new = NewCoverage(scheme, category, month, confirmed_on=month)  # type: ignore[arg-type]
        _note(lived, enrolment.register(connection, REGION, person, new, by=BY, now=now))


def _move_away(connection: Connection, lived: Lived, person: int, month: date) -> None:
    """The relation goes to another region, and the account's money with it."""
    now = cast.at(month, 1)
    held = ledger.balance(connection, REGION, "personal", person).balance_fen
    moved = enrolment.transfer_out(
        connection, REGION, person, to_region=cast.BEIJING, on=month, by=BY, now=now, account_fen=held
    )
    if isinstance(moved, Refusal):
        lived.refused.append(moved.code)
    elif held:
        sent = accounts.move_out(
            connection, REGION, person, certificate=moved.certificate, to_region=cast.BEIJING, now=now, by=BY
        )
        _note(lived, sent)


def _pay(connection: Connection, lived: Lived, person: int, month: date, pay: Pay) -> None:
    """The one who owes pays the month, or everything that is overdue, or nothing."""
    at = cast.at(month.replace(day=8), 10)
    if pay == "in_time":
        current = register.coverage_on(connection, REGION, person, month)
        if current is None:
            return
        if current.employer_id is not None:
            contributions.receive_employers_month(
                connection, REGION, month, received_at=at, employers=[current.employer_id]
            )
        else:
            contributions.receive_people_month(connection, REGION, month, received_at=at, people=[person])
    elif pay == "settles_all":
        quote = late_quote(connection, REGION, person, on=at.date())
        if isinstance(quote, Refusal):
            lived.refused.append(quote.code)
            return
        _order(connection, lived, quote, at)


def _order(connection: Connection, lived: Lived, quote: LateQuote, at: datetime) -> None:
    """Everything that is overdue, paid through an order that the tax platform posts."""
    order = collection.open_order(
        connection,
        REGION,
        payer_kind=quote.pays,
        payer_id=quote.payer_id,
        lines=[
            OrderLine(
                line.person_id, line.scheme, line.month, line.person_part_fen, line.employer_part_fen, line.late_fee_fen
            )
            for line in quote.lines
        ],
        channel="tax",
        now=at,
    )
    if isinstance(order, Refusal):
        lived.refused.append(order.code)
        return
    cast.made(collection.send_order(connection, REGION, order.id, now=at, by=BY))
    paid = Said("tax", "tax", at, serial=f"T{order.id}")
    posted = cast.made(collection.post_order(connection, REGION, order.id, said=paid, now=at))
    assert posted.state == "posted"


def _note(lived: Lived, outcome: object) -> None:
    if isinstance(outcome, Refusal):
        lived.refused.append(outcome.code)
