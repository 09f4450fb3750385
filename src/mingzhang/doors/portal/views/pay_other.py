"""Paying for somebody else: their name and number, both of which the payer must know."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.doors.portal.access.payee import OTHER, name_payee
from mingzhang.doors.portal.access.reader import Reader, personal

TYPED_AT_MOST = 60  # characters of a field that we look at
REFUSED = 422


@personal("pay_other")
def pay_other(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """Ask for whom; a pair that fits leads to what is due for that person."""
    if request.method != "POST":
        return render(request, "portal/pay_other.html")
    number, name = (request.POST.get(field, "")[:TYPED_AT_MOST] for field in ("number", "name"))
    named = name_payee(connection, request, reader, number, name)
    if isinstance(named, Refusal):
        shown = {"refusal": refusal_view(named, reader.language), "number": number, "name": name}
        return render(request, "portal/pay_other.html", shown, status=REFUSED)
    return redirect(f"{reverse('pay')}?for={OTHER}")
