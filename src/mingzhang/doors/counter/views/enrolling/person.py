"""A person at the enrolment desk: what the register has, what contradicts it, and the acts that are offered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.enrolling.act import Situation, acts, situation
from mingzhang.doors.counter.presenting.cover import cover_rows
from mingzhang.doors.counter.presenting.enrolling import compared, double_rows, event_rows, transfer_rows
from mingzhang.doors.counter.wording import told
from mingzhang.doors.frame.presenting.applying import spoken
from mingzhang.registers.enrolment import queries
from mingzhang.registers.enrolment.records import Person


@staffed("clerk", "checker", "supervisor", purpose="enrolment")
def person(request: HttpRequest, desk: Desk, connection: Connection, person: Person) -> HttpResponse:
    """Show the person, with what was done just now."""
    found = situation(connection, desk, person)
    done = acts().get(request.GET.get("done", ""))
    shown = {
        "number": person.number,
        "name": mask_name(person.name),
        "note": spoken(done.done, desk.language) if done is not None else "",
        "acts": _offered(desk, found),
        "may_apply": desk.may("clerk"),
        **_register(connection, desk, found),
        **_against_it(connection, desk, found),
    }
    return render(request, "counter/enrolling/person.html", shown)


def _offered(desk: Desk, found: Situation) -> list[tuple[str, str]]:
    """The acts that fit how the person stands; only clerks act."""
    if not desk.may("clerk"):
        return []
    return [(act.name, spoken(act.title, desk.language)) for act in acts().values() if act.offered(found)]


def _register(connection: Connection, desk: Desk, found: Situation) -> dict[str, object]:
    units = {one.employer_id for one in found.coverages if one.employer_id is not None}
    employers = queries.employer_names(connection, desk.region, units)
    years = queries.years_towards_retirement(connection, desk.region, found.person.id, desk.today)
    return {
        "cover": {
            "title": _("参保经历"),
            "rows": cover_rows(found.coverages, employers, desk.today, desk.language),
        },
        "transfers": transfer_rows(found.transfers, desk.language),
        "events": event_rows(queries.events(connection, desk.region, found.person.id), desk.language),
        "years": None if isinstance(years, Refusal) else years,
        "years_unknown": told(years, desk.language) if isinstance(years, Refusal) else "",
        "is_employee": any(one.scheme == "employee" for one in found.coverages),
    }


def _against_it(connection: Connection, desk: Desk, found: Situation) -> dict[str, object]:
    who = found.person
    known = queries.identities(connection, desk.region, who.id)
    differences = queries.identity_differences(connection, desk.region, who.id, desk.today)
    doubles = found.duplicates
    return {
        "compared": compared(who, known, differences, desk.today, desk.language),
        "doubles": () if isinstance(doubles, Refusal) else double_rows(doubles, desk.language),
        "doubles_unknown": told(doubles, desk.language) if isinstance(doubles, Refusal) else "",
    }
