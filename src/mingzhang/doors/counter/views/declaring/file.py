"""One declaration file: what it would do, what is wrong in it, taking it over, and how far that is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books import jobs
from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.declaring import STEPS, fault_rows, fault_words, file_row
from mingzhang.doors.counter.presenting.work import job_row
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.money.contributions.declaring import check_declaration, error_file, file_by_id, kept_rows
from mingzhang.money.contributions.declaring.records import DeclarationFile, Preview
from mingzhang.money.contributions.jobs import DECLARE
from mingzhang.registers.enrolment import queries as register

FAULTS_SHOWN, PEOPLE_SHOWN = 100, 20


@staffed("clerk", "checker", "supervisor", "finance")
def file(request: HttpRequest, desk: Desk, connection: Connection, file_id: int) -> HttpResponse:
    """Show what the file says, and how its taking over stands."""
    kept = _kept(connection, desk, file_id)
    job = _job(request, desk, connection, file_id)
    shown: dict[str, Any] = {"job": job, "may_declare": desk.may("clerk"), **_whose(connection, desk, kept)}
    if kept.state != "declared" and (job is None or job.is_over):
        shown |= _preview(connection, desk, kept)
    return render(request, "counter/declaring/file.html", shown)


@staffed("clerk", "checker", "supervisor", "finance")
def faults(request: HttpRequest, desk: Desk, connection: Connection, file_id: int) -> HttpResponse:
    """Everything that is wrong in the file, as a file for the employer."""
    preview = _checked(connection, desk, _kept(connection, desk, file_id))
    found = preview.faults if isinstance(preview, Preview) else ()
    headings = (_("行"), _("列"), _("问题"), _("应为"), _("文件里写的"))
    content = error_file(found, lambda fault: fault_words(fault, desk.language)[0], headings)
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="faults-{file_id}.csv"'
    return answer


@require_POST
@staffed("clerk")
def confirm(request: HttpRequest, desk: Desk, connection: Connection, file_id: int) -> HttpResponse:
    """Have the file taken over in the background; asked for twice, it is done once."""
    kept = _kept(connection, desk, file_id)
    facts = {"file": kept.id, "by": desk.code}
    asked = jobs.ask(connection, desk.region, DECLARE, facts, by=desk.code, now=desk.now)
    page = reverse("counter:declaring:file", args=(kept.id,))
    return redirect(page if isinstance(asked, Refusal) else f"{page}?job={asked}")


def _kept(connection: Connection, desk: Desk, file_id: int) -> DeclarationFile:
    kept = file_by_id(connection, desk.region, file_id)
    if kept is None:
        raise Http404
    return kept


def _checked(connection: Connection, desk: Desk, kept: DeclarationFile) -> Preview | Refusal:
    rows = kept_rows(connection, desk.region, kept.id)
    if isinstance(rows, Refusal):
        return rows
    return check_declaration(connection, desk.region, kept.employer_id, kept.month, rows, on=desk.today)


def _job(request: HttpRequest, desk: Desk, connection: Connection, file_id: int) -> Any:
    """The background work that the address names, if it is about this file."""
    number = request.GET.get("job", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    found = jobs.job_by_id(connection, desk.region, int(number))
    about = found is not None and found.kind == DECLARE and found.facts.get("file") == file_id
    if found is None or not about:
        return None
    row = job_row(found, desk.language)
    return replace(row, step=str(STEPS.get(row.step, "")))


def _whose(connection: Connection, desk: Desk, kept: DeclarationFile) -> dict[str, Any]:
    unit = register.employer(connection, desk.region, kept.employer_id) if kept.employer_id is not None else None
    return {
        "file": kept,
        "row": file_row(kept, unit.name if unit is not None else "", desk.language),
        "unit": unit,
        "person_due": yuan(kept.person_due_fen),
        "employer_due": yuan(kept.employer_due_fen),
    }


def _preview(connection: Connection, desk: Desk, kept: DeclarationFile) -> dict[str, Any]:
    """What the file would do as the register is now."""
    preview = _checked(connection, desk, kept)
    if isinstance(preview, Refusal):
        return {"refusal": refusal_view(preview, desk.language)}
    moved = [one for one in preview.entries if one.action != "unchanged"]
    return {
        "preview": preview,
        "counts": {name: preview.count(name) for name in ("join", "leave", "change", "unchanged")},
        "people": [
            (one.row.number, mask_name(one.row.name), one.action, yuan(one.row.wage_fen), yuan(one.base_fen))
            for one in moved[:PEOPLE_SHOWN]
        ],
        "more_people": max(0, len(moved) - PEOPLE_SHOWN),
        "errors": fault_rows(preview.errors[:FAULTS_SHOWN], desk.language),
        "more_errors": max(0, len(preview.errors) - FAULTS_SHOWN),
        "warnings": fault_rows(preview.warnings[:FAULTS_SHOWN], desk.language),
        "more_warnings": max(0, len(preview.warnings) - FAULTS_SHOWN),
        "person_due": yuan(preview.person_due_fen),
        "employer_due": yuan(preview.employer_due_fen),
        "total_due": yuan(preview.person_due_fen + preview.employer_due_fen),
    }
