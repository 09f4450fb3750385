"""The personal account: how it stands, what is in it, who holds it, and its newest movements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.presenting.account import freeze_rows, movement_rows, standing_of
from mingzhang.doors.counter.section import Section
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.money.accounts.queries import account_of, freezes, movements
from mingzhang.registers.enrolment.records import Person

SINCE = timedelta(days=366)


def gather(connection: Connection, desk: Desk, person: Person) -> Mapping[str, Any]:
    """The account of this moment and its movements of a year."""
    account = account_of(connection, desk.region, person.id, desk.now)
    moved = movements(connection, desk.region, person.id, desk.today - SINCE, desk.today)
    return {
        "standing": standing_of(account),
        "has_account": account.state != "no_account",
        "balance": yuan(account.balance_fen),
        "held": yuan(account.held_fen),
        "usable": yuan(account.available_fen),
        "opened": account.opened_on.isoformat() if account.opened_on else "",
        "activated": account.activated_on.isoformat() if account.activated_on else "",
        "closed": account.closed_on.isoformat() if account.closed_on else "",
        "freezes": freeze_rows(freezes(connection, desk.region, person.id), desk.today),
        "movements": movement_rows(moved),
    }


SECTION = Section("account", _("个人账户"), "side", 20, gather)
