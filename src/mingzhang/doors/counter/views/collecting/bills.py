"""Channels' bills: imported and reconciled at once, and what differs closed one by one."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.collecting import CLOSED, difference_rows
from mingzhang.doors.counter.views.collecting.shown import REFUSED, told
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.channels import channel_name
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.channels.bank_file import FaultyFile
from mingzhang.money.collection.kinds import CHANNELS
from mingzhang.money.collection.reconciling.closing import HOW, How

LARGEST = 20 * 1024 * 1024
FAULTS_SHOWN, DIFFERENCES_SHOWN = 100, 200


@staffed("clerk", "finance", "supervisor")
def bills(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Show the bills, the newest day first."""
    return _bills(request, desk, connection)


@require_POST
@staffed("finance")
def import_in(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Import a bill and reconcile it."""
    channel, day = request.POST.get("channel", ""), _day(request.POST.get("day", ""))
    file = request.FILES.get("file")
    read = operations.read_bill(file.read(LARGEST + 1)[:LARGEST] if file is not None else b"")
    if day is None:
        return _bills(request, desk, connection, refusal=Refusal("BILL_DAY_MISSING", {}))
    if isinstance(read, FaultyFile):
        return _bills(request, desk, connection, faulty=read)
    imported = operations.import_bill(connection, desk.region, channel, day, read, by=desk.code, now=desk.now)
    if isinstance(imported, Refusal):
        return _bills(request, desk, connection, refusal=imported)
    operations.reconcile(connection, desk.region, imported.id, now=desk.now)
    return redirect("counter:collecting:bill", imported.id)


@staffed("clerk", "checker", "finance", "supervisor")
def bill(request: HttpRequest, desk: Desk, connection: Connection, bill_id: int) -> HttpResponse:
    """Show one bill with what differs."""
    return bill_page(request, desk, connection, bill_id)


@require_POST
@staffed("finance")
def close(request: HttpRequest, desk: Desk, connection: Connection, difference_id: int) -> HttpResponse:
    """Close a difference, by hand with a note or by sending a second payment back."""
    known = queries.difference_by_id(connection, desk.region, difference_id)
    how = request.POST.get("how", "")
    if known is None or how not in (*HOW, "second_sent_back"):
        raise Http404
    if how == "second_sent_back":
        closed = operations.send_second_back(connection, desk.region, difference_id, by=desk.code, now=desk.now)
    else:
        note = request.POST.get("note", "")[:500]
        closed = operations.close_difference(
            connection, desk.region, difference_id, how=cast(How, how), note=note, by=desk.code, now=desk.now
        )
    if isinstance(closed, Refusal):
        return bill_page(request, desk, connection, known.bill_id, refusal=closed)
    return redirect("counter:collecting:bill", known.bill_id)


def bill_page(
    request: HttpRequest, desk: Desk, connection: Connection, bill_id: int, *, refusal: Refusal | None = None
) -> HttpResponse:
    """The page of a bill, with what was just refused."""
    found = queries.bill_by_id(connection, desk.region, bill_id)
    if found is None:
        raise Http404
    totals = queries.bill_totals(connection, desk.region, bill_id)
    differences = queries.differences_of(connection, desk.region, bill_id, limit=DIFFERENCES_SHOWN)
    shown = {
        "bill": found,
        "channel": channel_name(found.channel),
        "day": dates.day(found.day, desk.language),
        "theirs": (totals.theirs, yuan(totals.theirs_fen)),
        "ours": (totals.ours, yuan(totals.ours_fen)),
        "rows": difference_rows(desk.region, differences),
        "hows": [(how, CLOSED[how]) for how in HOW],
        "may_close": desk.may("finance"),
        "refusal": told(refusal),
    }
    return render(request, "counter/collecting/bill.html", shown, status=200 if refusal is None else REFUSED)


def _bills(
    request: HttpRequest,
    desk: Desk,
    connection: Connection,
    *,
    refusal: Refusal | None = None,
    faulty: FaultyFile | None = None,
) -> HttpResponse:
    rows = [
        {
            "id": one.id,
            "channel": channel_name(one.channel),
            "day": dates.day(one.day, desk.language),
            "rows": one.rows,
            "amount": yuan(one.amount_fen),
            "imported": dates.moment(one.imported_at, desk.language),
            "by": one.imported_by,
            "open": one.open_differences,
        }
        for one in queries.bills(connection, desk.region)
    ]
    shown = {
        "rows": rows,
        "channels": [(name, channel_name(name)) for name in CHANNELS],
        "refusal": told(refusal),
        "faults": faulty.faults[:FAULTS_SHOWN] if faulty is not None else (),
        "more_faults": max(0, len(faulty.faults) - FAULTS_SHOWN) if faulty is not None else 0,
        "may_import": desk.may("finance"),
    }
    status = 200 if refusal is None and faulty is None else REFUSED
    return render(request, "counter/collecting/bills.html", shown, status=status)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
