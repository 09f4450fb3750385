"""Whatever is posted, held, released or taken back: no fen appears, none is lost, none is spent twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.ledger import Code, Entry
from mingzhang.books.ledger.codes import BANK, CASH, COLLECTION, INSTITUTION, PERSONAL, SUSPENSE

REGION = "440100"
DAY = date(2026, 3, 5)
NOON = datetime(2026, 3, 5, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
Books = psycopg.Connection[tuple[object, ...]]

ACCOUNTS = [
    *[(PERSONAL, person) for person in (1, 2, 3)],
    (INSTITUTION, 1),
    (CASH, 1),
    (COLLECTION, 0),
    (BANK, 0),
    (SUSPENSE, 0),
    ("fund.employee_pooled", 0),
]
pairs = some.tuples(some.sampled_from(ACCOUNTS), some.sampled_from(ACCOUNTS)).filter(lambda pair: pair[0] != pair[1])
entries = some.builds(
    lambda pair, amount, code: Entry(code, *pair[0], *pair[1], amount),
    pairs,
    some.integers(1, 50_000),
    some.sampled_from(Code),
)
steps = some.one_of(
    some.tuples(some.just("post"), some.lists(entries, min_size=1, max_size=4)),
    some.tuples(some.just("hold"), some.tuples(some.sampled_from([1, 2, 3]), some.integers(1, 30_000))),
    some.tuples(some.just("release"), some.integers(0, 9)),
    some.tuples(some.just("reverse"), some.integers(0, 9)),
)


class Model:
    """The obvious books: one counter of balances, one list of holds."""

    def __init__(self) -> None:
        self.balances: Counter[tuple[str, int]] = Counter()
        self.holds: list[tuple[int, int, int]] = []  # number, person, fen
        self.groups: dict[int, list[Entry]] = {}

    def available(self, person: int) -> int:
        return self.balances[PERSONAL, person] - sum(fen for _, owner, fen in self.holds if owner == person)

    def would_overdraw(self, changes: Counter[tuple[str, int]]) -> bool:
        return any(
            kind == PERSONAL and change < 0 and self.available(owner) + change < 0
            for (kind, owner), change in changes.items()
        )

    def apply(self, changes: Counter[tuple[str, int]]) -> None:
        for account, change in changes.items():
            self.balances[account] += change


def changes_of(group: list[Entry], sign: int = 1) -> Counter[tuple[str, int]]:
    changes: Counter[tuple[str, int]] = Counter()
    for entry in group:
        changes[entry.debit_kind, entry.debit_owner] -= sign * entry.amount_fen
        changes[entry.credit_kind, entry.credit_owner] += sign * entry.amount_fen
    return changes


def take(connection: Books, model: Model, verb: str, what: object) -> None:
    if verb == "post":
        outcome = ledger.post(connection, REGION, what, effective_on=DAY, event_kind="test", event_id=1)
        assert isinstance(outcome, Refusal) == model.would_overdraw(changes_of(what))
        if isinstance(outcome, int):
            model.groups[outcome] = list(what)
            model.apply(changes_of(what))
    elif verb == "hold":
        person, fen = what
        outcome = ledger.hold(connection, REGION, person, fen, "FROZEN", at=NOON)
        assert isinstance(outcome, Refusal) == (model.available(person) < fen)
        if isinstance(outcome, int):
            model.holds.append((outcome, person, fen))
    elif verb == "release" and what < len(model.holds):
        number, _, fen = model.holds.pop(what)
        assert ledger.release(connection, REGION, number, at=NOON) == fen
    elif verb == "reverse" and what < len(model.groups):
        number = list(model.groups)[what]
        changes = changes_of(model.groups[number], -1)
        outcome = ledger.reverse_group(connection, REGION, number, effective_on=DAY, event_kind="test", event_id=2)
        assert isinstance(outcome, Refusal) == model.would_overdraw(changes)
        if isinstance(outcome, int):
            del model.groups[number]
            model.apply(changes)


@contextmanager
def undone(connection: Books) -> Iterator[None]:
    with connection.transaction(force_rollback=True):
        yield


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=some.lists(steps, max_size=14))
def test_any_history_adds_up(connection: Books, history: list[tuple[str, object]]) -> None:
    model = Model()
    with undone(connection):
        for verb, what in [("post", [Entry(Code.SUPPORT, BANK, 0, PERSONAL, 1, 40_000)]), *history]:
            take(connection, model, verb, what)
        found = {account: ledger.balance(connection, REGION, *account) for account in ACCOUNTS}
        assert {account: balance.balance_fen for account, balance in found.items()} == {
            account: model.balances[account] for account in ACCOUNTS
        }
        assert sum(balance.balance_fen for balance in found.values()) == 0
        for person in (1, 2, 3):
            assert found[PERSONAL, person].available_fen == model.available(person) >= 0
            moved = ledger.movements(connection, REGION, PERSONAL, person, DAY, DAY)
            assert moved.closing_fen == found[PERSONAL, person].balance_fen
        assert ledger.prove_region(connection, REGION) == ()
