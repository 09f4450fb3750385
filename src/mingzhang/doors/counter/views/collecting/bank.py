"""The bank's files: a month's debits are opened, one file of them goes out, answers come in and are taken."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books import jobs
from mingzhang.books.database import Connection
from mingzhang.books.evidence import audit
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.banking import DebitRun, debit_run, work_row
from mingzhang.doors.counter.presenting.collecting import batch_states_view, batch_view
from mingzhang.doors.counter.presenting.work import JobRow
from mingzhang.doors.counter.views.collecting.shown import REFUSED, told
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.channels.bank_file import FaultyFile
from mingzhang.money.collection.jobs import OPEN_DEBITS, TAKE_ANSWER

LARGEST = 20 * 1024 * 1024
FAULTS_SHOWN = 100
WORK_SEEN = 200  # the newest pieces of work that are looked through for a file's own


@staffed("clerk", "finance", "supervisor")
def batches(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Show the files of debits, the newest first."""
    return _batches(request, desk, connection)


@require_POST
@staffed("finance")
def open_debits(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Have the orders of a month opened for everybody with a debit agreement; asked for twice, it is done once."""
    try:
        month = date.fromisoformat(f"{request.POST.get('month', '')}-01")
    except ValueError as error:
        raise Http404 from error
    facts = {"month": month.isoformat(), "by": desk.code}
    jobs.ask(connection, desk.region, OPEN_DEBITS, facts, by=desk.code, now=desk.now)
    return redirect("counter:collecting:batches")


@require_POST
@staffed("finance")
def make_batch(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Put the waiting debits into a file."""
    made = operations.send_batch(connection, desk.region, day=desk.today, now=desk.now, by=desk.code)
    if isinstance(made, Refusal):
        return _batches(request, desk, connection, refusal=made)
    return redirect("counter:collecting:batch", made.id)


@require_POST
@staffed("finance")
def answer_in(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Check an answer of the bank and have it taken in the background; a faulty one is shown with every fault."""
    file = request.FILES.get("file")
    content = file.read(LARGEST + 1) if file is not None else b""
    kept = operations.keep_answer(connection, desk.region, content[:LARGEST], by=desk.code, now=desk.now)
    if isinstance(kept, FaultyFile):
        return _batches(request, desk, connection, faulty=kept)
    facts = {"file": kept.id, "batch": kept.batch_id}
    jobs.ask(connection, desk.region, TAKE_ANSWER, facts, by=desk.code, now=desk.now)
    return redirect("counter:collecting:batch", kept.batch_id)


@staffed("clerk", "finance", "supervisor")
def batch(request: HttpRequest, desk: Desk, connection: Connection, batch_id: int) -> HttpResponse:
    """Show one file: what became of its orders, and its answers."""
    found = queries.batch_by_id(connection, desk.region, batch_id)
    if found is None:
        raise Http404
    shown = {
        "batch": batch_view(found, desk.language),
        "states": batch_states_view(queries.batch_states(connection, desk.region, batch_id), desk.language),
        "answers": queries.answers_to(connection, desk.region, batch_id),
        "work": _taking(connection, desk, batch_id),
    }
    return render(request, "counter/collecting/batch.html", shown)


@require_POST
@staffed("finance")
def batch_file(request: HttpRequest, desk: Desk, connection: Connection, batch_id: int) -> HttpResponse:
    """The file for the bank, saved by the browser; it names accounts, so who took it is audited."""
    content = queries.batch_file(connection, desk.region, batch_id)
    if content is None:
        raise Http404
    audit(connection, desk.region, desk.code, "BATCH_FILE_TAKEN", f"batch/{batch_id}", {}, now=desk.now)
    headers = {
        "Content-Disposition": f'attachment; filename="debit-{desk.region}-{batch_id}.txt"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="text/plain; charset=utf-8", headers=headers)


def _taking(connection: Connection, desk: Desk, batch_id: int) -> JobRow | None:
    """The newest taking of an answer to a batch."""
    found = jobs.jobs_of(connection, desk.region, kinds=[TAKE_ANSWER], limit=WORK_SEEN)
    own = (work_row(one, desk.language) for one in found if one.facts.get("batch") == batch_id)
    return next(own, None)


def _newest_debits(connection: Connection, desk: Desk) -> DebitRun | None:
    """The newest run of debits."""
    found = jobs.jobs_of(connection, desk.region, kinds=[OPEN_DEBITS], limit=1)
    return debit_run(found[0], desk.language) if found else None


def _batches(
    request: HttpRequest,
    desk: Desk,
    connection: Connection,
    *,
    refusal: Refusal | None = None,
    faulty: FaultyFile | None = None,
) -> HttpResponse:
    shown = {
        "rows": [batch_view(one, desk.language) for one in queries.batches(connection, desk.region)],
        "refusal": told(refusal),
        "faults": faulty.faults[:FAULTS_SHOWN] if faulty is not None else (),
        "more_faults": max(0, len(faulty.faults) - FAULTS_SHOWN) if faulty is not None else 0,
        "may_send": desk.may("finance"),
        "debits": _newest_debits(connection, desk),
        "month": f"{desk.today:%Y-%m}",
    }
    status = 200 if refusal is None and faulty is None else REFUSED
    return render(request, "counter/collecting/batches.html", shown, status=status)
