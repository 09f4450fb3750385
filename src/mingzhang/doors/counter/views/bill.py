"""One bill of a person: who paid what and by which rule, line by line."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.access.desk import STATED, Desk, staffed
from mingzhang.doors.counter.access.own import bill_of
from mingzhang.doors.counter.staff.records import BUSINESS
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.statement import statement_view
from mingzhang.doors.frame.presenting.words import named
from mingzhang.registers.enrolment.records import Person
from mingzhang.registers.institutions.queries import institution
from mingzhang.rules.settlement import Outcome


@staffed(*BUSINESS, purpose=STATED)
def bill(request: HttpRequest, desk: Desk, connection: Connection, person: Person, bill_number: str) -> HttpResponse:
    """Show one bill of this person."""
    settled = bill_of(connection, person, bill_number)
    if settled is None:
        raise Http404
    where = institution(connection, settled.institution_region, settled.institution_id)
    sums = settled.amounts
    shown = {
        "number": person.number,
        "name": mask_name(person.name),
        "bill": bill_number,
        "where": where.name if where else settled.institution_region,
        "benefit": named(settled.benefit, desk.language),
        "on": dates.day(settled.service_on, desk.language),
        "settled_at": dates.moment(settled.settled_at, desk.language),
        "cancelled": settled.cancelled_by is not None,
        "total": yuan(sums.total_fen),
        "fund": yuan(sums.fund_fen),
        "account": yuan(sums.account_fen),
        "family": yuan(sums.family_fen),
        "cash": yuan(sums.cash_fen),
        "statement": statement_view(Outcome.from_data(settled.outcome), desk.region, settled.service_on, desk.language),
    }
    return render(request, "counter/bill.html", shown)
