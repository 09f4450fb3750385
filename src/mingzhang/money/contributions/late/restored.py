"""Reading which gaps were paid for, and what that restored."""

from __future__ import annotations

from mingzhang.books.database import Connection
from mingzhang.money.contributions.late.records import Restoration


def restorations_of(connection: Connection, region: str, person_id: int) -> tuple[Restoration, ...]:
    """The gaps of a person that were paid for, oldest first."""
    raise NotImplementedError
