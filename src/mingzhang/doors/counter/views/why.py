"""Why, at the window: any symptom of the person's, with the same explanation as in the person's own portal."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from mingzhang.answers.why import explain
from mingzhang.answers.why.records import Evidence
from mingzhang.answers.why.symptoms import SYMPTOMS
from mingzhang.basics.identifiers import read_record_number, record_number
from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.access.desk import STATED, Desk, staffed
from mingzhang.doors.counter.access.own import bill_of
from mingzhang.doors.counter.staff.records import BUSINESS
from mingzhang.doors.frame.presenting.findings import RecordAddress, findings_view
from mingzhang.doors.frame.presenting.flow import flow_view
from mingzhang.registers.enrolment.records import Person

ASKED_FIRST = ("Z0", "DASH", "LESS", "NOMON", "HASBAL", "PAY0", "PAYF", "NOREIMB")
SECTION_OF = {  # where on the person's page the record behind a cause stands, by the room that keeps it
    "accounts": "account",
    "cases": "cases",
    "collection": "orders",
    "contributions": "months",
    "enrolment": "cover",
    "filings": "filings",
    "ledger": "account",
    "visits": "bills",
}


@staffed(*BUSINESS, purpose=STATED)
def why_choice(request: HttpRequest, desk: Desk, connection: Connection, person: Person) -> HttpResponse:
    """Go to the symptom that was chosen in the person's page."""
    symptom = request.GET.get("symptom", "")
    if symptom not in SYMPTOMS:
        raise Http404
    return redirect("counter:why", person.number, symptom)


@staffed(*BUSINESS, purpose=STATED)
def why(request: HttpRequest, desk: Desk, connection: Connection, person: Person, symptom: str) -> HttpResponse:
    """Explain one symptom; `?bill=` names the person's bill that it is about."""
    if symptom not in SYMPTOMS:
        raise Http404
    number = request.GET.get("bill", "")
    about = number if bill_of(connection, person, number) is not None else None
    explanation = explain(connection, desk.region, person.id, symptom, desk.now, about)
    shown = {
        "number": person.number,
        "name": mask_name(person.name),
        "title": explanation.title.of(desk.language),
        "sentence": explanation.shown.sentence.of(desk.language),
        "bill": about,
        "symptom": symptom,
        "all_symptoms": [(code, words.of(desk.language)) for code, words in SYMPTOMS.items()],
        "findings": findings_view(explanation, desk.language, record_address_of(person.number)),
        "flow": flow_view(explanation.money, desk.language),
    }
    return render(request, "counter/why.html", shown)


def record_address_of(number: str) -> RecordAddress:
    """Where a person's records stand at the counter: a bill on its own page, others on the person's page."""

    def address(evidence: Evidence, region: str) -> str:
        room, record = evidence.kind.partition(".")[0], evidence.number.partition("/")[0]
        if evidence.kind == "visits.settlement" and record.isdigit():
            bill = record if read_record_number(record) is not None else record_number(region, int(record))
            return reverse("counter:bill", args=(number, bill))
        place = SECTION_OF.get(room)
        return f"{reverse('counter:person', args=(number,))}#{place}" if place is not None else ""

    return address
