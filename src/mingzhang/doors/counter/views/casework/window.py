"""Taking an application in at the window: choose the kind, fill in, scan the papers; it is accepted at once."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from psycopg import Rollback

from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases
from mingzhang.books.cases import Case, CaseKind
from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.views.casework.page import REFUSED
from mingzhang.doors.counter.views.casework.papers import keep_papers
from mingzhang.doors.frame.presenting.applying import Typed, fields_of, kind_view, name_of, offered_to
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.money import applications
from mingzhang.registers.enrolment.records import Person

CHANNEL = "counter"
LONGEST_NAME = 60


@staffed("clerk", purpose="application")
def choose_kind(request: HttpRequest, desk: Desk, connection: Connection, person: Person) -> HttpResponse:
    """Show the kinds of application with their time and papers."""
    views = [kind_view(kind, desk.region, desk.today, desk.language) for kind in applications.kinds().values()]
    return render(
        request, "counter/casework/start.html", {"person": person, "name": mask_name(person.name), "kinds": views}
    )


@staffed("clerk", purpose="application")
def take_in(request: HttpRequest, desk: Desk, connection: Connection, person: Person, slug: str) -> HttpResponse:
    """Show the form of a kind, or hand it in with its papers, all or nothing."""
    kind = applications.kinds().get(name_of(slug))
    if kind is None:
        raise Http404
    if request.method != "POST":
        return _form(request, desk, connection, person, kind, Typed({}))
    typed = {name: str(value) for name, value in request.POST.items()}
    found = _hand_in(request, desk, connection, person, kind, typed)
    if isinstance(found, Refusal):
        return _form(request, desk, connection, person, kind, _at_fault(found, desk, typed), found)
    return redirect("counter:casework:case", found.number)


def _hand_in(
    request: HttpRequest,
    desk: Desk,
    connection: Connection,
    person: Person,
    kind: CaseKind,
    typed: dict[str, str],
) -> Case | Refusal:
    facts = cases.read_facts(kind, typed)
    if isinstance(facts, Refusal):
        return facts
    outcome: Case | Refusal
    with connection.transaction() as whole:
        outcome = cases.submit(
            connection,
            desk.region,
            kind,
            person_id=person.id,
            applicant=typed.get("applicant", "").strip()[:LONGEST_NAME] or person.name,
            channel=CHANNEL,
            facts=facts,
            now=desk.now,
            by=desk.code,
        )
        if isinstance(outcome, Case):
            outcome = keep_papers(request, desk, connection, outcome) or cases.accept(
                connection, desk.region, outcome.id, by=desk.code, now=desk.now
            )
        if isinstance(outcome, Refusal):
            raise Rollback(whole)
    return outcome


def _at_fault(refusal: Refusal, desk: Desk, typed: dict[str, str]) -> Typed:
    """What was typed, with the field that the refusal names."""
    return Typed(typed, str(refusal.facts.get("field", "")), refusal_view(refusal, desk.language).what)


def _form(
    request: HttpRequest,
    desk: Desk,
    connection: Connection,
    person: Person,
    kind: CaseKind,
    typed: Typed,
    refusal: Refusal | None = None,
) -> HttpResponse:
    offered = offered_to(connection, kind, desk.region, person.id)
    values = {
        "person": person,
        "kind": kind_view(kind, desk.region, desk.today, desk.language, typed),
        "fields": fields_of(kind, typed, offered, desk.language),
        "name": mask_name(person.name),
        "applicant": typed.texts.get("applicant", ""),
        "refusal": refusal_view(refusal, desk.language) if refusal is not None else None,
        "largest_megabytes": cases.LARGEST_BYTES // (1024 * 1024),
    }
    return render(request, "counter/casework/take_in.html", values, status=200 if refusal is None else REFUSED)
