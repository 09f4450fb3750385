"""Taking a settlement back: its mirror is booked, the money returns to where it came from, the totals shrink."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.care.visits.booking import Booking, entries_of, mirror, write
from mingzhang.care.visits.planning import settles_again
from mingzhang.care.visits.queries import adjustments_of
from mingzhang.care.visits.records import Request, Settled
from mingzhang.care.visits.resettling import Year, lock_year, post_adjustments, settle_again, undo_adjustments
from mingzhang.care.visits.settling import Render

_SQL = load_statements(__package__ or "", "settlements.sql")
_VISITS = load_statements(__package__ or "", "visits.sql")


@dataclass(frozen=True, slots=True)
class Later:
    """A settlement of the same medical year that rests on the one to be cancelled."""

    settlement_id: int
    visit_id: int
    service_on: date


@dataclass(frozen=True, slots=True)
class CancelFacts:
    """What a cancellation needs, locked: the running totals, what the settlement added to them, what came later."""

    sale: bool
    totals: Mapping[str, int]
    usable_fen: int
    added: Mapping[str, int]
    group_id: int
    cancelled_by: int | None
    lines: int
    later: Later | None
    new_settlement_id: int
    new_group_id: int


def take_back(
    connection: Connection,
    settled: Settled,
    *,
    now: datetime,
    message_id: str,
    request: Request | None = None,
    render: Render | None = None,
) -> tuple[Settled, bytes | None] | Refusal:
    """Book the mirror of a settlement; the mirror, and its answer when one is rendered.

    Refuses SETTLEMENT_CANCELLED for one that is taken back already. When later settlements rest on the running totals
    that change, the region's rule decides (`clearing.resettling`): they are settled again and the differences posted,
    or LATER_SETTLEMENT names the visit to be cancelled first. A sale's visit is withdrawn with it. To be called inside
    a transaction; raises Overtaken like every booking, and UnknownRule.
    """
    facts = _lock(connection, settled)
    if facts.cancelled_by is not None:
        return Refusal("SETTLEMENT_CANCELLED", {"settlement": settled.settlement_id}, "never")
    rests = facts.later is not None and bool(facts.added)
    if facts.later is not None and rests and not settles_again(settled.region, settled.service_on):
        return _refuse_later(settled.region, facts.later)
    reversal = mirror(
        settled,
        settlement_id=facts.new_settlement_id,
        settled_at=now,
        message_id=message_id,
        balance_after_fen=facts.usable_fen + settled.amounts.account_fen,
    )
    answer = render(reversal) if render is not None else None
    write(connection, _booking(facts, reversal), request, answer)
    if facts.sale:
        values = {"region": settled.region, "visit_id": settled.visit_id, "now": now}
        connection.execute(_VISITS["withdraw_visit"], values)
    _undo(connection, settled, reversal, now)
    refused = _settle_later_again(connection, settled, reversal, now) if rests else None
    return refused or (reversal, answer)


def _undo(connection: Connection, settled: Settled, reversal: Settled, now: datetime) -> None:
    """Take back what earlier adjustments had changed in the settlement."""
    assert settled.settlement_id is not None and reversal.settlement_id is not None
    if earlier := adjustments_of(connection, settled.region, [settled.settlement_id]):
        undo_adjustments(connection, earlier, caused_by=reversal.settlement_id, now=now)


def _settle_later_again(connection: Connection, settled: Settled, reversal: Settled, now: datetime) -> Refusal | None:
    """Settle what came after the cancelled settlement again, and post the differences."""
    assert settled.settlement_id is not None
    year = Year(settled.region, settled.person_id, settled.medical_year, settled.settlement_id)
    totals = lock_year(connection, year)
    again = settle_again(
        connection, year, totals, reason="EARLIER_CANCELLED", caused_by=reversal.settlement_id, now=now
    )
    if isinstance(again, Refusal):
        return again
    post_adjustments(connection, year, again)
    return None


def _refuse_later(region: str, later: Later) -> Refusal:
    return Refusal(
        "LATER_SETTLEMENT",
        {
            "settlement": record_number(region, later.settlement_id),
            "visit": record_number(region, later.visit_id),
            "day": later.service_on.isoformat(),
        },
    )


def _lock(connection: Connection, settled: Settled) -> CancelFacts:
    owners = [settled.person_id, *(payer.owner for payer in settled.payers if payer.payer == "family")]
    row = connection.execute(
        _SQL["lock_to_cancel"],
        {
            "region": settled.region,
            "settlement_id": settled.settlement_id,
            "visit_id": settled.visit_id,
            "person_id": settled.person_id,
            "medical_year": settled.medical_year,
            "owners": owners,
        },
    ).fetchone()
    if row is None:
        raise InvariantBroken("a settlement that was read cannot be locked")
    return _DECODER.decode(row[0])


def _booking(facts: CancelFacts, reversal: Settled) -> Booking:
    added = {name: -amount for name, amount in facts.added.items()}
    return Booking(
        settled=reversal,
        group_id=facts.new_group_id,
        totals={name: total + added.get(name, 0) for name, total in facts.totals.items()},
        added=added,
        entries=entries_of(reversal),
        lines=facts.lines,
        corrects=facts.group_id,
    )


_DECODER = msgspec.json.Decoder(CancelFacts)
