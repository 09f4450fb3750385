"""Settling a person's year again: what later settlements would have been, and the differences, posted to the fen.

Originals stay. An institution keeps what it was paid: a difference is between the funds and the person. What the funds
pay more goes back to where the person's part came from, cash by way of what is owed to the person; what they pay less
is owed by the person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.ledger.codes import OWED, PERSONAL, Code, fund_account
from mingzhang.books.ledger.operations import Entry, post
from mingzhang.care.visits.booking import payers_of
from mingzhang.care.visits.facts import Facts, Question
from mingzhang.care.visits.gathering import gather
from mingzhang.care.visits.own_money import FUND_REASONS, barred_funds
from mingzhang.care.visits.planning import outcome_with, year_starts_in_month
from mingzhang.care.visits.records import PURSES, Adjustment, Payer, PersonClaim
from mingzhang.registers.enrolment.rules import coverage_holding
from mingzhang.rules.settlement.outcome import Balances, Outcome

_SQL = load_statements(__package__ or "", "adjustments.sql")


@dataclass(frozen=True, slots=True)
class Year:
    """Whose medical year is settled again, and since which settlement."""

    region: str
    person_id: int
    medical_year: int
    first: int = 0

    def values(self) -> dict[str, Any]:
        """The parameters of this room's statements."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Standing:
    """A settlement that stands: who pays what of it now, and what it adds to the running totals."""

    settlement_id: int
    visit_id: int
    batch: str
    benefit: str
    service_on: date
    institution_code: str
    group_id: int
    emergency: bool
    payers: tuple[Payer, ...]
    changes: tuple[Payer, ...]
    added: Mapping[str, int]

    def paid(self) -> Counter[tuple[str, int]]:
        """What each payer pays, adjustments included."""
        sums: Counter[tuple[str, int]] = Counter()
        for payer in (*self.payers, *self.changes):
            sums[payer.payer, payer.owner] += payer.amount_fen
        return sums


@dataclass(frozen=True, slots=True)
class Resettled:
    """What settling a year again came to: the adjustments, and the running totals that follow."""

    adjustments: tuple[Adjustment, ...]
    totals: Mapping[str, int]


def lock_year(connection: Connection, year: Year) -> Mapping[str, int]:
    """The year's running totals, locked: no settlement of the person can come in between; empty before the first."""
    row = connection.execute(_SQL["lock_year"], year.values()).fetchone()
    return {} if row is None else row[0]


def settle_again(
    connection: Connection, year: Year, totals: Mapping[str, int], *, reason: str, caused_by: int | None, now: datetime
) -> Resettled | Refusal:
    """What changes in each standing settlement from `year.first` on, by what is known now; nothing is written.

    `totals` are the locked running totals, these settlements included. Refuses RESETTLING_STOPPED, naming the
    settlement, when one of them could not be settled any more. Raises UnknownRule for a gap in the rules.
    """
    rows = connection.execute(_SQL["standing"], year.values()).fetchall()
    standing = [_STANDING.decode(row[0]) for row in rows]
    running = Counter(totals)
    for each in standing:
        running.subtract(each.added)
    adjustments = []
    for each in standing:
        outcome = _settled_again(connection, year, each, dict(running), now)
        if isinstance(outcome, Refusal):
            return outcome
        running = Counter(outcome.accumulators)
        if not changes_nothing(each, outcome):
            adjustments.append(_adjustment(year, each, outcome, reason=reason, caused_by=caused_by, now=now))
    return Resettled(tuple(adjustments), running)


def post_adjustments(connection: Connection, year: Year, resettled: Resettled) -> tuple[Adjustment, ...]:
    """Book the adjustments and the year's new running totals; the adjustments with their numbers and groups.

    To be called in the transaction that locked the year.
    """
    posted = tuple(_post(connection, adjustment) for adjustment in resettled.adjustments)
    kept = {name: total for name, total in resettled.totals.items() if total}
    connection.execute(_SQL["count_year"], {**year.values(), "totals": _json(kept)})
    return posted


def undo_adjustments(connection: Connection, earlier: Sequence[Adjustment], *, caused_by: int, now: datetime) -> None:
    """Take back what adjustments had changed in a settlement that is cancelled itself."""
    sums: Counter[tuple[str, int]] = Counter()
    for change in (change for adjustment in earlier for change in adjustment.changes):
        sums[change.payer, change.owner] -= change.amount_fen
    changes = tuple(Payer(payer, owner, amount, "CANCELLED") for (payer, owner), amount in sums.items() if amount)
    if changes:
        last = earlier[-1]
        undone = replace(last, reason="CANCELLED", caused_by=caused_by, posted_at=now, changes=changes, accumulators={})
        _post(connection, undone)


def changes_of(standing: Standing, outcome: Outcome) -> tuple[Payer, ...]:
    """By how much each payer pays more or less than now, and why it pays what it pays; they sum to zero."""
    now_paid = {(payer.payer, payer.owner): payer for payer in payers_of(outcome)}
    before = standing.paid()
    changes = []
    for payer, owner in {**before, **now_paid}:
        found = now_paid.get((payer, owner), Payer(payer, owner, 0, "NOTHING_LEFT"))
        if difference := found.amount_fen - before[payer, owner]:
            changes.append(replace(found, amount_fen=difference))
    return tuple(changes)


