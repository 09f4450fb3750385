"""Orders, batches, bills, differences and refunds as the collection desk sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.answers.why.words.telling import months_text
from mingzhang.basics.identifiers import record_number
from mingzhang.doors.counter.presenting.payments import REASONS
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.channels import channel_name, failure_words
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.signs import ORDERS, REFUNDS, Sign
from mingzhang.doors.frame.presenting.trace import PARTIES
from mingzhang.money.collection.channels.bank import Batch, BatchState
from mingzhang.money.collection.orders.records import Order, OrderEvent
from mingzhang.money.collection.reconciling.records import BillDifference
from mingzhang.money.collection.refunds.records import Refund

KINDS: Mapping[str, str | Promise] = {
    "ours_only": _("只有我方有"),
    "theirs_only": _("只有渠道有"),
    "amount": _("金额不一致"),
    "status": _("状态不一致"),
    "double": _("渠道收了两次"),
}
STEPS: Mapping[str, str | Promise] = {
    "WAIT_FOR_NEXT_BILL": _("等次日对账单"),
    "ASK_THE_CHANNEL": _("向渠道查询"),
    "POST_OR_SEND_BACK": _("查明后由渠道退回或补单"),
    "CORRECT_THE_AMOUNT": _("与渠道核对金额"),
    "REVERSE_THE_ORDER": _("款项未到：冲回，要两人"),
    "SEND_THE_SECOND_BACK": _("把第二笔退回"),
    "NOTHING": _("已按对账单处理"),
}
CLOSED: Mapping[str, str | Promise] = {
    "posted": _("按对账单入账"),
    "failed": _("按对账单记为没有缴成"),
    "channel_corrected": _("渠道更正"),
    "sent_back_by_channel": _("渠道退回"),
    "refund_asked": _("已提冲回或退费"),
    "second_sent_back": _("第二笔已退回"),
    "explained": _("查明无误"),
}
BILL_WORDS: Mapping[str, str | Promise] = {"paid": _("成功"), "failed": _("没有成")}
PAYERS: Mapping[str, str | Promise] = {"employer": _("单位"), "person": _("本人"), "relative": _("亲属")}
OPEN_DIFFERENCE = Sign(_("待处理"), "clock", "care")
CLOSED_DIFFERENCE = Sign(_("已处理"), "check", "good")


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order in the queue; `late` when somebody should have looked by now."""

    number: str
    sign: Sign
    channel: str
    payer: str | Promise
    people: int
    months: str
    amount: str
    opened: str
    next_check: str
    late: bool
    why: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One word about an order: who, what it made of the order, when by its own clock and when we heard."""

    party: str | Promise
    by_whom: str
    sign: Sign
    moved: bool
    happened: str
    heard: str
    serial: str
    why: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference; `order` is our order's number, when there is one."""

    id: int
    kind: str | Promise
    step: str | Promise
    next_step: str
    sign: Sign
    order: str
    serial: str
    ours: str
    theirs: str
    ours_state: str | Promise
    theirs_state: str | Promise
    closed: str | Promise
    note: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class RefundRow:
    """One refund in the queue."""

    id: int
    sign: Sign
    reason: str | Promise
    amount: str
    people: int
    asked: str
    asked_by: str
    expected: str
    late: bool
    automatic: bool


def order_row(order: Order, now: datetime, language: Language) -> OrderRow:
    """Present an order."""
    check = order.next_check_at
    return OrderRow(
        number=order.number,
        sign=ORDERS[order.state],
        channel=channel_name(order.channel),
        payer=PAYERS[order.payer_kind],
        people=len({line.person_id for line in order.lines}),
        months=months_text(sorted({line.month for line in order.lines}), language),
        amount=yuan(order.amount_fen),
        opened=dates.moment(order.opened_at, language),
        next_check=dates.moment(check, language) if check is not None else "",
        late=check is not None and check <= now,
        why=failure_words(order.code, language) if order.code and order.state == "failed" else "",
    )


def event_rows(events: Sequence[OrderEvent], language: Language) -> tuple[EventRow, ...]:
    """Present every word about an order, in the order in which we heard them."""
    return tuple(
        EventRow(
            party=PARTIES[event.party],
            by_whom=event.by_whom,
            sign=ORDERS[event.state_to],
            moved=event.state_from != event.state_to,
            happened=dates.moment(event.happened_at, language),
            heard=dates.moment(event.heard_at, language),
            serial=event.serial or "",
            why=failure_words(event.code, language) if event.code else "",
        )
        for event in events
    )


def difference_rows(region: str, found: Iterable[BillDifference]) -> tuple[DifferenceRow, ...]:
    """Present what differs."""
    return tuple(_difference(region, one) for one in found)


def refund_row(refund: Refund, now: datetime, language: Language) -> RefundRow:
    """Present a refund in the queue."""
    expected = refund.expected_on
    return RefundRow(
        id=refund.id,
        sign=REFUNDS[refund.state],
        reason=REASONS[refund.reason],
        amount=yuan(refund.amount_fen),
        people=len({line.person_id for line in refund.lines}),
        asked=dates.moment(refund.asked_at, language),
        asked_by=refund.asked_by,
        expected=dates.day(expected, language) if expected is not None else "",
        late=expected is not None and refund.finished_at is None and expected < now.date(),
        automatic=refund.automatic,
    )


def batch_view(batch: Batch, language: Language) -> dict[str, object]:
    """Present a file of debits."""
    return {
        "id": batch.id,
        "day": dates.day(batch.day, language),
        "orders": batch.orders,
        "amount": yuan(batch.amount_fen),
        "sent": dates.moment(batch.sent_at, language),
        "answered": dates.moment(batch.answered_at, language) if batch.answered_at is not None else "",
    }


def batch_states_view(found: Iterable[BatchState], language: Language) -> list[dict[str, object]]:
    """Present what became of a batch's orders."""
    return [
        {
            "sign": ORDERS[one.state],  # type: ignore[index]
            "why": failure_words(one.code, language) if one.code else "",
            "orders": one.orders,
            "amount": yuan(one.amount_fen),
        }
        for one in found
    ]


def _difference(region: str, one: BillDifference) -> DifferenceRow:
    ours, theirs = one.ours_status, one.theirs_status
    return DifferenceRow(
        id=one.id,
        kind=KINDS[one.kind],
        step=STEPS[one.next_step],
        next_step=one.next_step,
        sign=OPEN_DIFFERENCE if one.state == "open" else CLOSED_DIFFERENCE,
        order=record_number(region, one.order_id) if one.order_id is not None else "",
        serial=one.serial or "",
        ours=yuan(one.ours_fen) if one.ours_fen is not None else "",
        theirs=yuan(one.theirs_fen) if one.theirs_fen is not None else "",
        ours_state=ORDERS[ours].word if ours in ORDERS else "",
        theirs_state=BILL_WORDS.get(theirs or "", ""),
        closed=CLOSED.get(one.closed_how or "", one.closed_how or ""),
        note=one.note,
        is_open=one.state == "open",
    )
