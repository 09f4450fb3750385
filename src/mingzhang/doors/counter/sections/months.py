"""The map of months: what was due and paid, year by year, and each gap with its cause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.presenting.months import legend, moving_of, year_rows
from mingzhang.doors.counter.section import Section
from mingzhang.doors.frame.presenting.gaps import gap_views
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.months import years_of
from mingzhang.money.collection.queries import orders_of_person, refunds_of
from mingzhang.money.contributions.interruptions import arrears
from mingzhang.registers.enrolment.records import Person


def gather(connection: Connection, desk: Desk, person: Person) -> Mapping[str, Any]:
    """All months up to today, the newest year first."""
    found = arrears(connection, desk.region, person.id, desk.today)
    orders = orders_of_person(connection, desk.region, person.id)
    moving = moving_of(person.id, orders, refunds_of(connection, desk.region, person.id))
    years = years_of(found.months, moving, desk.language)
    return {
        "years": year_rows(found.months, years),
        "legend": legend(years),
        "gaps": gap_views(found.gaps, desk.language),
        "owed": yuan(found.owed_fen) if found.owed_fen else "",
    }


SECTION = Section("months", _("缴费月份"), "main", 40, gather)
