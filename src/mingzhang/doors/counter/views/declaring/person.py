"""A person at the declaration desk: the map of months with its gaps, corrections, and what paying late costs today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.declaring import quote_view
from mingzhang.doors.counter.sections.months import gather
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import signed_yuan, yuan
from mingzhang.doors.frame.presenting.months import month_words
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.money.contributions import queries
from mingzhang.money.contributions.late import late_quote, restorations_of
from mingzhang.registers.enrolment.records import Person


@staffed("clerk", "checker", "supervisor", "finance", purpose="contribution")
def person(request: HttpRequest, desk: Desk, connection: Connection, person: Person) -> HttpResponse:
    """Show how the person's contributions stand."""
    quote = late_quote(connection, desk.region, person.id, on=desk.today)
    language = desk.language
    shown = {
        "number": person.number,
        "name": mask_name(person.name),
        "months": {"title": _("缴费月份")},
        "data": gather(connection, desk, person),
        "quote": None if isinstance(quote, Refusal) else quote_view(quote, desk.region, language),
        "no_quote": refusal_view(quote, language) if isinstance(quote, Refusal) else None,
        "today": dates.day(desk.today, language),
        "changes": [
            (
                month_words(one.month, 1, language),
                yuan(one.person_before_fen + one.employer_before_fen),
                yuan(one.person_after_fen + one.employer_after_fen),
                one.changed_by,
                dates.moment(one.changed_at, language),
            )
            for one in queries.due_changes(connection, desk.region, person.id)
        ],
        "differences": [
            (
                month_words(one.month, 1, language),
                signed_yuan(one.person_part_fen),
                signed_yuan(one.employer_part_fen),
                month_words(one.collected_month, 1, language) if one.collected_month else "",
                one.person_part_fen + one.employer_part_fen < 0,
            )
            for one in queries.differences(connection, desk.region, person.id)
        ],
        "restorations": [
            (
                month_words(one.first_month, 1, language),
                month_words(one.last_month, 1, language),
                one.gap_months,
                dates.day(one.restored_on, language),
                one.covered,
            )
            for one in restorations_of(connection, desk.region, person.id)
        ],
    }
    return render(request, "counter/declaring/person.html", shown)
