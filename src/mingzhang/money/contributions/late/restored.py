"""Reading which gaps were paid for, and what that restored."""

from __future__ import annotations

from mingzhang.books.database import Connection, load_statements
from mingzhang.money.contributions.late.records import Restoration

_SQL = load_statements("mingzhang.money.contributions", "restoring.sql")


def restorations_of(connection: Connection, region: str, person_id: int) -> tuple[Restoration, ...]:
    """The gaps of a person that were paid for, oldest first."""
    values = {"region": region, "person_id": person_id}
    return tuple(Restoration(*row) for row in connection.execute(_SQL["restorations_of"], values).fetchall())
