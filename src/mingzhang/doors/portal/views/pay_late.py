"""Paying late: what the overdue months cost today, until when, and what paying gives back."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.doors.portal.access.payee import OTHER, payee_of
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.doors.portal.paying.demo_channel import ANSWERS
from mingzhang.doors.portal.presenting.paying import quote_view
from mingzhang.money.contributions.late import late_quote

NOTHING_OWED = "NOTHING_MISSING"


@personal("pay_late")
def pay_late(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """Quote the reader's overdue months, or those of whom the reader named."""
    payee = payee_of(request, reader, other=request.GET.get("for") == OTHER)
    if payee is None:
        return redirect("pay_other")
    quote = late_quote(connection, reader.region, payee.person_id, on=reader.today)
    shown = {"payee": payee, "day": dates.day(reader.today, reader.language), "can_pay": settings.MINGZHANG_DEMO}
    if isinstance(quote, Refusal):
        shown["nothing_owed"] = quote.code == NOTHING_OWED
        shown["refusal"] = refusal_view(quote, reader.language)
    else:
        shown |= {"quote": quote_view(quote, reader.region, reader.language), "answers": ANSWERS.items()}
    return render(request, "portal/pay_late.html", shown)
