"""One bill of the reader's: how its total came down to the cash, line by line, and what was changed later."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingzhang.basics.identifiers import record_number
from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.care.visits.queries import adjustments_of, lines_of, settlement, visit
from mingzhang.care.visits.records import Adjustment, Settled
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import amount, yuan
from mingzhang.doors.frame.presenting.statement import statement_view
from mingzhang.doors.frame.presenting.words import named
from mingzhang.doors.portal.access.own import own_settlement
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.doors.portal.presenting.bill import AdjustmentView, adjustment_view, item_lines
from mingzhang.doors.portal.presenting.statement_json import statement_json
from mingzhang.registers.enrolment.queries import person
from mingzhang.registers.institutions.queries import institution
from mingzhang.rules.settlement import Outcome


@personal("bill")
def bill(request: HttpRequest, reader: Reader, connection: Connection, number: str) -> HttpResponse:
    """Show one bill; another person's does not exist here."""
    settled = _own(connection, reader, number)
    outcome = Outcome.from_data(settled.outcome)
    more = {"TOTAL": _items(connection, settled), "FAMILY": tuple(_relatives(connection, reader.region, outcome))}
    shown = {
        "statement": statement_view(outcome, reader.region, settled.service_on, reader.language, more),
        "adjustments": tuple(_adjustments(connection, reader, settled)),
        "number": number,
        "paid_nothing": {"account": settled.amounts.account_fen == 0, "fund": settled.amounts.fund_fen == 0},
        "has_account": outcome.account_reason != "NO_ACCOUNT",
        **_head(connection, settled, reader),
    }
    return render(request, "portal/bill.html", shown)


@personal("bill")
def bill_statement(request: HttpRequest, reader: Reader, connection: Connection, number: str) -> HttpResponse:
    """The same bill's statement as JSON."""
    settled = _own(connection, reader, number)
    return statement_json(Outcome.from_data(settled.outcome), settled.region, settled.service_on, number)


def _own(connection: Connection, reader: Reader, number: str) -> Settled:
    settled = own_settlement(connection, reader, number)
    if settled is None:
        raise Http404
    return settled


def _items(connection: Connection, settled: Settled) -> tuple[str, ...]:
    """The fee lines that this settlement took, behind the parts outside the insurance."""
    lines = lines_of(connection, settled.region, settled.visit_id or 0, batch=settled.batch)
    return item_lines([line for line in lines if line.settlement_id == settled.settlement_id])


def _adjustments(connection: Connection, reader: Reader, settled: Settled) -> Iterator[AdjustmentView]:
    """What settling the year again changed in this bill, oldest first."""
    assert settled.settlement_id is not None, "a bill that is shown was booked"
    for adjusted in adjustments_of(connection, settled.region, [settled.settlement_id]):
        yield adjustment_view(adjusted, _cause(connection, adjusted), reader.language)


def _cause(connection: Connection, adjusted: Adjustment) -> str:
    """The number of the bill whose cancellation changed this one; empty when that was this bill itself, or none."""
    cause = settlement(connection, adjusted.region, adjusted.caused_by) if adjusted.caused_by else None
    if cause is None or cause.cancels in (None, adjusted.settlement_id):
        return ""
    return record_number(adjusted.region, cause.cancels)


def _relatives(connection: Connection, region: str, outcome: Outcome) -> Iterator[str]:
    """Which relatives' accounts paid how much; their names are covered."""
    for owner, fen in outcome.family:
        who = person(connection, region, owner)
        if who is not None and fen:
            yield _("%(name)s 的账户付了 %(sum)s") % {"name": mask_name(who.name), "sum": yuan(fen)}


def _head(connection: Connection, settled: Settled, reader: Reader) -> dict[str, object]:
    where = institution(connection, settled.institution_region, settled.institution_id)
    seen = visit(connection, settled.region, settled.visit_id or 0)
    sums = settled.amounts
    return {
        "where": where.name if where else "",
        "benefit": named(settled.benefit, reader.language),
        "department": seen.department if seen else "",
        "on": dates.day(settled.service_on, reader.language),
        "year": settled.service_on.year,
        "settled_at": dates.moment(settled.settled_at, reader.language),
        "cancelled": settled.cancelled_by is not None,
        "person": amount(sums.total_fen - sums.fund_fen),
        "total": yuan(sums.total_fen),
        "fund": yuan(sums.fund_fen),
        "account": yuan(sums.account_fen),
        "family": yuan(sums.family_fen),
        "cash": yuan(sums.cash_fen),
        "balance_after": yuan(settled.balance_after_fen),
    }
