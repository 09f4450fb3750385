"""The person's applications: what was asked, where each stands, by when it is due."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingzhang.books import cases
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.section import Section
from mingzhang.doors.frame.presenting.cases import case_row
from mingzhang.money.applications import kinds
from mingzhang.registers.enrolment.records import Person


def gather(connection: Connection, desk: Desk, person: Person) -> Mapping[str, Any]:
    """All applications, the newest first; those who work at the case desk can open them."""
    known = kinds()
    found = cases.cases_of(connection, desk.region, person.id)
    return {
        "rows": [case_row(case, known[case.kind], desk.language) for case in found],
        "opens": desk.may("clerk", "checker", "supervisor"),
    }


SECTION = Section("cases", _("办件"), "side", 10, gather)
