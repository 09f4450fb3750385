"""How the person stands today: two clocks apart, what is shown and what is paid, years towards retirement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.section import Section
from mingzhang.doors.counter.wording import told
from mingzhang.doors.frame.presenting.entitlement import standing_view
from mingzhang.money.contributions.standing import standing
from mingzhang.registers.enrolment.records import Person


def gather(connection: Connection, desk: Desk, person: Person) -> Mapping[str, Any]:
    """The standing of today, or why it cannot be told."""
    found = standing(connection, desk.region, person.id, desk.today)
    if isinstance(found, Refusal):
        return {"refused": told(found, desk.language)}
    return {"standing": standing_view(found, desk.region, desk.language)}


SECTION = Section("standing", _("待遇"), "main", 30, gather)
