"""The account's statement for any span of days: as a page, as PDF, and as comma-separated values."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.doors.frame.asked import day_asked, no_days
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.places import short_name
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.doors.papers import print_paper
from mingzhang.doors.portal.access.papers import own_name
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.doors.portal.presenting.account_statement import headings, kinds, statement_paper, statement_view
from mingzhang.doors.portal.presenting.payouts import payouts_of
from mingzhang.doors.portal.views.receipts import pdf
from mingzhang.money.accounts.queries import account_of, moves_of, statement_csv, sub_balances, withdrawals_of
from mingzhang.money.accounts.queries import statement as statement_of
from mingzhang.money.accounts.records import AccountStatement, SubBalances

SPAN_YEARS = 30


@personal("statement")
def statement(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """Show the span that was asked for; without a wish it is this year so far."""
    found = _found(request, reader, connection)
    parts = sub_balances(connection, reader.region, reader.person_id, found.last)
    withdrawn = withdrawals_of(connection, reader.region, reader.person_id)
    moved = moves_of(connection, reader.region, reader.person_id)
    account = account_of(connection, reader.region, reader.person_id, reader.now)
    shown = {
        "no_account": account.state == "no_account" and not found.lines,
        "statement": statement_view(found, reader.language),
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "no_days": no_days(request, "first", "last"),
        **_parts(parts, reader),
        "payouts": payouts_of(withdrawn, moved, reader.language),
        "printed": dates.moment(reader.now, reader.language),
    }
    return render(request, "portal/account_statement.html", shown)


@personal("statement")
def statement_as_pdf(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """The statement as a paper."""
    found = _found(request, reader, connection)
    issuer = _("%(place)s医疗保障经办机构") % {"place": short_name(reader.region, reader.language)}
    paper = statement_paper(found, mask_name(own_name(connection, reader)), issuer, reader.language)
    return pdf(print_paper(paper), _name(found))


@personal("statement")
def statement_as_csv(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """The statement as a table that a spreadsheet opens."""
    found = _found(request, reader, connection)
    headers = {"Content-Disposition": f'attachment; filename="{_name(found)}.csv"'}
    content = statement_csv(found, headings(), kinds(), (_("期初"), _("期末")))
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _parts(parts: SubBalances | Refusal, reader: Reader) -> dict[str, object]:
    """This year's money and that of earlier years, or why the two are not told apart."""
    if isinstance(parts, Refusal):
        return {"not_apart": refusal_view(parts, reader.language).what}
    return {"current": yuan(parts.current_fen), "prior": yuan(parts.prior_fen)}


def _found(request: HttpRequest, reader: Reader, connection: Connection) -> AccountStatement:
    """The statement of the days that the address names, put in order."""
    this_year = date(reader.today.year, 1, 1)
    asked = day_asked(request, "first", this_year), day_asked(request, "last", reader.today)
    first, last = min(asked), max(asked)
    earliest = date(max(last.year - SPAN_YEARS, 1), 1, 1)
    return statement_of(connection, reader.region, reader.person_id, max(first, earliest), last)


def _name(found: AccountStatement) -> str:
    return f"account-{found.first.isoformat()}-{found.last.isoformat()}"