def changes_nothing(standing: Standing, outcome: Outcome) -> bool:
    """Whether the settlement comes out as it stands, in money and in running totals."""
    return not changes_of(standing, outcome) and {k: v for k, v in standing.added.items() if v} == outcome.added


def entries_of(adjustment: Adjustment) -> tuple[Entry, ...]:
    """The transfers of an adjustment: between the funds and what is owed to the person, and back into the accounts."""
    entries = []
    for change in adjustment.changes:
        if change.payer == "cash":
            continue
        kind, owner = _account(change, adjustment.person_id)
        if change.amount_fen > 0:
            entries.append(Entry(Code.CORRECTION, kind, owner, OWED, adjustment.person_id, change.amount_fen))
        else:
            entries.append(Entry(Code.CORRECTION, OWED, adjustment.person_id, kind, owner, -change.amount_fen))
    return tuple(entries)


def _account(change: Payer, person_id: int) -> tuple[str, int]:
    match change.payer:
        case "account":
            return PERSONAL, person_id
        case "family":
            return PERSONAL, change.owner
        case fund:
            return fund_account(fund), 0


def _adjustment(
    year: Year, each: Standing, outcome: Outcome, *, reason: str, caused_by: int | None, now: datetime
) -> Adjustment:
    """The difference, not yet booked; its group is still the settlement's own."""
    return Adjustment(
        region=year.region,
        adjustment_id=None,
        settlement_id=each.settlement_id,
        person_id=year.person_id,
        medical_year=year.medical_year,
        service_on=each.service_on,
        reason=reason,
        caused_by=caused_by,
        posted_at=now,
        group_id=each.group_id,
        changes=changes_of(each, outcome),
        outcome=outcome.to_data(),
        accumulators=outcome.added,
    )


def _settled_again(
    connection: Connection, year: Year, each: Standing, totals: Mapping[str, int], now: datetime
) -> Outcome | Refusal:
    """The outcome by today's knowledge of the service day; own and family accounts can pay what they have paid."""
    question = Question(
        region=year.region,
        person=PersonClaim(year.person_id),
        institution_code=each.institution_code,
        now=now,
        visit_id=each.visit_id,
        batch=each.batch,
        year_starts_in_month=year_starts_in_month(year.region, each.service_on),
    )
    facts = replace(gather(connection, question), totals=totals)
    if coverage_holding(facts.coverages, facts.service_on) is None:
        return _stopped(year.region, each)
    outcome = outcome_with(
        facts,
        facts.batch.bill,
        _purses(each),
        region=year.region,
        benefit=each.benefit,
        emergency=each.emergency,
        barred=_barred(facts, each),
    )
    return _stopped(year.region, each) if isinstance(outcome, Refusal) and outcome.code != "UNKNOWN_RULE" else outcome


def _barred(facts: Facts, each: Standing) -> str | None:
    """Why no fund paid for who spent own money then, unless it is known by now that nothing kept the funds from it."""
    if barred_funds(facts) is None:
        return None
    return next((payer.reason for payer in each.payers if payer.reason in FUND_REASONS.values()), None)


def _purses(each: Standing) -> Balances:
    """What own and family accounts have paid: no more can be asked of them, less goes back to them."""
    paid = each.paid()
    account = paid["account", 0]
    reason = next((payer.reason for payer in each.payers if payer.payer == "account"), "NO_ACCOUNT")
    family = tuple((0, owner, amount) for (payer, owner), amount in paid.items() if payer == "family" and amount)
    return Balances(account, account > 0, "" if account > 0 else reason, family)


def _stopped(region: str, each: Standing) -> Refusal:
    facts = {"settlement": record_number(region, each.settlement_id), "day": each.service_on.isoformat()}
    return Refusal("RESETTLING_STOPPED", facts)


def _post(connection: Connection, adjustment: Adjustment) -> Adjustment:
    """Write one adjustment with its transfers."""
    row = connection.execute(_SQL["draw"]).fetchone()
    if row is None:
        raise InvariantBroken("no number was drawn for an adjustment")
    group: int | Refusal | None = None
    if entries := entries_of(adjustment):
        group = post(
            connection,
            adjustment.region,
            entries,
            effective_on=adjustment.posted_at.date(),
            event_kind="adjustment",
            event_id=row[0],
            corrects=adjustment.group_id,
        )
    if isinstance(group, Refusal):
        raise InvariantBroken(f"an adjustment gives money back and cannot be short: {group.code}")
    posted = replace(adjustment, adjustment_id=row[0], group_id=group)
    connection.execute(_SQL["add"], {"adjustment": _json(_row(posted))})
    return posted


def _row(adjustment: Adjustment) -> dict[str, Any]:
    return {
        "region": adjustment.region,
        "id": adjustment.adjustment_id,
        "settlement_id": adjustment.settlement_id,
        "person_id": adjustment.person_id,
        "medical_year": adjustment.medical_year,
        "reason": adjustment.reason,
        "caused_by": adjustment.caused_by,
        "posted_at": adjustment.posted_at,
        "group_id": adjustment.group_id,
        "fund_fen": adjustment.fund_fen,
        **{f"{purse}_fen": adjustment.purse_fen(purse) for purse in PURSES},
        "changes": adjustment.changes,
        "outcome": adjustment.outcome,
        "accumulators": adjustment.accumulators,
    }


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


_STANDING = msgspec.json.Decoder(Standing)
