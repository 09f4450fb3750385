"""One application at the desk: what was asked, the papers, the clock, the timeline, and what may be done now."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from mingzhang.basics.identifiers import read_record_number
from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases
from mingzhang.books.cases import Case
from mingzhang.books.database import Connection
from mingzhang.books.evidence import audit, record_lookup
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.access.looks import CHANNEL, look_at
from mingzhang.doors.counter.presenting.casework import (
    desk_papers,
    desk_steps,
    papers_missing,
    sealed_facts,
    sign_at_desk,
    steps_open,
)
from mingzhang.doors.frame.presenting.applying import kind_view, offered_to, spoken
from mingzhang.doors.frame.presenting.cases import case_view
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.money import applications
from mingzhang.registers.enrolment.queries import person

REFUSED = 422


@staffed("clerk", "checker", "supervisor")
def case_page(request: HttpRequest, desk: Desk, connection: Connection, case_number: str) -> HttpResponse:
    """Show an application; the look at its person is recorded with the application's number."""
    return shown(request, desk, connection, case_here(connection, desk, case_number))


@require_POST
@staffed("clerk", "checker", "supervisor")
def open_sealed(request: HttpRequest, desk: Desk, connection: Connection, case_number: str) -> HttpResponse:
    """Show the page once with covered names and numbers open; the person sees that they were."""
    found = case_here(connection, desk, case_number)
    with connection.transaction():
        record_lookup(
            connection,
            desk.region,
            found.person_id,
            channel=CHANNEL,
            actor=desk.code,
            purpose="unmask",
            now=desk.now,
            office=desk.staff.office,
            reference=found.number,
        )
        audit(connection, desk.region, desk.code, "UNMASKED", found.number, {"kind": found.kind}, now=desk.now)
    return shown(request, desk, connection, found, opened=True)


def case_here(connection: Connection, desk: Desk, case_number: str) -> Case:
    """The application of that number in the region of the desk, its look recorded; any other is not found."""
    key = read_record_number(case_number)
    found = cases.case(connection, *key) if key is not None and key[0] == desk.region else None
    if found is None or found.kind not in applications.kinds():
        raise Http404
    look_at(connection, desk, found.person_id, "application", reference=found.number)
    return found


def shown(
    request: HttpRequest,
    desk: Desk,
    connection: Connection,
    found: Case,
    *,
    refusal: Refusal | None = None,
    opened: bool = False,
) -> HttpResponse:
    """The page of an application, with what was just refused, or with its covered names and numbers open."""
    kind, language = applications.kinds()[found.kind], desk.language
    events = cases.timeline(connection, found.region, found.id)
    documents = cases.documents(connection, found.region, found.id)
    who = person(connection, found.region, found.person_id)
    name, applicant = who.name if who is not None else "", found.applicant
    offered = offered_to(connection, kind, found.region, found.person_id)
    values: dict[str, Any] = {
        "case": case_view(found, kind, cases.clock(found, desk.now), events, documents, language, offered),
        "version": found.version,
        "four_eyes": found.four_eyes,
        "insured": name if opened else mask_name(name),
        "applicant": applicant if opened else mask_name(applicant),
        "handler": found.handler,
        "proposed": found.proposed,
        "proposed_by": found.proposed_by,
        "sign": sign_at_desk(found.state),
        "steps": desk_steps(events, found, kind, language),
        "papers": desk_papers(documents, kind, language),
        "missing": papers_missing(found, kind, documents, language),
        "sealed": sealed_facts(found, kind, language),
        "opened": opened,
        "open": steps_open(found, desk.code, desk.staff.roles),
        "reasons": [(reason.code, spoken(reason.title, language)) for reason in kind.reasons],
        "kind": kind_view(kind, found.region, found.submitted_at.date(), language),
        "person": who,
        "refusal": refusal_view(refusal, language) if refusal is not None else None,
        "largest_megabytes": cases.LARGEST_BYTES // (1024 * 1024),
    }
    return render(request, "counter/casework/case.html", values, status=200 if refusal is None else REFUSED)
