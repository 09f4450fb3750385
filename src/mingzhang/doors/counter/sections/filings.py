"""Where the person may be treated: filings for other places, and chosen institutions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.basics.periods import Period
from mingzhang.books.database import Connection
from mingzhang.care.filings.queries import choices, filings
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.section import Section
from mingzhang.doors.frame.presenting.places import short_name
from mingzhang.doors.frame.presenting.words import named
from mingzhang.registers.enrolment.records import Person
from mingzhang.registers.institutions.queries import institution_names

OFFSITE: dict[str, str | Promise] = {
    "long_term": _("异地长期居住"),
    "temporary": _("临时外出"),
    "referral": _("转诊"),
    "emergency": _("急诊"),
}


def gather(connection: Connection, desk: Desk, person: Person) -> Mapping[str, Any]:
    """Filings and choices, the newest first, ended ones included."""
    chosen = choices(connection, desk.region, person.id)
    names = institution_names(connection, {(one.institution_region, one.institution_id) for one in chosen})
    return {
        "filings": [
            (OFFSITE[one.kind], short_name(one.place, desk.language), _span(one.holds), one.holds.holds(desk.today))
            for one in reversed(filings(connection, desk.region, person.id))
        ],
        "choices": [
            (
                named(one.benefit, desk.language),
                names.get((one.institution_region, one.institution_id), str(one.institution_id)),
                _span(one.holds),
                one.holds.holds(desk.today),
            )
            for one in reversed(chosen)
        ],
    }


def _span(holds: Period) -> str:
    """From the first to the last day: 2025-01-01 / 2025-12-31, open at the end without an end."""
    last = (holds.end - timedelta(days=1)).isoformat() if holds.end is not None else ""
    return f"{holds.start.isoformat()} / {last}".rstrip(" /") if not last else f"{holds.start.isoformat()} / {last}"


SECTION = Section("filings", _("备案和选点"), "side", 50, gather)
