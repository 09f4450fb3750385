"""Why: choose what you see, and have every known cause checked against your own records."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.books.database import Connection
from mingzhang.doors.portal.access.own import own_settlement
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.doors.portal.explaining import explain
from mingzhang.doors.portal.presenting.findings import findings_view
from mingzhang.doors.portal.presenting.flow import flow_view
from mingzhang.doors.portal.presenting.symptoms import SYMPTOMS, symptom_of


@personal("why")
def why(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """Offer the symptoms to choose from."""
    return render(request, "portal/why.html", {"symptoms": SYMPTOMS})


@personal("why")
def why_symptom(request: HttpRequest, reader: Reader, connection: Connection, symptom: str) -> HttpResponse:
    """Explain one symptom; `?bill=` names the reader's own bill that it is about."""
    asked = symptom_of(symptom)
    if asked is None:
        raise Http404
    about = own_settlement(connection, reader, request.GET.get("bill", ""))
    context = {"settlement_id": about.settlement_id} if about else None
    explanation = explain(connection, reader.region, reader.person_id, symptom, reader.now, context)
    shown = {
        "asked": asked,
        "sentence": explanation.shown.sentence.of(reader.language),
        "findings": findings_view(explanation, reader.language),
        "flow": flow_view(explanation.money),
        "unaffected": {
            "entitled": explanation.unaffected.entitled,
            "sentence": explanation.unaffected.sentence.of(reader.language),
        },
    }
    return render(request, "portal/why_symptom.html", shown)
