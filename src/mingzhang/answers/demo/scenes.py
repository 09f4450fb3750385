"""Things that happen to several of the cast: spending, paying, looking, being turned away."""

from __future__ import annotations

from datetime import date, datetime

from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import INPATIENT, Bought, buy, see_doctor
from mingzhang.books import evidence, ledger
from mingzhang.books.ledger.codes import PERSONAL
from mingzhang.care.visits.records import Settled
from mingzhang.money.contributions import queries as contributions
from mingzhang.money.contributions.operations import receive, record_receipt
from mingzhang.money.contributions.records import MonthStatus, Receipt, ReceiptLine
from mingzhang.registers.enrolment.records import PersonKey

PORTAL = "portal"


def available_fen(stage: Stage, who: PersonKey) -> int:
    """What the person's account can pay now."""
    return ledger.balance(stage.connection, stage.region, PERSONAL, who.person_id).available_fen


def spend(stage: Stage, who: PersonKey, fen: int, at: datetime) -> Settled:
    """Buy medicine of the first class for exactly so much at the pharmacy, from the account as far as it goes."""
    medicine = Bought(stage.shelf.plain(), 1, fen)
    return done(buy(stage, who.person_id, [medicine], at=at))


def spend_all(stage: Stage, who: PersonKey, days_ago: int) -> None:
    """Spend the whole account in two purchases, the second of which leaves nothing."""
    rest = available_fen(stage, who)
    first = rest * 3 // 5
    spend(stage, who, first, stage.moment(days_ago + 6, 9))
    spend(stage, who, rest - first, stage.moment(days_ago, 16))


def fall_ill_now_and_then(stage: Stage, who: PersonKey) -> None:
    """Three bills: a stay in hospital, a visit to the community centre, medicine at the pharmacy."""
    shelf = stage.shelf
    medicine, visit = Bought(shelf.plain(), 2), Bought(shelf.first("service", "A"))
    better = shelf.first("drug", "B")
    stay = [visit, medicine, Bought(better, shelf.quantity_for(better, 300_000)), Bought(shelf.plain(), 1, 1_200_000)]
    done(see_doctor(stage, who.person_id, stay, at=stage.moment(70, 10), where="hospital", benefit=INPATIENT))
    done(see_doctor(stage, who.person_id, [visit, medicine, Bought(better)], at=stage.moment(33, 9)))
    done(buy(stage, who.person_id, [medicine], at=stage.moment(12, 18)))


def look(stage: Stage, who: PersonKey, at: datetime) -> None:
    """The person looks at the balance in the portal."""
    evidence.record_lookup(
        stage.connection, stage.region, who.person_id, channel=PORTAL, actor="self", purpose="BALANCE", now=at
    )


def due_months(stage: Stage, who: PersonKey) -> tuple[MonthStatus, ...]:
    """Everything that was found due for the person, oldest first."""
    first, last = date(2000, 1, 1), stage.as_of
    return contributions.months(stage.connection, stage.region, who.person_id, first, last, as_of=stage.as_of)


def pay_part(stage: Stage, month: MonthStatus, person_fen: int, employer_fen: int, at: datetime) -> Receipt:
    """The employer pays so much of one month for the person, and it is posted."""
    outcome = receive(
        stage.connection,
        stage.region,
        payer_kind="employer",
        payer_id=month.employer_id or 0,
        channel="bank",
        serial=f"B{stage.next_number():08d}",
        lines=[ReceiptLine(month.person_id, month.scheme, month.month, person_fen, employer_fen)],
        received_at=at,
    )
    return done(outcome)


def pay_in_transit(stage: Stage, month: MonthStatus, at: datetime) -> Receipt:
    """The employer pays a whole month for the person; the channel has the money, the books have not posted it."""
    whole = ReceiptLine(month.person_id, month.scheme, month.month, month.person_due_fen, month.employer_due_fen)
    outcome = record_receipt(
        stage.connection,
        stage.region,
        payer_kind="employer",
        payer_id=month.employer_id or 0,
        channel="bank",
        serial=f"B{stage.next_number():08d}",
        lines=[whole],
        received_at=at,
    )
    return done(outcome)
