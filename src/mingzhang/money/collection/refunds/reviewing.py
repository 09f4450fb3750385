"""Reviewing a refund 审核: a second person approves, and the money leaves the months, the account and the funds.

Whatever is locked, is locked in one order: the months of the refund's lines, the refund, the allocation run, accounts.
"""

from __future__ import annotations

from datetime import date, datetime

from psycopg import Rollback

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import evidence
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.documents.issuing import issue_reversals
from mingzhang.money.collection.refunds import queries
from mingzhang.money.collection.refunds.leaving import leave_books
from mingzhang.money.collection.refunds.records import Refund, RefundState, TakeBack
from mingzhang.money.collection.refunds.rules import MOVES, SET_ASIDE, VOIDS
from mingzhang.money.contributions import operations as contributions
from mingzhang.money.contributions.operations import PaidLine

_SQL = load_statements("mingzhang.money.collection", "refunds.sql")


def review_refund(
    connection: Connection,
    region: str,
    refund_id: int,
    *,
    approve: bool,
    by: str,
    now: datetime,
    take_back: TakeBack,
    note: str = "",
) -> Refund | Refusal:
    """Approve a refund, or refuse it with a reason; who asked for it may not review it.

    An approved one takes the money out of the months and the funds, and what was allocated of it out of the personal
    account by `take_back`, into suspense, where it waits to be sent; money that NEVER_CAME leaves the books at once.
    Refuses REFUND_MISSING, REFUND_MOVED_ON, SAME_PERSON_REVIEWS, REVIEW_NEEDS_NOTE (a no without a reason) and what
    `take_back` refuses: nothing is written then.
    """
    outcome: Refund | Refusal
    with connection.transaction() as whole:
        outcome = _reviewed(connection, region, refund_id, approve, by, now, take_back, note.strip())
        if isinstance(outcome, Refusal):
            raise Rollback(whole)
    return outcome


def lock_refund(connection: Connection, region: str, refund_id: int, to: RefundState) -> Refund | Refusal:
    """A refund that may go on to a state, locked; refuses REFUND_MISSING and REFUND_MOVED_ON."""
    values = {"region": region, "refund_id": refund_id}
    if connection.execute(_SQL["lock"], values).fetchone() is None:
        return Refusal("REFUND_MISSING", {"refund": refund_id}, "never")
    known = read_refund(connection, region, refund_id)
    if to not in MOVES[known.state]:
        return Refusal("REFUND_MOVED_ON", {"refund": refund_id, "state": known.state}, "never")
    return known


def read_refund(connection: Connection, region: str, refund_id: int) -> Refund:
    """A refund that is known to be there."""
    known = queries.refund_by_id(connection, region, refund_id)
    if known is None:
        raise InvariantBroken(f"refund {refund_id} was there and is not any more")
    return known


def _reviewed(
    connection: Connection,
    region: str,
    refund_id: int,
    approve: bool,
    by: str,
    now: datetime,
    take_back: TakeBack,
    note: str,
) -> Refund | Refusal:
    asked = queries.refund_by_id(connection, region, refund_id)
    if asked is None:
        return Refusal("REFUND_MISSING", {"refund": refund_id}, "never")
    mine = {(line.person_id, line.scheme, line.month) for line in asked.lines}
    contributions.lock_months(connection, region, [one.line for one in _paid(connection, region, asked, mine)])
    known = lock_refund(connection, region, refund_id, "reviewed" if approve else "refused")
    if isinstance(known, Refusal):
        return known
    if by == known.asked_by:
        return Refusal("SAME_PERSON_REVIEWS", {"by": by}, "after_fix")
    if not approve and not note:
        return Refusal("REVIEW_NEEDS_NOTE", {}, "after_fix")
    group_id = None
    if approve and known.reason not in SET_ASIDE:
        taken = _take_out(connection, region, known, _paid(connection, region, known, mine), now, take_back)
        if isinstance(taken, Refusal):
            return taken
        group_id = taken
    state: RefundState = "reviewed" if approve else "refused"
    values = {
        "region": region,
        "refund_id": refund_id,
        "state": state,
        "now": now,
        "by": by,
        "note": note,
        "group_id": group_id,
    }
    connection.execute(_SQL["review"], values)
    if approve and known.reason == "NEVER_CAME":
        connection.execute(_SQL["move"], values | {"state": "paid_back"})
        leave_books(connection, region, known, by=by, now=now)
    if group_id is not None:
        issue_reversals(connection, region, known.receipt_id, refund_id, now=now)
    evidence.audit(
        connection, region, by, "REFUND_REVIEWED", f"refund/{refund_id}", {"state": state, "note": note}, now=now
    )
    return read_refund(connection, region, refund_id)


def _paid(connection: Connection, region: str, known: Refund, mine: set[tuple[int, str, date]]) -> list[PaidLine]:
    found = contributions.paid_lines(connection, region, known.receipt_id)
    return [one for one in found if (one.line.person_id, one.line.scheme, one.line.month) in mine]


def _take_out(
    connection: Connection, region: str, known: Refund, lines: list[PaidLine], now: datetime, take_back: TakeBack
) -> int | Refusal:
    """First what was allocated comes back from the accounts, then everything leaves the months and the funds."""
    for person_id in sorted({one.line.person_id for one in lines if one.account_part_fen}):
        months = tuple(one.line.month for one in lines if one.account_part_fen and one.line.person_id == person_id)
        taken = take_back(connection, region, person_id, months, known.id, now)
        if isinstance(taken, Refusal):
            return taken
        for month, fen in taken.items():
            values = {"region": region, "refund_id": known.id, "person_id": person_id, "month": month}
            connection.execute(_SQL["account_part"], values | {"account_part_fen": fen})
    return contributions.return_lines(
        connection,
        region,
        [one.line for one in lines],
        refund_id=known.id,
        at=now,
        void=known.reason in VOIDS,
    )
