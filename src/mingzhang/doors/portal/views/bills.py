"""The reader's bills of one year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.books.database import Connection
from mingzhang.care.visits.queries import adjustments_of, settlements_of
from mingzhang.care.visits.records import Settled
from mingzhang.doors.frame.presenting.bills import bill_lines
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.registers.enrolment.queries import coverages
from mingzhang.registers.institutions.queries import institution


@personal("bills")
def bills(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """List one year's bills; without a wish it is this year's."""
    covered = coverages(connection, reader.region, reader.person_id)
    first_year = covered[0].holds.start.year if covered else reader.today.year
    years = range(reader.today.year, first_year - 1, -1)
    wished = request.GET.get("year", "")
    year = next((one for one in years if str(one) == wished), reader.today.year)
    found = settlements_of(connection, reader.region, reader.person_id, date(year, 1, 1), date(year, 12, 31))
    booked = [one.settlement_id for one in found if one.settlement_id is not None]
    adjusted = {change.settlement_id for change in adjustments_of(connection, reader.region, booked)}
    lines = bill_lines(found, _names(connection, found), adjusted, reader.language)
    return render(request, "portal/bills.html", {"lines": lines, "year": year, "years": years})


def _names(connection: Connection, found: Iterable[Settled]) -> dict[tuple[str, int], str]:
    """The institutions' names; one that is not in our register is called by its number."""
    keys = {(one.institution_region, one.institution_id) for one in found}
    known = {key: institution(connection, *key) for key in keys}
    return {key: where.name if where else f"{key[0]} {key[1]}" for key, where in known.items()}
