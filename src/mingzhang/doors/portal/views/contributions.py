"""Contribution records: the months as a map, every payment from either side, failed tries, and what a filter hides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.books.database import Connection
from mingzhang.books.evidence import Event, events, record_event
from mingzhang.books.vault import mask_name
from mingzhang.doors.frame.presenting.gaps import gap_views
from mingzhang.doors.frame.presenting.months import SCHEMES, Moving, years_of
from mingzhang.doors.frame.presenting.places import region_name
from mingzhang.doors.frame.presenting.words import named
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.doors.portal.presenting.paid import Paid, all_paid
from mingzhang.doors.portal.presenting.payments import PAYERS, Names, Side, Wanted, payments_page, sides_of
from mingzhang.doors.portal.presenting.tries import failed_tries
from mingzhang.money.collection.queries import orders_of_payer, orders_of_person, refunds_of
from mingzhang.money.contributions.interruptions import arrears
from mingzhang.money.contributions.interruptions.records import MonthMark
from mingzhang.money.contributions.queries import receipts_by, receipts_for
from mingzhang.money.contributions.records import PayerKind
from mingzhang.registers.enrolment.queries import employer, person

OWN_KINDS: tuple[PayerKind, ...] = ("person", "relative")  # of what a person pays, for themselves or for others
TRIES_SINCE = timedelta(days=366)
YEARS_OPEN = 2  # maps that are unfolded; the older ones are one touch away


@personal("contributions")
def contributions(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """Show what was due and paid; the filter narrows years, schemes and payers, and says what it leaves out."""
    paid = read_paid(connection, reader)
    sides = sides_of(paid, reader.person_id, read_names(connection, reader, paid))
    owed = arrears(connection, reader.region, reader.person_id, reader.today)
    marks = owed.months
    years = sorted({mark.month.year for mark in marks} | _years(sides), reverse=True)
    wanted = _wanted(request, years)
    page = payments_page(sides, wanted, reader.language)
    if page.hidden_in_all:
        _record_hiding(connection, reader, wanted)
    shown = {
        "maps": years_of(_marks_wanted(marks, wanted), _moving(connection, reader, paid), reader.language),
        "years_open": YEARS_OPEN,
        "gaps": gap_views(owed.gaps, reader.language),
        "page": page,
        "wanted": wanted,
        "filtered": wanted != Wanted(),
        "years": years,
        "schemes": [(scheme, named(scheme, reader.language)) for scheme in SCHEMES],
        "payers": PAYERS.items(),
        "tries": failed_tries(_events(connection, reader), reader.language),
        "elsewhere": _elsewhere(connection, reader),
        "place": region_name(reader.region, reader.language),
    }
    return render(request, "portal/contributions.html", shown)


def read_paid(connection: Connection, reader: Reader) -> tuple[Paid, ...]:
    """Every payment for the reader or by the reader, newest first."""
    region, person_id = reader.region, reader.person_id
    orders = {order.id: order for order in orders_of_person(connection, region, person_id)}
    receipts = {receipt.id: receipt for receipt in receipts_for(connection, region, person_id)}
    orders |= {order.id: order for order in orders_of_payer(connection, region, "person", person_id)}
    for kind in OWN_KINDS:
        receipts |= {receipt.id: receipt for receipt in receipts_by(connection, region, kind, person_id)}
    return all_paid(region, orders.values(), receipts.values())


def read_names(connection: Connection, reader: Reader, paid: Iterable[Paid]) -> Names:
    """Who else stands in the payments: employers by name, people by their covered name."""
    employers: dict[int, str] = {}
    people: dict[int, str] = {}
    for one in paid:
        if one.payer_kind == "employer":
            found = employer(connection, reader.region, one.payer_id) if one.payer_id not in employers else None
            employers |= {found.id: found.name} if found else {}
            continue
        for other in {one.payer_id, *(line.person_id for line in one.lines)} - {reader.person_id} - people.keys():
            someone = person(connection, reader.region, other)
            people[other] = mask_name(someone.name) if someone else ""
    return Names(employers, people)


def _wanted(request: HttpRequest, years: Iterable[int]) -> Wanted:
    year, scheme, payer = (request.GET.get(name, "") for name in ("year", "scheme", "payer"))
    return Wanted(
        year=next((one for one in years if str(one) == year), None),
        scheme=scheme if scheme in SCHEMES else "",
        payer=payer if payer in PAYERS else "",
    )


def _years(sides: Iterable[Side]) -> set[int]:
    return {line.month.year for side in sides for line in side.lines}


def _marks_wanted(marks: Iterable[MonthMark], wanted: Wanted) -> list[MonthMark]:
    return [mark for mark in marks if wanted.year in (None, mark.month.year) and wanted.scheme in ("", mark.scheme)]


def _moving(connection: Connection, reader: Reader, paid: Iterable[Paid]) -> Moving:
    """The months whose money is on its way to us, and those whose money went back."""
    own = [(one, line.month) for one in paid for line in one.lines if line.person_id == reader.person_id]
    refunds = refunds_of(connection, reader.region, reader.person_id)
    return Moving(
        on_way={month for one, month in own if one.on_way},
        refunded={
            line.month
            for refund in refunds
            if refund.state == "paid_back"
            for line in refund.lines
            if line.person_id == reader.person_id
        },
    )


def _events(connection: Connection, reader: Reader) -> tuple[Event, ...]:
    since = reader.now - TRIES_SINCE
    return events(connection, reader.region, reader.person_id, since=since, until=reader.now + timedelta(seconds=1))


def _record_hiding(connection: Connection, reader: Reader, wanted: Wanted) -> None:
    """Keep that a filter hid records: somebody may later believe that they were missing."""
    record_event(
        connection,
        reader.region,
        "FILTER_HID_RECORDS",
        channel="portal",
        now=reader.now,
        person_id=reader.person_id,
        detail={"year": wanted.year, "scheme": wanted.scheme, "payer": wanted.payer},
    )


def _elsewhere(connection: Connection, reader: Reader) -> list[tuple[str, str, int]]:
    """The reader's payments in other regions' books: where, and how many."""
    others = (key for key in reader.places if key.region != reader.region)
    counted = ((key.region, len(receipts_for(connection, key.region, key.person_id))) for key in others)
    return [(region, region_name(region, reader.language), count) for region, count in counted if count]
