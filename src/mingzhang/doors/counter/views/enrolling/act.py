"""One act for one person: its form, and carrying it out. What is refused is told beside the field it is about."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases
from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.enrolling.act import Act, Doing, acts, situation
from mingzhang.doors.counter.wording import told
from mingzhang.doors.frame.presenting.applying import Typed, fields_of, offered_to, spoken
from mingzhang.registers.enrolment.records import Person

REFUSED = 422


@staffed("clerk", purpose="enrolment")
def act(request: HttpRequest, desk: Desk, connection: Connection, person: Person, name: str) -> HttpResponse:
    """Show the form of an act, or carry it out and go back to the person's page."""
    found = acts().get(name)
    if found is None:
        raise Http404
    page = reverse("counter:enrolling:person", args=(person.number,))
    if request.method != "POST":
        stands = situation(connection, desk, person)
        if not found.offered(stands):
            return redirect(page)
        return _form(request, desk, connection, person, found, Typed(found.first(stands)))
    typed = {name: str(value) for name, value in request.POST.items()}
    refusal = carried_out(connection, desk, person, found, typed)
    if refusal is not None:
        return _form(request, desk, connection, person, found, _at_fault(found, refusal, desk, typed), refusal)
    return redirect(f"{page}?done={found.name}")


def carried_out(
    connection: Connection, desk: Desk, person: Person, found: Act, typed: Mapping[str, str]
) -> Refusal | None:
    """Read the form and do it, all or nothing; what was refused, or None."""
    facts = cases.read_facts(found, typed)
    if isinstance(facts, Refusal):
        return facts
    with connection.transaction():
        outcome = found.work(Doing(connection, desk, person, facts))
    return outcome if isinstance(outcome, Refusal) else None


def _at_fault(found: Act, refusal: Refusal, desk: Desk, typed: Mapping[str, str]) -> Typed:
    """What was typed, with the field that the refusal is about."""
    field = str(refusal.facts.get("field") or found.at_fault.get(refusal.code, ""))
    return Typed(typed, field, told(refusal, desk.language))


def _form(
    request: HttpRequest,
    desk: Desk,
    connection: Connection,
    person: Person,
    found: Act,
    typed: Typed,
    refusal: Refusal | None = None,
) -> HttpResponse:
    offered = offered_to(connection, found, desk.region, person.id)
    shown = {
        "number": person.number,
        "name": mask_name(person.name),
        "title": spoken(found.title, desk.language),
        "fields": fields_of(found, typed, offered, desk.language),
        "fault": typed.fault if refusal is not None and not typed.fault_at else "",
    }
    return render(request, "counter/enrolling/act.html", shown, status=200 if refusal is None else REFUSED)
