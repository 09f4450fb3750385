"""Search: people of the region by any number or by name, and employers by code or name; everything covered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.found import found_employers, found_people
from mingzhang.doors.counter.staff.records import BUSINESS
from mingzhang.doors.counter.wording import told
from mingzhang.doors.frame import tries
from mingzhang.doors.frame.presenting.places import short_name
from mingzhang.doors.frame.presenting.words import COUNTER_PURPOSES
from mingzhang.registers.enrolment.queries import employers, find_people, search_people

LONGEST_TEXT = 60
SEARCHES_IN_A_QUARTER = 200  # of an hour; a clerk at a busy window asks once in ten seconds
EMPLOYERS_SHOWN = 20
UNSPOKEN = "unmask"  # a purpose that is never chosen: opening what is covered records it


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed into the search form."""

    text: str
    born: date | None
    purpose: str
    reference: str


def asked_of(request: HttpRequest) -> Asked:
    """What the form says; a day that cannot be read is none."""
    return Asked(
        text=request.POST.get("text", "").strip()[:LONGEST_TEXT],
        born=_day(request.POST.get("born", "").strip()),
        purpose=request.POST.get("purpose", ""),
        reference=request.POST.get("reference", "").strip()[:LONGEST_TEXT],
    )


@staffed(*BUSINESS)
def search(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Find people and employers of the region at the desk; numbers stay out of addresses, so the form posts."""
    asked = asked_of(request)
    shown: dict[str, object] = {"asked": asked, "purposes": purposes()}
    if request.method != "POST":
        return render(request, "counter/search.html", shown)
    refusal = _may_search(connection, desk, asked)
    if refusal is not None:
        return render(request, "counter/search.html", shown | {"fault": told(refusal, desk.language)}, status=422)
    people = search_people(connection, desk.region, asked.text, on=desk.today, born=asked.born)
    units = employers(connection, desk.region, asked.text, limit=EMPLOYERS_SHOWN)
    shown |= {
        "searched": True,
        "people": found_people(people, desk.language),
        "employers": found_employers(units),
        "elsewhere": () if people else _elsewhere(connection, desk, asked.text),
    }
    return render(request, "counter/search.html", shown)


def purposes() -> list[tuple[str, object]]:
    """The purposes to choose from."""
    return [(code, words) for code, words in COUNTER_PURPOSES.items() if code != UNSPOKEN]


def _may_search(connection: Connection, desk: Desk, asked: Asked) -> Refusal | None:
    if not asked.text:
        return Refusal("SEARCH_NEEDS_MORE", {}, "after_fix")
    counted = tries.count_code(connection, tries.subject_of("counter search", desk.code), desk.now)
    return Refusal("SEARCHED_TOO_OFTEN", {}, "later") if counted.codes_sent > SEARCHES_IN_A_QUARTER else None


def _elsewhere(connection: Connection, desk: Desk, text: str) -> tuple[str, ...]:
    """Other regions of the desk's own scope whose registers know this number."""
    known = {key.region for key in find_people(connection, text)}
    return tuple(short_name(region, desk.language) for region in desk.staff.regions if region in known - {desk.region})


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%Y%m%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
