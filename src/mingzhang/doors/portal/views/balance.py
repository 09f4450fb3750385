"""The balance page, the signature of the product: how much, is that sure, why, what now, where did it go."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.answers.why import explain
from mingzhang.books.database import Connection
from mingzhang.doors.frame.presenting.balance import headline
from mingzhang.doors.frame.presenting.findings import findings_view
from mingzhang.doors.frame.presenting.flow import flow_view
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.doors.portal.presenting.records import own_record_address

BALANCE = "Z0"  # the symptom whose explanation tells an account whole, with money in it or not


@personal("balance")
def balance(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """Explain the account as it stands now."""
    explanation = explain(connection, reader.region, reader.person_id, BALANCE, reader.now)
    shown = {
        "head": headline(explanation, reader.language),
        "findings": findings_view(explanation, reader.language, own_record_address),
        "flow": flow_view(explanation.money, reader.language),
    }
    return render(request, "portal/balance.html", shown)
