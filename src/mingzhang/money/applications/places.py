"""The regions that a relation can move to or come from."""

from __future__ import annotations

from mingzhang.books.cases import Choice, Words
from mingzhang.books.database import Connection
from mingzhang.rules.policy import regions


def other_regions(connection: Connection, region: str, person_id: int) -> tuple[Choice, ...]:
    """Every region that the packs know but the person's own, by code."""
    return tuple(Choice(one.code, Words(one.name_zh, one.name_en)) for one in regions() if one.code != region)
