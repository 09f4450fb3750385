"""Who the person is: covered numbers, cards, and where somebody else knows them otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.presenting.identity import card_rows, covered, difference_rows
from mingzhang.doors.counter.section import Section
from mingzhang.registers.enrolment.queries import credentials, identities, identity_differences
from mingzhang.registers.enrolment.records import Person


def gather(connection: Connection, desk: Desk, person: Person) -> Mapping[str, Any]:
    """The register's own identity, the cards, and the differences of today."""
    known = identities(connection, desk.region, person.id)
    return {
        "identity": covered(person, known),
        "cards": card_rows(credentials(connection, desk.region, person.id), desk.today, desk.language),
        "differences": difference_rows(
            identity_differences(connection, desk.region, person.id, desk.today), desk.language
        ),
    }


SECTION = Section("identity", _("身份"), "main", 10, gather)
