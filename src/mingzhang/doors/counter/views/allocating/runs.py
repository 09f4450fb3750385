"""Months by the region's calendar: previewed, run in the background, looked through by reason."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingzhang.basics.periods import add_months, month_of
from mingzhang.books import jobs
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.allocating import (
    REASONS,
    MonthRow,
    month_row,
    part_rows,
    person_rows,
    preview_rows,
)
from mingzhang.doors.counter.presenting.work import job_row
from mingzhang.doors.frame.asked import FIRST_DAY, LAST_DAY
from mingzhang.money.accounts import queries
from mingzhang.money.accounts.jobs import ALLOCATE, INTEREST, PREVIEW
from mingzhang.money.accounts.records import CalendarMonth
from mingzhang.registers.enrolment.queries import person

MONTHS_BACK = 11
ROWS = 50
KINDS = {"run": ALLOCATE, "preview": PREVIEW}


@staffed("clerk", "checker", "finance", "supervisor")
def index(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Show a year of months, the newest first, and what of the region's work runs."""
    this = month_of(desk.today)
    months = queries.calendar_of(connection, desk.region, add_months(this, -MONTHS_BACK), add_months(this, 1))
    late = queries.late_months(connection, desk.region, desk.today)
    rows = [month_row(one, one.month in late, desk.language) for one in reversed(months)]
    return render(request, "counter/allocating/index.html", {"rows": rows, "running": _running(connection, desk)})


@staffed("clerk", "checker", "finance", "supervisor")
def month(request: HttpRequest, desk: Desk, connection: Connection, name: str) -> HttpResponse:
    """One month: its run by reason, the newest preview, work that runs, and what may be started."""
    one = _month_here(connection, desk, name)
    parts = queries.run_parts(connection, desk.region, one.run.id) if one.run is not None else ()
    newest = _newest(connection, desk, one.month)
    ran = newest.get("run")
    shown = {
        "row": _row(connection, desk, one),
        "has_run": one.run is not None,
        "closes": one.closes,
        "parts": part_rows(parts, desk.language),
        "running": [row for row in _running(connection, desk) if row[0] == one.month.isoformat()],
        "preview": preview_rows(newest["preview"]) if "preview" in newest else [],
        "previewed": job_row(newest["preview"], desk.language) if "preview" in newest else None,
        "failed": job_row(ran, desk.language) if ran is not None and ran.state == "failed" else None,
        "may_run": desk.may("supervisor") and one.closes,
    }
    return render(request, "counter/allocating/month.html", shown)


@require_POST
@staffed("clerk", "checker", "finance", "supervisor")
def start(request: HttpRequest, desk: Desk, connection: Connection, name: str, what: str) -> HttpResponse:
    """Ask for a preview or, as a supervisor, for the run; work that is asked for already is not asked for twice."""
    if what not in KINDS:
        raise Http404
    if what == "run" and not desk.may("supervisor"):
        return render(request, "counter/not_allowed.html", status=403)
    one = _month_here(connection, desk, name)
    facts = {"month": one.month.isoformat()}
    jobs.ask(connection, desk.region, KINDS[what], facts, by=desk.code, now=desk.now)
    return redirect("counter:allocating:month", name)


@staffed("clerk", "checker", "finance", "supervisor")
def people(request: HttpRequest, desk: Desk, connection: Connection, name: str, reason: str) -> HttpResponse:
    """The people of a month's run who ended for one reason, a page at a time; their names are covered."""
    one = _month_here(connection, desk, name)
    if reason not in REASONS or one.run is None:
        raise Http404
    after = request.GET.get("after", "0")
    last = int(after) if after.isascii() and after.isdigit() and len(after) < 15 else 0
    found = queries.skipped(connection, desk.region, one.run.id, reason, after=last, limit=ROWS + 1)
    names = {row.person_id: _name(connection, desk.region, row.person_id) for row in found[:ROWS]}
    shown = {
        "row": _row(connection, desk, one),
        "sign": REASONS[reason],
        "rows": person_rows(desk.region, found[:ROWS], names, desk.language),
        "next": found[ROWS - 1].person_id if len(found) > ROWS else None,
    }
    return render(request, "counter/allocating/people.html", shown)


def _month_here(connection: Connection, desk: Desk, name: str) -> CalendarMonth:
    try:
        first = date.fromisoformat(f"{name}-01")
    except ValueError as error:
        raise Http404 from error
    if not FIRST_DAY <= first <= LAST_DAY:
        raise Http404
    (one,) = queries.calendar_of(connection, desk.region, first, first)
    return one


def _row(connection: Connection, desk: Desk, one: CalendarMonth) -> MonthRow:
    late = one.month in queries.late_months(connection, desk.region, desk.today)
    return month_row(one, late, desk.language)


def _name(connection: Connection, region: str, person_id: int) -> str:
    who = person(connection, region, person_id)
    return who.name if who is not None else ""


def _running(connection: Connection, desk: Desk) -> list[tuple[str, object]]:
    kinds = [*KINDS.values(), INTEREST]
    found = jobs.jobs_of(connection, desk.region, kinds=kinds, states=("waiting", "running"))
    return [(str(one.facts.get("month", "")), job_row(one, desk.language)) for one in found]


def _newest(connection: Connection, desk: Desk, of: date) -> dict[str, jobs.Job]:
    """The newest preview that ended well, and the newest run of the month."""
    found = jobs.jobs_of(connection, desk.region, kinds=list(KINDS.values()), limit=200)
    mine = [one for one in found if one.facts.get("month") == of.isoformat()]
    newest: dict[str, jobs.Job] = {}
    for what, kind in KINDS.items():
        of_kind = [one for one in mine if one.kind == kind and (what == "run" or one.state == "done")]
        if of_kind:
            newest[what] = of_kind[0]
    return newest
