"""Settle a person's medical year again after a correction, and post the differences."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.care.visits.planning import settles_again
from mingzhang.care.visits.queries import settlement
from mingzhang.care.visits.records import Adjustment
from mingzhang.care.visits.resettling import Year, lock_year, post_adjustments, settle_again
from mingzhang.care.visits.settling import once

REASON = "FACTS_CORRECTED"


def resettle(
    connection: Connection, region: str, settlement_id: int, *, now: datetime
) -> tuple[Adjustment, ...] | Refusal:
    """Settle again from one settlement to the end of its medical year, by what the books know now of each service day.

    Posts each difference as new transfers; the originals stay. Nothing changes when nothing was corrected. Refuses a
    settlement that is unknown or taken back, a region where the last visit is to be cancelled first
    (LAST_FIRST_REGION), a gap in the rules, and RESETTLING_STOPPED.
    """

    return _again(connection, region, settlement_id, now, booking=True)


def try_resettling(
    connection: Connection, region: str, settlement_id: int, *, now: datetime
) -> tuple[Adjustment, ...] | Refusal:
    """What `resettle` would post now; nothing is written."""
    return _again(connection, region, settlement_id, now, booking=False)


def _again(
    connection: Connection, region: str, settlement_id: int, now: datetime, *, booking: bool
) -> tuple[Adjustment, ...] | Refusal:
    def attempt() -> tuple[Adjustment, ...] | Refusal:
        year = _year(connection, region, settlement_id)
        if isinstance(year, Refusal):
            return year
        totals = lock_year(connection, year)
        again = settle_again(connection, year, totals, reason=REASON, caused_by=None, now=now)
        if isinstance(again, Refusal):
            return again
        return post_adjustments(connection, year, again) if booking else again.adjustments

    return once(connection, attempt)


def _year(connection: Connection, region: str, settlement_id: int) -> Year | Refusal:
    """The year to settle again, from the settlement on."""
    found = settlement(connection, region, settlement_id)
    if found is None:
        return Refusal("SETTLEMENT_UNKNOWN", {"settlement": settlement_id}, "never")
    if found.cancels is not None:
        return Refusal("SETTLEMENT_IS_CANCELLATION", {"settlement": settlement_id}, "never")
    if found.cancelled_by is not None:
        return Refusal("SETTLEMENT_CANCELLED", {"settlement": settlement_id}, "never")
    if not settles_again(region, found.service_on):
        return Refusal("LAST_FIRST_REGION", {"region": region, "day": found.service_on.isoformat()}, "never")
    return Year(region, found.person_id, found.medical_year, settlement_id)
