"""Orders by state and clock, those first that nobody answered, and one order's way with every word about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from mingzhang.basics.identifiers import read_record_number
from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.access.looks import look_at
from mingzhang.doors.counter.presenting.collecting import event_rows, order_row
from mingzhang.doors.counter.views.collecting.shown import ROWS, asked, page_asked, views_of
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.signs import ORDERS
from mingzhang.doors.frame.presenting.trace import order_trace
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.orders.records import OrderState
from mingzhang.registers.enrolment.queries import person

SHOWN: Mapping[str, tuple[OrderState, ...]] = {
    "open": ("unknown", "sent", "accepted", "created"),
    "unknown": ("unknown",),
    "failed": ("failed",),
    "posted": ("posted",),
    "reversed": ("reversed",),
}
TITLES: Mapping[str, str | Promise] = {
    "open": _("在途"),
    "unknown": _("结果未知"),
    "failed": _("没有缴成"),
    "posted": _("已入账"),
    "reversed": _("已退回"),
}
MOST_PEOPLE = 20  # of whom a page tells the names; an employer's order has more and tells their number


@staffed("clerk", "checker", "finance", "supervisor")
def orders(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Show the orders of a state, a page of them."""
    show, page = asked(request, SHOWN), page_asked(request)
    states: Sequence[OrderState] = SHOWN[show]
    found = queries.queue(connection, desk.region, states, limit=ROWS + 1, after=page * ROWS)
    counts = queries.state_counts(connection, desk.region)
    shown = {
        "rows": [order_row(one, desk.now, desk.language) for one in found[:ROWS]],
        "views": views_of(TITLES, show),
        "counts": [(ORDERS[one.state], one.orders, yuan(one.amount_fen)) for one in counts],
        "show": show,
        "earlier": page - 1 if page else None,
        "later": page + 1 if len(found) > ROWS else None,
    }
    return render(request, "counter/collecting/orders.html", shown)


@require_POST
@staffed("clerk", "finance")
def mark_silent(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Make the orders unknown whose channel should have answered by now, and show them."""
    operations.mark_unknown(connection, desk.region, now=desk.now)
    return redirect("counter:collecting:index")


@staffed("clerk", "checker", "finance", "supervisor")
def order(request: HttpRequest, desk: Desk, connection: Connection, number: str) -> HttpResponse:
    """Show one order's way; the look at each of its people is recorded with the order's number."""
    key = read_record_number(number)
    found = queries.order(connection, *key) if key is not None and key[0] == desk.region else None
    if found is None:
        raise Http404
    ids = sorted({line.person_id for line in found.lines})
    people = []
    if len(ids) <= MOST_PEOPLE:
        for person_id in ids:
            look_at(connection, desk, person_id, "contribution", reference=found.number)
            one = person(connection, desk.region, person_id)
            if one is not None:
                people.append((one.number, mask_name(one.name)))
    events = queries.order_events(connection, desk.region, found.id)
    receipt = found.receipt_id
    shown = {
        "row": order_row(found, desk.now, desk.language),
        "serial": found.serial or "",
        "batch": found.batch_id,
        "people": people,
        "count": len(ids),
        "trace": order_trace(found, events, desk.language),
        "events": event_rows(events, desk.language),
        "refunds": queries.refunds_of_receipt(connection, desk.region, receipt) if receipt is not None else (),
    }
    return render(request, "counter/collecting/order.html", shown)
