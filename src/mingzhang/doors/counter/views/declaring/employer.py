"""An employer's ledger: month by month what was due and paid, and the files it declared by."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.basics.periods import add_months, month_of
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.declaring import file_row, ledger_rows
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.money.contributions import queries
from mingzhang.money.contributions.declaring import files_of
from mingzhang.registers.enrolment import queries as register

MONTHS_SHOWN = 24


@staffed("clerk", "checker", "supervisor", "finance")
def employer(request: HttpRequest, desk: Desk, connection: Connection, code: str) -> HttpResponse:
    """Show the last two years."""
    unit = register.employer_by_code(connection, desk.region, code)
    if unit is None:
        raise Http404
    first = add_months(month_of(desk.today), 1 - MONTHS_SHOWN)
    months = queries.employer_months(connection, desk.region, unit.id, first, desk.today)
    owed = sum(one.due_fen - one.paid_fen for one in months if one.due_on < desk.today)
    shown = {
        "unit": unit,
        "rows": ledger_rows(months, desk.today, desk.language),
        "files": [file_row(one, unit.name, desk.language) for one in files_of(connection, desk.region, unit.id)],
        "owed": yuan(owed) if owed else "",
        "staff": register.staff_count(connection, desk.region, unit.id, desk.today),
        "may_upload": desk.may("clerk"),
        "month": f"{desk.today:%Y-%m}",
    }
    return render(request, "counter/declaring/employer.html", shown)
