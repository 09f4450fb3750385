"""What the insurance settled for the person in the last year, each bill with its statement behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingzhang.books.database import Connection
from mingzhang.care.visits.queries import adjustments_of, settlements_of
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.section import Section
from mingzhang.doors.frame.presenting.bills import bill_lines
from mingzhang.registers.enrolment.records import Person
from mingzhang.registers.institutions.queries import institution_names

SINCE = timedelta(days=366)
NEWEST = 10


def gather(connection: Connection, desk: Desk, person: Person) -> Mapping[str, Any]:
    """The newest settlements of a year."""
    found = settlements_of(connection, desk.region, person.id, desk.today - SINCE, desk.today)
    keys = {(one.institution_region, one.institution_id) for one in found}
    names = {key: f"{key[0]} {key[1]}" for key in keys} | institution_names(connection, keys)
    booked = [one.settlement_id for one in found if one.settlement_id is not None]
    adjusted = {change.settlement_id for change in adjustments_of(connection, desk.region, booked)}
    lines = bill_lines(found, names, adjusted, desk.language)
    return {"lines": lines[:NEWEST], "more": max(0, len(lines) - NEWEST)}


SECTION = Section("bills", _("结算"), "side", 40, gather)
