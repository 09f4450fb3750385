"""Institutions as the gateway last saw them: a few seconds' memory, so that each message saves a look-up.

Only what the door itself needs is remembered (how to answer, which signature). Whether an institution may serve is
read anew by every operation, in the transaction that books.
"""

from __future__ import annotations

from time import monotonic

from mingzhang.books.database import Connection
from mingzhang.registers.institutions.queries import institution_by_code
from mingzhang.registers.institutions.records import Institution

SECONDS_REMEMBERED = 5.0

_seen: dict[tuple[str, str], tuple[float, Institution]] = {}


def find_institution(connection: Connection, code: str) -> Institution | None:
    """An institution by its code; changes of its settings are seen within seconds."""
    key = (connection.info.dbname, code)
    known = _seen.get(key)
    now = monotonic()
    if known is not None and now - known[0] < SECONDS_REMEMBERED:
        return known[1]
    found = institution_by_code(connection, code)
    if found is not None:
        _seen[key] = (now, found)
    return found
