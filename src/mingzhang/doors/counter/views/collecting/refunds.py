"""Refunds by stage: a checker approves or refuses, finance sends, and the bank's answer is kept."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.access.looks import look_at
from mingzhang.doors.counter.presenting.collecting import refund_row
from mingzhang.doors.counter.views.collecting.bills import bill_page
from mingzhang.doors.counter.views.collecting.shown import REFUSED, ROWS, asked, told, views_of
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.channels import channel_name, failure_words
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.money.accounts.operations import take_back
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.kinds import FAILURES
from mingzhang.money.collection.refunds.records import OtherAccount, Refund, RefundState
from mingzhang.money.collection.refunds.rules import MOVES
from mingzhang.registers.enrolment.queries import person

SHOWN: Mapping[str, tuple[RefundState, ...]] = {
    "open": ("asked", "reviewed", "sent", "failed"),
    "asked": ("asked",),
    "to_send": ("reviewed", "failed"),
    "sent": ("sent",),
    "over": ("paid_back", "refused"),
}
TITLES: Mapping[str, str | Promise] = {
    "open": _("全部在办"),
    "asked": _("等复核"),
    "to_send": _("等付款"),
    "sent": _("等到账"),
    "over": _("已结束"),
}
BANK_SAYS = ("INVALID_ACCOUNT", "ACCOUNT_FROZEN", "IDENTITY_MISMATCH", "BANK_ERROR")
MOST_PEOPLE = 20


@staffed("clerk", "checker", "finance", "supervisor")
def refunds(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Show the refunds of a stage, those first that were asked for first."""
    show = asked(request, SHOWN)
    found = queries.refund_queue(connection, desk.region, SHOWN[show], limit=ROWS)
    shown = {
        "rows": [refund_row(one, desk.now, desk.language) for one in found],
        "views": views_of(TITLES, show),
    }
    return render(request, "counter/collecting/refunds.html", shown)


@staffed("clerk", "checker", "finance", "supervisor")
def refund(request: HttpRequest, desk: Desk, connection: Connection, refund_id: int) -> HttpResponse:
    """Show one refund with its lines and every try to send it."""
    return _page(request, desk, connection, refund_id)


@require_POST
@staffed("checker")
def review(request: HttpRequest, desk: Desk, connection: Connection, refund_id: int) -> HttpResponse:
    """Approve a refund or refuse it with a reason; who asked for it is refused."""
    outcome = operations.review_refund(
        connection,
        desk.region,
        refund_id,
        approve=request.POST.get("decision") == "approve",
        by=desk.code,
        now=desk.now,
        take_back=take_back,
        note=request.POST.get("note", "")[:500],
    )
    return _after(request, desk, connection, refund_id, outcome)


@require_POST
@staffed("finance")
def send(request: HttpRequest, desk: Desk, connection: Connection, refund_id: int) -> HttpResponse:
    """Send an approved refund by the way the money came, or to the account that the form names."""
    names = ("bank_name", "account_name", "account_number")
    bank, name, number = (request.POST.get(field, "").strip()[:60] for field in names)
    other = OtherAccount(bank, name, number) if number else None
    outcome = operations.send_refund(connection, desk.region, refund_id, by=desk.code, now=desk.now, other=other)
    return _after(request, desk, connection, refund_id, outcome)


@require_POST
@staffed("finance")
def answer(request: HttpRequest, desk: Desk, connection: Connection, refund_id: int) -> HttpResponse:
    """Keep what the bank says of a refund that was sent."""
    code = request.POST.get("code", "")
    if code not in ("", *BANK_SAYS):
        raise Http404
    outcome = operations.answer_refund(
        connection, desk.region, refund_id, arrived=code == "", by=desk.code, now=desk.now, code=code
    )
    return _after(request, desk, connection, refund_id, outcome)


@require_POST
@staffed("finance")
def ask_back(request: HttpRequest, desk: Desk, connection: Connection, difference_id: int) -> HttpResponse:
    """Ask that a payment is taken back which a channel's bill calls failed; a checker decides."""
    known = queries.difference_by_id(connection, desk.region, difference_id)
    if known is None or known.next_step != "REVERSE_THE_ORDER" or known.receipt_id is None:
        raise Http404
    made = operations.refund(connection, desk.region, known.receipt_id, reason="NEVER_CAME", by=desk.code, now=desk.now)
    if isinstance(made, Refusal):
        return bill_page(request, desk, connection, known.bill_id, refusal=made)
    note = f"refund/{made.id}"
    operations.close_difference(
        connection, desk.region, difference_id, how="refund_asked", note=note, by=desk.code, now=desk.now
    )
    return redirect("counter:collecting:refund", made.id)


def _after(
    request: HttpRequest, desk: Desk, connection: Connection, refund_id: int, outcome: Refund | Refusal
) -> HttpResponse:
    if isinstance(outcome, Refusal):
        return _page(request, desk, connection, refund_id, refusal=outcome)
    return redirect("counter:collecting:refund", refund_id)


def _page(
    request: HttpRequest, desk: Desk, connection: Connection, refund_id: int, *, refusal: Refusal | None = None
) -> HttpResponse:
    """One refund's page; the look at each of its people is recorded."""
    found = queries.refund_by_id(connection, desk.region, refund_id)
    if found is None:
        raise Http404
    ids = sorted({line.person_id for line in found.lines})[:MOST_PEOPLE]
    for person_id in ids:
        look_at(connection, desk, person_id, "refund", reference=f"refund/{refund_id}")
    found_people = (person(connection, desk.region, person_id) for person_id in ids)
    people = {one.id: (one.number, mask_name(one.name)) for one in found_people if one is not None}
    order = queries.order_of_receipt(connection, desk.region, found.receipt_id)
    moves = MOVES[found.state]
    shown = {
        "refund": found,
        "row": refund_row(found, desk.now, desk.language),
        "reviewed": dates.moment(found.reviewed_at, desk.language) if found.reviewed_at is not None else "",
        "order": order.number if order is not None else "",
        "lines": [
            (people.get(line.person_id), line, yuan(line.amount_fen), yuan(line.account_part_fen))
            for line in found.lines
        ],
        "attempts": [
            (one, channel_name(one.channel), failure_words(one.code, desk.language) if one.code else "")
            for one in found.attempts
        ],
        "may_review": "refused" in moves and desk.may("checker") and desk.code != found.asked_by,
        "may_send": "sent" in moves and desk.may("finance"),
        "needs_account": found.state == "failed",
        "may_answer": found.state == "sent" and desk.may("finance"),
        "failures": [(code, FAILURES[code][0 if desk.language == "zh" else 1]) for code in BANK_SAYS],
        "refusal": told(refusal),
    }
    return render(request, "counter/collecting/refund.html", shown, status=200 if refusal is None else REFUSED)
