"""The declaration desk's first page: the files that came in, an employer to look for, and a new file."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.declaring import file_row
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.money.contributions.declaring import (
    check_declaration,
    files_of,
    keep_file,
    read_file,
    read_month,
    template_file,
)
from mingzhang.money.contributions.declaring.records import DeclarationFile
from mingzhang.registers.enrolment import queries as register

REFUSED = 422
LARGEST = 30 * 1024 * 1024
MOST = 50


@staffed("clerk", "checker", "supervisor", "finance")
def index(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Show the newest files and the employers found."""
    return _page(request, desk, connection)


@require_POST
@staffed("clerk")
def upload(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Check a file and keep it; what it would do is shown before anything is done."""
    kept = _kept(request, desk, connection)
    if isinstance(kept, Refusal):
        return _page(request, desk, connection, kept)
    return redirect("counter:declaring:file", kept.id)


@staffed("clerk", "checker", "supervisor", "finance")
def template(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """An empty file to fill in."""
    answer = HttpResponse(template_file(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="declaration.csv"'
    return answer


def _kept(request: HttpRequest, desk: Desk, connection: Connection) -> DeclarationFile | Refusal:
    month = read_month(request.POST.get("month", ""))
    if month is None:
        return Refusal("MONTH_UNREADABLE", {"expected": f"{desk.today:%Y-%m}"})
    code = request.POST.get("employer", "").strip()
    unit = register.employer_by_code(connection, desk.region, code) if code else None
    if code and unit is None:
        return Refusal("EMPLOYER_CODE_UNKNOWN", {"got": code})
    sent = request.FILES.get("file")
    rows = read_file(sent.read(LARGEST) if sent is not None else b"", sent.name if sent is not None else "")
    if isinstance(rows, Refusal):
        return rows
    employer_id = unit.id if unit is not None else None
    preview = check_declaration(connection, desk.region, employer_id, month, rows, on=desk.today)
    if isinstance(preview, Refusal):
        return preview
    return keep_file(connection, desk.region, preview, by=desk.code, now=desk.now)


def _page(request: HttpRequest, desk: Desk, connection: Connection, refusal: Refusal | None = None) -> HttpResponse:
    search = request.GET.get("search", "").strip()
    files = files_of(connection, desk.region, limit=MOST)
    names = register.employer_names(
        connection, desk.region, {one.employer_id for one in files if one.employer_id is not None}
    )
    shown = {
        "refusal": refusal_view(refusal, desk.language) if refusal is not None else None,
        "search": search,
        "employers": register.employers(connection, desk.region, search, limit=MOST) if search else (),
        "files": [file_row(one, names.get(one.employer_id or 0, ""), desk.language) for one in files],
        "may_upload": desk.may("clerk"),
        "employer": request.POST.get("employer", request.GET.get("employer", "")),
        "month": request.POST.get("month", "") or _this_month(desk.today),
    }
    return render(request, "counter/declaring/index.html", shown, status=200 if refusal is None else REFUSED)


def _this_month(today: date) -> str:
    return f"{today:%Y-%m}"
