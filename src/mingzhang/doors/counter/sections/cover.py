"""Under what the person is and was insured, period by period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.presenting.cover import cover_rows
from mingzhang.doors.counter.section import Section
from mingzhang.registers.enrolment.queries import coverages, employer_names
from mingzhang.registers.enrolment.records import Person


def gather(connection: Connection, desk: Desk, person: Person) -> Mapping[str, Any]:
    """All coverages, the newest first, with their employers' names."""
    found = coverages(connection, desk.region, person.id)
    names = employer_names(connection, desk.region, {one.employer_id for one in found if one.employer_id is not None})
    return {"rows": cover_rows(found, names, desk.today, desk.language)}


SECTION = Section("cover", _("参保"), "main", 20, gather)
