"""Freezes: those that run, ordering one by an authority's document, and ending one."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.account import FREEZES
from mingzhang.doors.counter.presenting.allocating import frozen_rows
from mingzhang.doors.counter.wording import told
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.money.accounts import operations, queries
from mingzhang.money.accounts.records import Freeze
from mingzhang.registers.enrolment.queries import person as person_in_register
from mingzhang.registers.enrolment.records import Person

REFUSED = 422
LONGEST = 200
ROWS = 50


@staffed("clerk", "checker", "supervisor")
def freezes(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Show the freezes that run in the region, in the order in which they were ordered."""
    found = queries.frozen_now(connection, desk.region, desk.today, limit=ROWS)
    people = {one.person_id: person_in_register(connection, desk.region, one.person_id) for one in found}
    names = {person_id: who.name for person_id, who in people.items() if who is not None}
    return render(
        request, "counter/allocating/freezes.html", {"rows": frozen_rows(desk.region, found, names, desk.language)}
    )


@staffed("supervisor", purpose="account")
def freeze(request: HttpRequest, desk: Desk, connection: Connection, person: Person) -> HttpResponse:
    """A person's freezes; a form orders one by an authority's document, for all the account holds."""
    refusal = None
    if request.method == "POST":
        outcome = _ordered(request, desk, connection, person)
        if not isinstance(outcome, Refusal):
            return redirect("counter:allocating:freeze", person.number)
        refusal = outcome
    return _page(request, desk, connection, person, refusal)


@require_POST
@staffed("supervisor", purpose="account")
def unfreeze(request: HttpRequest, desk: Desk, connection: Connection, person: Person, freeze_id: int) -> HttpResponse:
    """End a freeze of the person by the document that the form names."""
    if freeze_id not in [one.id for one in queries.freezes(connection, desk.region, person.id)]:
        raise Http404
    basis = request.POST.get("basis", "").strip()[:LONGEST]
    outcome: int | Refusal
    if not basis:
        outcome = Refusal("FREEZE_NEEDS_BASIS", {})
    else:
        outcome = operations.unfreeze_account(
            connection, desk.region, freeze_id, now=desk.now, by=desk.code, basis=basis
        )
    if isinstance(outcome, Refusal):
        return _page(request, desk, connection, person, outcome)
    return redirect("counter:allocating:freeze", person.number)


def _ordered(request: HttpRequest, desk: Desk, connection: Connection, person: Person) -> Freeze | Refusal:
    kind, until = request.POST.get("kind", ""), request.POST.get("until", "")
    authority, basis = (request.POST.get(name, "").strip()[:LONGEST] for name in ("authority", "basis"))
    if kind not in FREEZES:
        raise Http404
    try:
        ends = date.fromisoformat(until) if until else None
    except ValueError:
        return Refusal("FREEZE_ENDS_BEFORE", {"until": until})
    return operations.freeze_account(
        connection,
        desk.region,
        person.id,
        kind,  # type: ignore[arg-type]
        authority=authority,
        basis=basis,
        now=desk.now,
        until=ends,
        by=desk.code,
    )


def _page(
    request: HttpRequest, desk: Desk, connection: Connection, person: Person, refusal: Refusal | None
) -> HttpResponse:
    found = queries.freezes(connection, desk.region, person.id)
    account = queries.account_of(connection, desk.region, person.id, desk.now)
    shown = {
        "number": person.number,
        "name": mask_name(person.name),
        "kinds": list(FREEZES.items()),
        "fault": told(refusal, desk.language) if refusal is not None else "",
        "balance": yuan(account.balance_fen),
        "held": yuan(account.held_fen),
        "rows": [
            {
                "id": one.id,
                "kind": FREEZES[one.kind],
                "authority": one.authority,
                "basis": one.basis,
                "since": dates.day(one.span.start, desk.language),
                "until": dates.day(one.span.end, desk.language) if one.span.end else "",
                "placed_by": one.placed_by or "",
                "lifted_by": one.lifted_by or "",
                "lift_basis": one.lift_basis or "",
                "runs": one.span.holds(desk.today) and one.lifted_at is None,
            }
            for one in found
        ],
    }
    return render(request, "counter/allocating/freeze.html", shown, status=200 if refusal is None else REFUSED)
