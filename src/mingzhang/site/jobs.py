"""The background work that belongs to no room alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from mingzhang.books import jobs
from mingzhang.books.database import Connection
from mingzhang.books.jobs.records import Fact
from mingzhang.site.closing import close_day


@jobs.job("close_day", daily=time(0, 10))
def close_the_day(
    connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report
) -> Mapping[str, Fact]:
    """Close the day that has ended."""
    closed = close_day(connection, region, now=now)
    return {"expired": closed.expired, "sealed": closed.sealed, "head": closed.head}
