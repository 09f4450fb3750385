"""Payments of account money on their way to bank accounts: sent, paid or returned; and a year's interest."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books import jobs
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.allocating import payout_rows
from mingzhang.doors.counter.presenting.work import job_row
from mingzhang.doors.counter.wording import told
from mingzhang.money.accounts import operations, queries
from mingzhang.money.accounts.jobs import INTEREST
from mingzhang.money.accounts.records import Payee, Payout

REFUSED = 422
LONGEST = 60
YEARS_SHOWN = 3

Step = Callable[[HttpRequest, Desk, Connection, int], Payout | Refusal]


@staffed("clerk", "checker", "finance", "supervisor")
def payouts(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Show the payments that have not arrived yet, oldest first."""
    return _page(request, desk, connection, None)


@require_POST
@staffed("finance")
def step(request: HttpRequest, desk: Desk, connection: Connection, payout_id: int, what: str) -> HttpResponse:
    """Take a payment one stage on, as the bank says."""
    if what not in STEPS:
        raise Http404
    outcome = STEPS[what](request, desk, connection, payout_id)
    if isinstance(outcome, Refusal):
        return _page(request, desk, connection, outcome)
    return redirect("counter:allocating:payouts")


@staffed("supervisor", "finance")
def interest(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Ask for a year's interest as a supervisor; show how the runs went."""
    if request.method == "POST":
        year = request.POST.get("year", "")
        if not desk.may("supervisor"):
            return render(request, "counter/not_allowed.html", status=403)
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            raise Http404
        facts = {"year": int(year)}
        jobs.ask(connection, desk.region, INTEREST, facts, by=desk.code, now=desk.now)
        return redirect("counter:allocating:interest")
    found = jobs.jobs_of(connection, desk.region, kinds=[INTEREST], limit=20)
    years = range(desk.today.year - 1, desk.today.year - 1 - YEARS_SHOWN, -1)
    shown = {
        "years": list(years),
        "rows": [(one.facts.get("year"), job_row(one, desk.language)) for one in found],
        "may_run": desk.may("supervisor"),
    }
    return render(request, "counter/allocating/interest.html", shown)


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:LONGEST]


def _send(request: HttpRequest, desk: Desk, connection: Connection, payout_id: int) -> Payout | Refusal:
    serial = _text(request, "serial")
    return operations.send_payout(connection, desk.region, payout_id, serial=serial, by=desk.code, now=desk.now)


def _settle(request: HttpRequest, desk: Desk, connection: Connection, payout_id: int) -> Payout | Refusal:
    return operations.settle_payout(connection, desk.region, payout_id, by=desk.code, now=desk.now)


def _fail(request: HttpRequest, desk: Desk, connection: Connection, payout_id: int) -> Payout | Refusal:
    reason = _text(request, "reason")
    return operations.fail_payout(connection, desk.region, payout_id, reason=reason, by=desk.code, now=desk.now)


def _correct(request: HttpRequest, desk: Desk, connection: Connection, payout_id: int) -> Payout | Refusal:
    payee = Payee(_text(request, "payee"), _text(request, "bank_account"))
    return operations.correct_payee(connection, desk.region, payout_id, payee, by=desk.code, now=desk.now)


STEPS: dict[str, Step] = {"send": _send, "paid": _settle, "failed": _fail, "correct": _correct}


def _page(request: HttpRequest, desk: Desk, connection: Connection, refusal: Refusal | None) -> HttpResponse:
    found = queries.payouts(connection, desk.region)
    shown = {
        "rows": payout_rows(desk.region, found, desk.language),
        "may_pay": desk.may("finance"),
        "fault": told(refusal, desk.language) if refusal is not None else "",
    }
    return render(request, "counter/allocating/payouts.html", shown, status=200 if refusal is None else REFUSED)
