"""The bank's files: one of all waiting debits goes out, answers come in; a faulty one has no effect and tells why."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.evidence import audit
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.collecting import batch_states_view, batch_view
from mingzhang.doors.counter.views.collecting.shown import REFUSED, told
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.channels.bank_file import FaultyFile

LARGEST = 20 * 1024 * 1024
FAULTS_SHOWN = 100


@staffed("clerk", "finance", "supervisor")
def batches(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Show the files of debits, the newest first."""
    return _batches(request, desk, connection)


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
    """Take an answer of the bank."""
    file = request.FILES.get("file")
    content = file.read(LARGEST + 1) if file is not None else b""
    taken = operations.take_answer(connection, desk.region, content[:LARGEST], now=desk.now)
    if isinstance(taken, FaultyFile):
        return _batches(request, desk, connection, faulty=taken)
    return redirect("counter:collecting:batch", taken.batch_id)


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
    }
    status = 200 if refusal is None and faulty is None else REFUSED
    return render(request, "counter/collecting/batches.html", shown, status=status)
