"""Double cover and transfers of the relation: where else the person is or was insured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.presenting.enrolling import double_rows, transfer_rows
from mingzhang.doors.counter.section import Section
from mingzhang.doors.counter.wording import told
from mingzhang.registers.enrolment.queries import duplicates, transfers
from mingzhang.registers.enrolment.records import Person


def gather(connection: Connection, desk: Desk, person: Person) -> Mapping[str, Any]:
    """What the registers of all regions say of the day, and every transfer out of and into this one."""
    found = duplicates(connection, desk.region, person.id, desk.today)
    return {
        "unknown": told(found, desk.language) if isinstance(found, Refusal) else "",
        "doubles": () if isinstance(found, Refusal) else double_rows(found, desk.language),
        "transfers": transfer_rows(transfers(connection, desk.region, person.id), desk.language),
    }


SECTION = Section("moves", _("重复参保和关系转移"), "side", 45, gather)
