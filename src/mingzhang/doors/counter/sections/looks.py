"""Who looked at the person's record lately, as the person sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingzhang.books.database import Connection
from mingzhang.books.evidence import Lookup, lookups
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.section import Section
from mingzhang.doors.frame.presenting import dates, words
from mingzhang.registers.enrolment.records import Person

NEWEST = 10
SELF = _("本人")


def gather(connection: Connection, desk: Desk, person: Person) -> Mapping[str, Any]:
    """The newest looks, this one included."""
    found = lookups(connection, desk.region, person.id, limit=NEWEST)
    return {"rows": [_row(look, desk) for look in found]}


def _row(look: Lookup, desk: Desk) -> dict[str, object]:
    purposes = words.COUNTER_PURPOSES if look.office else words.PURPOSES
    return {
        "at": dates.moment(look.looked_at, desk.language),
        "who": SELF if look.actor == "self" else look.actor,
        "office": look.office,
        "purpose": purposes.get(look.purpose, look.purpose),
        "reference": look.reference,
        "channel": words.CHANNELS.get(look.channel, look.channel),
    }


SECTION = Section("looks", _("谁看过"), "side", 90, gather)
