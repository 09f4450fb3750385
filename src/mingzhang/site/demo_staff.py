"""The demonstration's staff: one for each role, two security administrators, all with one password that is printed.

The password is known to everybody, so these accounts are let in only while the demonstration runs.
"""

from __future__ import annotations

from datetime import datetime

from mingzhang.answers import demo
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection

PASSWORD = "demo counter password"  # noqa: S105 - printed by the demonstration, refused everywhere else
OFFICE = "演示医保经办中心"
STAFF = (
    ("clerk1", "示例经办甲", "clerk"),
    ("clerk2", "示例经办乙", "clerk"),
    ("checker1", "示例复核", "checker"),
    ("supervisor1", "示例主管", "supervisor"),
    ("finance1", "示例财务", "finance"),
    ("system1", "示例系统管理", "system"),
    ("security1", "示例安全管理甲", "security"),
    ("security2", "示例安全管理乙", "security"),
    ("audit1", "示例审计", "audit"),
)


def hire_demo_staff(connection: Connection, now: datetime) -> None:
    """Make the accounts that are not there yet, for the regions of the demonstration."""
    from mingzhang.doors.counter.staff import operations, queries  # brings Django along, which no other command needs
    from mingzhang.doors.counter.staff.records import NewStaff

    scope = tuple(dict.fromkeys(member.region for member in demo.members()))
    for code, name, role in STAFF:
        if queries.account(connection, code, now=now) is not None:
            continue
        new, roles = NewStaff(code, name, OFFICE, scope), frozenset({role})
        made = operations.add(connection, new, password=PASSWORD, by="demo", now=now, roles=roles, demo=True)
        if isinstance(made, Refusal):
            raise InvariantBroken(f"{code}: {made.code}")
