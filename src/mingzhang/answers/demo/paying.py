"""Paying contributions in the demo: orders through channels, from the try to what the bank or channel says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mingzhang.answers.demo.stage import SceneFailed, Stage, done
from mingzhang.basics.refusal import Refusal
from mingzhang.money.collection.kinds import CHANNELS
from mingzhang.money.collection.operations import hear, open_order, send_order, settle, sign_agreement
from mingzhang.money.collection.orders.records import Entered, Order, OrderLine, Said
from mingzhang.money.collection.orders.states import Word
from mingzhang.money.contributions.records import MonthStatus
from mingzhang.registers.enrolment.records import PersonKey

BANK_DEBIT = "bank_debit"
BANK, ACCOUNT = "羊城农商银行（演示）", "6200000000000017"


def ordered(
    stage: Stage, who: PersonKey, months: Sequence[MonthStatus], at: datetime, channel: str = "wechat"
) -> Order:
    """The person orders to pay what is missing of some months."""
    return done(_asked(stage, who, months, at, channel, ()))


def refused(
    stage: Stage,
    who: PersonKey,
    months: Sequence[MonthStatus],
    at: datetime,
    channel: str = "wechat",
    entered: Sequence[Entered] = (),
) -> Refusal:
    """The person tries to pay and is refused; raises SceneFailed when the order would have been taken."""
    outcome = _asked(stage, who, months, at, channel, entered)
    if not isinstance(outcome, Refusal):
        raise SceneFailed(f"person {who.number} was to be refused and could pay")
    return outcome


def debited(stage: Stage, who: PersonKey, months: Sequence[MonthStatus], at: datetime, code: str) -> Order:
    """A debit under an agreement of last year fails at the bank for a reason."""
    sign(stage, who, at)
    order = ordered(stage, who, months, at, BANK_DEBIT)
    sent(stage, order, at)
    return said(stage, order, "failed", at, code)


def sign(stage: Stage, who: PersonKey, before: datetime) -> None:
    """The person signs a debit agreement on the first day of the story's month before."""
    done(
        sign_agreement(
            stage.connection,
            stage.region,
            who.person_id,
            bank_name=BANK,
            account_name="本人",
            account_number=ACCOUNT,
            signed_by="社区（演示）",
            on=min(stage.month(1), before.date()),
        )
    )


def sent(stage: Stage, order: Order, at: datetime) -> Order:
    """The order goes to its channel."""
    return done(send_order(stage.connection, stage.region, order.id, now=at, by="演示"))


def said(stage: Stage, order: Order, word: Word, at: datetime, code: str | None = None) -> Order:
    """The channel says a word about the order, under its own serial."""
    channel = CHANNELS[order.channel]
    serial = f"{order.channel.upper()}{stage.next_number():08d}" if word != "failed" else None
    told = Said(channel.party, order.channel, at, serial, code)
    return done(hear(stage.connection, stage.region, order.id, word, said=told, now=at))


def paid(stage: Stage, who: PersonKey, months: Sequence[MonthStatus], at: datetime, channel: str = "wechat") -> Order:
    """The person pays some months; the money is booked at once."""
    order = ordered(stage, who, months, at, channel)
    sent(stage, order, at)
    return said(stage, order, "paid", at)


def found_paid(stage: Stage, order: Order, at: datetime) -> Order:
    """The channel's bill shows that an order was paid after all, whatever was said before."""
    said(stage, order, "paid", at)
    channel = CHANNELS[order.channel]
    told = Said(channel.party, order.channel, at, f"{order.channel.upper()}{stage.next_number():08d}")
    return done(settle(stage.connection, stage.region, order.id, "paid", said=told, now=at))


def line_of(month: MonthStatus) -> OrderLine:
    """What an order for the rest of a month pays."""
    person = month.person_due_fen - month.person_paid_fen
    return OrderLine(
        month.person_id, month.scheme, month.month, person, month.employer_due_fen - month.employer_paid_fen
    )


def _asked(
    stage: Stage,
    who: PersonKey,
    months: Sequence[MonthStatus],
    at: datetime,
    channel: str,
    entered: Sequence[Entered],
) -> Order | Refusal:
    return open_order(
        stage.connection,
        stage.region,
        payer_kind="person",
        payer_id=who.person_id,
        lines=[line_of(month) for month in months],
        channel=channel,
        now=at,
        entered=entered,
    )
