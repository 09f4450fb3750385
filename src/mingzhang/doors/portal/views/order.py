"""One payment: its way step by step, what it pays, what it restored, and its papers and refunds."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection
from mingzhang.doors.frame.presenting.money import amount
from mingzhang.doors.frame.presenting.trace import TraceView, order_trace, receipt_trace
from mingzhang.doors.portal.access.payments import is_payer, own_order, own_receipt
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.doors.portal.paying.demo_channel import answer_asking
from mingzhang.doors.portal.paying.sending import demo_answer_of
from mingzhang.doors.portal.presenting.paid import ON_WAY, all_paid
from mingzhang.doors.portal.presenting.paying import order_lines
from mingzhang.doors.portal.presenting.payment import made_up, restored_by
from mingzhang.doors.portal.presenting.payments import PAYERS, sides_of
from mingzhang.doors.portal.presenting.receipts import KINDS
from mingzhang.doors.portal.presenting.refunds import refund_view
from mingzhang.doors.portal.views.contributions import read_names
from mingzhang.money.accounts.queries import items
from mingzhang.money.collection.operations import issue_for_receipt
from mingzhang.money.collection.orders.records import Order, OrderLine
from mingzhang.money.collection.queries import (
    documents_of,
    order_events,
    order_of_receipt,
    refunds_of,
    refunds_of_receipt,
)
from mingzhang.money.collection.refunds.records import Refund
from mingzhang.money.contributions.late import restorations_of
from mingzhang.money.contributions.records import Receipt, ReceiptLine


@personal("order")
def order(request: HttpRequest, reader: Reader, connection: Connection, number: str) -> HttpResponse:
    """Show an order of the reader's, or one that pays for the reader."""
    found = own_order(connection, reader, number)
    if found is None:
        raise Http404
    events = order_events(connection, reader.region, found.id)
    trace = order_trace(found, events, reader.language)
    shown = _shown(connection, reader, found, found.receipt_id, trace) | {
        "number": number,
        "failed": found.state == "failed",
        "may_ask": _may_ask(connection, reader, found),
        "still_silent": request.GET.get("asked") == "1" and found.state in ON_WAY,
    }
    return render(request, "portal/order.html", shown)


@personal("order")
def payment(request: HttpRequest, reader: Reader, connection: Connection, number: str) -> HttpResponse:
    """Show a payment that came without an order; one with an order is told by that."""
    found = own_receipt(connection, reader, number)
    if found is None:
        raise Http404
    ordered = order_of_receipt(connection, reader.region, found.id)
    if ordered is not None:
        return redirect("order", ordered.number)
    shown = _shown(connection, reader, found, found.id, receipt_trace(found, reader.language)) | {"number": number}
    return render(request, "portal/order.html", shown)


@require_POST
@personal("order")
def order_ask(request: HttpRequest, reader: Reader, connection: Connection, number: str) -> HttpResponse:
    """Ask the demonstration's channel once more; nothing is paid twice by asking."""
    found = own_order(connection, reader, number)
    if found is None or not _may_ask(connection, reader, found):
        raise Http404
    heard = answer_asking(connection, found, demo_answer_of(connection, found) or "", now=reader.now)
    if isinstance(heard, Refusal):
        raise InvariantBroken(f"asking about order {number} was refused: {heard.code}")
    response = redirect("order", number)
    response["Location"] += "?asked=1"
    return response


def _may_ask(connection: Connection, reader: Reader, found: Order) -> bool:
    """Whether the channel of this order is the demonstration's, and still owes an answer to this payer."""
    waiting = settings.MINGZHANG_DEMO and found.state in ON_WAY and is_payer(found, reader)
    return bool(waiting and demo_answer_of(connection, found))


def _shown(
    connection: Connection, reader: Reader, found: Order | Receipt, receipt_id: int | None, trace: TraceView
) -> dict[str, object]:
    """What the page of an order and that of a payment without one have in common."""
    orders, receipts = ((found,), ()) if isinstance(found, Order) else ((), (found,))
    paid = all_paid(reader.region, orders, receipts)
    names = read_names(connection, reader, paid)
    side = sides_of(paid, reader.person_id, names)[0]
    lines = tuple(_line(line) for line in found.lines)
    own = [line.month for line in lines if line.person_id == reader.person_id]
    refunds = _refunds(connection, reader, found, receipt_id) if receipt_id else ()
    return {
        "trace": trace,
        "what": PAYERS[side.payer],
        "by": side.who,
        "total": amount(found.amount_fen),
        "lines": order_lines(lines, dict(names.people), reader.language),
        "papers": _papers(connection, reader, receipt_id) if receipt_id else (),
        "refunds": [refund_view(one, reader.region, reader.language) for one in refunds],
        **(_brought(connection, reader, receipt_id, own) if receipt_id and own else {}),
    }


def _papers(connection: Connection, reader: Reader, receipt_id: int) -> list[tuple[str, object]]:
    """The reader's papers of a payment, by number, each with what it is called."""
    issue_for_receipt(connection, reader.region, receipt_id)
    own = documents_of(connection, reader.region, reader.person_id)
    return [(one.number, KINDS[one.kind]) for one in own if one.receipt_id == receipt_id]


def _refunds(connection: Connection, reader: Reader, found: Order | Receipt, receipt_id: int) -> tuple[Refund, ...]:
    """What went back of a payment: all of it for who paid, else the reader's own part."""
    if is_payer(found, reader):
        return refunds_of_receipt(connection, reader.region, receipt_id)
    own = refunds_of(connection, reader.region, reader.person_id)
    return tuple(one for one in own if one.receipt_id == receipt_id)


def _brought(connection: Connection, reader: Reader, receipt_id: int, own: list[date]) -> dict[str, object]:
    """What a booked payment gave back to the reader: benefit, and the account's part of its months."""
    given = items(connection, reader.region, reader.person_id, min(own), max(own))
    restorations = restorations_of(connection, reader.region, reader.person_id)
    return {
        "restored": restored_by(receipt_id, restorations, reader.language),
        "make_ups": made_up(given, own, reader.language),
    }


def _line(line: OrderLine | ReceiptLine) -> OrderLine:
    if isinstance(line, OrderLine):
        return line
    return OrderLine(
        line.person_id, line.scheme, line.month, line.person_part_fen, line.employer_part_fen, line.late_fee_fen
    )
