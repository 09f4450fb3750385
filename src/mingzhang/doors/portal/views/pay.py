"""Paying: choose what is due, look at it once more, confirm; the order's own page then tells the rest."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.doors.frame.presenting.money import amount
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.doors.portal.access.payee import OTHER, Payee, payee_of
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.doors.portal.paying.demo_channel import ANSWERS
from mingzhang.doors.portal.paying.payable import Payable, lines_of, lines_of_quote, payable_for
from mingzhang.doors.portal.paying.sending import send_wish
from mingzhang.doors.portal.paying.wish import Wish, make_wish, read_wish, sign
from mingzhang.doors.portal.presenting.paying import due_months, months_together, order_lines, value_of
from mingzhang.money.collection.orders.records import OrderLine
from mingzhang.money.contributions.late import late_quote

REFUSED = 422
WISH = "wish"  # in the session: what the reader chose last


@personal("pay")
def pay(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """Show what is due for the reader, or for whom the reader named."""
    payee = payee_of(request, reader, other=request.GET.get("for") == OTHER)
    return _choose(request, reader, connection, payee) if payee else redirect("pay_other")


@personal("pay")
def pay_review(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """Keep what was chosen, and show it once more; the page may be left and come back to."""
    if request.method != "POST":
        wish = read_wish(request.session.get(WISH, ""), reader)
        return _review(request, reader, wish) if wish else redirect("pay")
    payee = payee_of(request, reader, other=request.POST.get("for") == OTHER)
    if payee is None:
        return redirect("pay_other")
    lines = _chosen(request, reader, connection, payee)
    answer = request.POST.get("answer", "")
    if not lines or answer not in ANSWERS:
        return _choose(request, reader, connection, payee, nothing_chosen=True)
    chosen = make_wish(payee.person_id, lines, answer, late=bool(request.POST.get("late")))
    request.session[WISH] = sign(chosen, reader)
    return redirect("pay_review")


@require_POST
@personal("pay")
def pay_send(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """Confirm: one order however often this is sent; a refusal says what stands in the way."""
    wish = read_wish(request.POST.get("wish", ""), reader)
    if wish is None or not settings.MINGZHANG_DEMO:
        return render(request, "portal/pay_too_late.html", status=REFUSED)
    sent = send_wish(connection, reader, wish)
    return _review(request, reader, wish, sent) if isinstance(sent, Refusal) else redirect("order", sent)


def _choose(
    request: HttpRequest, reader: Reader, connection: Connection, payee: Payee, *, nothing_chosen: bool = False
) -> HttpResponse:
    due = payable_for(connection, reader.region, payee.person_id, reader.today)
    shown = {
        "payee": payee,
        "months": due_months(due.now, reader.language),
        "after_overdue": months_together(due.after_overdue, reader.language),
        "overdue": months_together(due.overdue, reader.language),
        "overdue_count": len(due.overdue),
        "by_employer": _by_employer(due, payee, reader),
        "answers": ANSWERS.items(),
        "can_pay": settings.MINGZHANG_DEMO,
        "nothing_chosen": nothing_chosen,
    }
    return render(request, "portal/pay.html", shown, status=REFUSED if nothing_chosen else 200)


def _by_employer(due: Payable, payee: Payee, reader: Reader) -> str:
    """The months that the reader's employer owes; another person's employer is none of the reader's business."""
    return "" if payee.is_other else months_together(due.by_employer, reader.language)


def _chosen(request: HttpRequest, reader: Reader, connection: Connection, payee: Payee) -> tuple[OrderLine, ...]:
    """The lines that were chosen: everything that a late quote lists, or months that are due."""
    if request.POST.get("late"):
        quote = late_quote(connection, reader.region, payee.person_id, on=reader.today)
        if isinstance(quote, Refusal) or quote.pays != "person":
            return ()
        return lines_of_quote(quote)
    wanted = set(request.POST.getlist("month"))
    due = payable_for(connection, reader.region, payee.person_id, reader.today)
    return lines_of(month for month in due.now if value_of(month) in wanted)


def _review(request: HttpRequest, reader: Reader, wish: Wish, refusal: Refusal | None = None) -> HttpResponse:
    payee = payee_of(request, reader, other=wish.person_id != reader.person_id)
    shown = {
        "payee": payee or Payee(wish.person_id),
        "lines": order_lines(wish.lines, {}, reader.language),
        "total": amount(wish.amount_fen),
        "answer": ANSWERS[wish.demo_answer],
        "wish": sign(wish, reader),
        "refusal": refusal_view(refusal, reader.language) if refusal else None,
    }
    return render(request, "portal/pay_review.html", shown, status=REFUSED if refusal else 200)
