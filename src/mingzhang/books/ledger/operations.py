"""Posting: one business event becomes one group of transfers, all or none, with the balances they move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.ledger.codes import PERSONAL, Code, is_account_kind, opposite

_SQL = load_statements(__package__ or "", "post.sql")
_MANY = load_statements(__package__ or "", "post_many.sql")
_ROLLUP = load_statements(__package__ or "", "rollup.sql")


@dataclass(frozen=True, slots=True)
class Entry:
    """One transfer to be posted: `amount_fen` (above zero) from the debit account to the credit account."""

    code: str
    debit_kind: str
    debit_owner: int
    credit_kind: str
    credit_owner: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Posted:
    """What a bulk posting did: how many transfers, and their sum in fen."""

    transfers: int
    amount_fen: int


def post(
    connection: Connection,
    region: str,
    entries: Sequence[Entry],
    *,
    effective_on: date,
    event_kind: str,
    event_id: int,
    corrects: int | None = None,
) -> int | Refusal:
    """Post one event's transfers as one group and return its number.

    Personal accounts are locked in the order of their owners, so that two posts never wait for each other in a circle.
    Returns Refusal BALANCE_SHORT (nothing written) when a personal account has less available than would leave it.
    Raises InvariantBroken for an entry outside the closed lists or without a positive amount.
    """
    _check(entries)
    changes = personal_changes(entries)
    with connection.transaction():
        short = _lock_and_find_short(connection, region, changes)
        if short is not None:
            return short
        return write_group(connection, region, entries, changes, effective_on, event_kind, event_id, corrects)


def post_many(connection: Connection, region: str, select: str, parameters: Mapping[str, object]) -> Posted | Refusal:
    """Post what a SELECT yields, set-based: an allocation run, a month's contributions.

    The select gives, in this order: group_id (`nextval('ledger_group_seq')` or a number drawn before), code,
    debit_kind, debit_owner, credit_kind, credit_owner, amount_fen, effective_on, event_kind, event_id, corrects.
    All or nothing: returns Refusal BALANCE_SHORT with how many personal accounts would be overdrawn.
    The rows stay readable in the temporary table `ledger_staged` until the caller's transaction ends.
    """
    with connection.transaction():
        connection.execute(_MANY["open_stage"])
        connection.execute(_MANY["clear_stage"])
        connection.execute(f"insert into ledger_staged {select}", parameters)
        short = _move_staged(connection, region)
        if short:
            return Refusal("BALANCE_SHORT", {"accounts": short}, "never")
        done = connection.execute(_MANY["insert_transfers"], {"region": region}).fetchone()
    if done is None:
        raise InvariantBroken("a bulk posting answered nothing")
    return Posted(done[0], int(done[1]))


def _move_staged(connection: Connection, region: str) -> int:
    """Move the personal balances by what is staged; how many would be overdrawn, and then nothing was moved."""
    takes = connection.execute(_MANY["takes_from_accounts"]).fetchone()
    if takes is not None and not takes[0]:
        connection.execute(_MANY["add_to_balances"], {"region": region})
        return 0
    connection.execute(_MANY["add_missing_accounts"], {"region": region})
    row = connection.execute(_MANY["lock_and_count_short"], {"region": region}).fetchone()
    if row is not None and row[0]:
        return int(row[0])
    connection.execute(_MANY["move_balances"], {"region": region})
    return 0


def reverse_group(
    connection: Connection, region: str, group_id: int, *, effective_on: date, event_kind: str, event_id: int
) -> int | Refusal:
    """Post the mirror of a group: each transfer back the way it came, naming the group it takes back.

    Returns Refusal GROUP_UNKNOWN or GROUP_ALREADY_REVERSED, or BALANCE_SHORT when money that came in is spent.
    """
    with connection.transaction():
        connection.execute(_SQL["lock_group"], {"region": region, "group_id": group_id})
        rows = connection.execute(_SQL["transfers_of_group"], {"region": region, "group_id": group_id}).fetchall()
        if not rows:
            return Refusal("GROUP_UNKNOWN", {"group": group_id}, "never")
        if connection.execute(_SQL["group_is_corrected"], {"region": region, "group_id": group_id}).fetchone():
            return Refusal("GROUP_ALREADY_REVERSED", {"group": group_id}, "never")
        mirror = [Entry(opposite(code), ck, co, dk, do, amount) for code, dk, do, ck, co, amount in rows]
        return post(
            connection,
            region,
            mirror,
            effective_on=effective_on,
            event_kind=event_kind,
            event_id=event_id,
            corrects=group_id,
        )


def roll_up(connection: Connection, region: str) -> int:
    """Fold every finished transfer into the rolled balances of funds and institutions; how many accounts there are.

    The horizon is the oldest transaction still running: every transfer of an older transaction is inside, none of a
    younger one is, so that balance = roll-up + later transfers holds without locking anybody.
    """
    with connection.transaction():
        connection.execute(_ROLLUP["one_at_a_time"], {"region": region})
        row = connection.execute(_ROLLUP["fold"], {"region": region}).fetchone()
    return row[0] if row is not None else 0


def personal_changes(entries: Sequence[Entry]) -> dict[int, int]:
    """What the entries add to (or take from, when negative) each personal account, by owner in ascending order."""
    changes: Counter[int] = Counter()
    for entry in entries:
        if entry.debit_kind == PERSONAL:
            changes[entry.debit_owner] -= entry.amount_fen
        if entry.credit_kind == PERSONAL:
            changes[entry.credit_owner] += entry.amount_fen
    return dict(sorted(changes.items()))


def write_group(
    connection: Connection,
    region: str,
    entries: Sequence[Entry],
    changes: Mapping[int, int],
    effective_on: date,
    event_kind: str,
    event_id: int,
    corrects: int | None,
) -> int:
    """Write a checked group whose personal accounts are locked; its number."""
    owners, amounts = list(changes), list(changes.values())
    if owners:
        connection.execute(_SQL["add_missing_accounts"], {"region": region, "owners": owners})
        connection.execute(_SQL["move_balances"], {"region": region, "owners": owners, "amounts": amounts})
    row = connection.execute(
        _SQL["insert_group"],
        {
            "region": region,
            "codes": [str(entry.code) for entry in entries],
            "debit_kinds": [entry.debit_kind for entry in entries],
            "debit_owners": [entry.debit_owner for entry in entries],
            "credit_kinds": [entry.credit_kind for entry in entries],
            "credit_owners": [entry.credit_owner for entry in entries],
            "amounts": [entry.amount_fen for entry in entries],
            "effective_on": effective_on,
            "event_kind": event_kind,
            "event_id": event_id,
            "corrects": corrects,
        },
    ).fetchone()
    if row is None:
        raise InvariantBroken("a group was written without a number")
    return int(row[0])


def _lock_and_find_short(connection: Connection, region: str, changes: Mapping[int, int]) -> Refusal | None:
    if not changes:
        return None
    rows = connection.execute(_SQL["lock_accounts"], {"region": region, "owners": list(changes)}).fetchall()
    available = {owner: balance - held for owner, balance, held in rows}
    for owner, change in changes.items():
        if change < 0 and available.get(owner, 0) + change < 0:
            return Refusal("BALANCE_SHORT", {"available_fen": available.get(owner, 0), "needed_fen": -change}, "later")
    return None


def _check(entries: Sequence[Entry]) -> None:
    if not entries:
        raise InvariantBroken("a group needs at least one transfer")
    for entry in entries:
        if entry.code not in Code.__members__:
            raise InvariantBroken(f"no transfer code {entry.code!r}; the list is closed")
        if not (is_account_kind(entry.debit_kind) and is_account_kind(entry.credit_kind)):
            raise InvariantBroken(f"no such account: {entry.debit_kind!r} or {entry.credit_kind!r}")
        if entry.amount_fen <= 0:
            raise InvariantBroken(f"a transfer moves a positive amount, got {entry.amount_fen}")
