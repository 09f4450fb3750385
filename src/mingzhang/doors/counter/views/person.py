"""A person's page: everything the books know that a desk needs, side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from mingzhang.answers.why.symptoms import SYMPTOMS
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, person_here, staffed
from mingzhang.doors.counter.access.looks import has_open_look
from mingzhang.doors.counter.area import areas_for
from mingzhang.doors.counter.section import sections
from mingzhang.doors.counter.staff.records import BUSINESS
from mingzhang.doors.counter.views.opening import state_purpose
from mingzhang.doors.counter.views.why import ASKED_FIRST
from mingzhang.registers.enrolment.records import Person


@staffed(*BUSINESS)
def person(request: HttpRequest, desk: Desk, connection: Connection, number: str) -> HttpResponse:
    """Show the person; without an open look, ask first for what."""
    found = person_here(connection, desk, number)
    if not has_open_look(connection, desk, found.id):
        return state_purpose(request, desk, found.number)
    return render(request, "counter/person.html", person_page(connection, desk, found))


def person_page(connection: Connection, desk: Desk, found: Person) -> dict[str, object]:
    """What the page shows, its sections gathered in their order."""
    shown = [(section, section.gather(connection, desk, found)) for section in sections()]
    return {
        "number": found.number,
        "main": [one for one in shown if one[0].side == "main"],
        "side": [one for one in shown if one[0].side == "side"],
        "pages": _pages(desk, found.number),
        "symptoms": [(code, SYMPTOMS[code].of(desk.language)) for code in ASKED_FIRST],
        "all_symptoms": [(code, words.of(desk.language)) for code, words in SYMPTOMS.items()],
    }


def _pages(desk: Desk, number: str) -> list[tuple[object, str]]:
    """The areas' pages about this person that the desk may open."""
    return [
        (page.title, reverse(f"counter:{area.name}:{page.name}", args=(number,)))
        for area in areas_for(desk)
        for page in area.person_pages
        if desk.may(*page.roles)
    ]
