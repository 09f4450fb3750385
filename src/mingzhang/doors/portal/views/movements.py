"""The account's movements: one year, one kind or all, a page at a time, with the balance after each."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from mingzhang.books.database import Connection
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.doors.portal.presenting.movements import KINDS, movements_page
from mingzhang.money.accounts.queries import account_of
from mingzhang.money.accounts.queries import movements as movements_of

KIND_WORDS = {"in": _("划入的"), "own": _("我用的"), "family": _("家人用的"), "other": _("其他")}


@personal("movements")
def movements(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """List one year's movements; without a wish it is this year's."""
    account = account_of(connection, reader.region, reader.person_id, reader.now)
    first_year = account.opened_on.year if account.opened_on else reader.today.year
    years = range(reader.today.year, first_year - 1, -1)
    year = _number(request.GET.get("year", ""), reader.today.year)
    year = year if year in years else reader.today.year
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    found = movements_of(connection, reader.region, reader.person_id, date(year, 1, 1), date(year, 12, 31))
    wanted = _number(request.GET.get("page", ""), 1)
    page = movements_page(found, kind, wanted, region=reader.region, language=reader.language)
    choices = {"year": year, "years": years, "kind": kind, "kinds": KIND_WORDS, "kind_words": KIND_WORDS.get(kind)}
    return render(request, "portal/movements.html", {"page": page, "account": account, **choices})


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise
