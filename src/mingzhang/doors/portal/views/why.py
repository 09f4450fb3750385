"""Why: choose what you see, and have every known cause checked against your own records."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.answers.why import explain
from mingzhang.answers.why.symptoms import SYMPTOMS
from mingzhang.books.database import Connection
from mingzhang.doors.frame.presenting.findings import findings_view
from mingzhang.doors.frame.presenting.flow import flow_view
from mingzhang.doors.portal.access.own import own_settlement
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.doors.portal.presenting.records import own_record_address

FIRST = ("Z0", "DASH", "LESS", "NOMON", "HASBAL", "PAY0", "PAYF", "NOREIMB")  # what most people come for


@personal("why")
def why(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """Offer the symptoms to choose from, the most frequent first."""
    words = {code: text.of(reader.language) for code, text in SYMPTOMS.items()}
    shown = {
        "first": [(code, words[code]) for code in FIRST],
        "others": [(code, told) for code, told in words.items() if code not in FIRST],
    }
    return render(request, "portal/why.html", shown)


@personal("why")
def why_symptom(request: HttpRequest, reader: Reader, connection: Connection, symptom: str) -> HttpResponse:
    """Explain one symptom; `?bill=` names the reader's own bill that it is about."""
    if symptom not in SYMPTOMS:
        raise Http404
    number = request.GET.get("bill", "")
    about = number if own_settlement(connection, reader, number) else None
    explanation = explain(connection, reader.region, reader.person_id, symptom, reader.now, about)
    shown = {
        "title": explanation.title.of(reader.language),
        "sentence": explanation.shown.sentence.of(reader.language),
        "bill": about,
        "findings": findings_view(explanation, reader.language, own_record_address),
        "flow": flow_view(explanation.money, reader.language),
    }
    return render(request, "portal/why_symptom.html", shown)
