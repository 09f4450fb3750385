"""Hearing many words at once 批量: what is plain is booked in few statements, everything else goes through `hear`.

Plain is a word about a sent order that fails it, or that pays exactly what its months lack under a serial that nobody
has; and a word that was heard before and says nothing new. Locks are taken in the order of `moving`: the months of all
orders, the orders, the serials; what is not plain is heard after they are let go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.documents.issuing import issue_for_receipts
from mingzhang.money.collection.orders import moving, queries
from mingzhang.money.collection.orders.records import Order, OrderState, Said
from mingzhang.money.contributions import operations as contributions
from mingzhang.money.contributions.records import Payment

_SQL = load_statements("mingzhang.money.collection", "orders.sql")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A party's word about one order; fen."""

    order_id: int
    word: Literal["paid", "failed"]
    said: Said
    amount_fen: int


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of the orders, and cannot change until the transaction ends."""

    orders: Mapping[int, Order]
    missing: Mapping[Any, tuple[int, int]]
    taken: frozenset[str]  # serials
    shared: frozenset[int]  # people for whom several orders pay


@dataclass(frozen=True, slots=True)
class _Step:
    """A word, the order that it is about, and what the order is after it."""

    spoken: Spoken
    order: Order
    to: OrderState


def hear_many(
    connection: Connection, region: str, spoken: Sequence[Spoken], *, channel: str, now: datetime
) -> tuple[OrderState, ...]:
    """Take words about orders of a channel, each order and serial once; what each order is afterwards, in their order.

    The outcome is that of `moving.hear` one word after the other. The plain ones are one transaction, each other one
    of its own. Raises InvariantBroken for an order that is not there.
    """
    with connection.transaction():
        facts = _locked(connection, region, spoken, channel)
        steps = {one.order_id: step for one in spoken if (step := _plain(one, facts, channel)) is not None}
        _book(connection, region, steps, channel, now)
    after = {order_id: step.to for order_id, step in steps.items()}
    for one in spoken:
        if one.order_id not in after:
            after[one.order_id] = _heard_alone(connection, region, one, now)
    return tuple(after[one.order_id] for one in spoken)


def _heard_alone(connection: Connection, region: str, one: Spoken, now: datetime) -> OrderState:
    heard = moving.hear(connection, region, one.order_id, one.word, said=one.said, now=now, amount_fen=one.amount_fen)
    if isinstance(heard, Refusal):
        raise InvariantBroken(f"order {one.order_id} was in the batch and is not there")
    return heard.state


def _locked(connection: Connection, region: str, spoken: Sequence[Spoken], channel: str) -> _Facts:
    """Lock months, orders and serials, and read what they are."""
    order_ids = [one.order_id for one in spoken]
    listed = queries.orders_by_id(connection, region, order_ids)
    paid = [one for one in spoken if one.word == "paid" and one.order_id in listed]
    lines = [line for one in paid for line in listed[one.order_id].received]
    missing = contributions.lock_months(connection, region, lines)
    connection.execute(_SQL["lock_many"], {"region": region, "order_ids": order_ids})
    serials = {
        "region": region,
        "channel": channel,
        "order_ids": [one.order_id for one in paid],
        "serials": [one.said.serial or "" for one in paid],
    }
    connection.execute(_SQL["many_serials_at_a_time"], serials)
    taken = connection.execute(_SQL["serials_taken"], serials).fetchall()
    orders = queries.orders_by_id(connection, region, order_ids)
    people = Counter(person for order in orders.values() for person in {line.person_id for line in order.lines})
    return _Facts(
        orders=orders,
        missing=missing,
        taken=frozenset(row[0] for row in taken),
        shared=frozenset(person for person, count in people.items() if count > 1),
    )


def _plain(one: Spoken, facts: _Facts, channel: str) -> _Step | None:
    """What a plain word makes of its order, None for a word that must be heard alone."""
    order = facts.orders.get(one.order_id)
    if order is None or order.channel != channel:
        return None
    if one.word == "failed":
        return _Step(one, order, "failed") if order.state in ("sent", "failed") else None
    serial = one.said.serial
    if not serial or one.amount_fen != order.amount_fen:
        return None
    if order.state == "posted":
        return _Step(one, order, "posted") if serial == order.serial else None
    free = serial not in facts.taken and order.serial in (None, serial)
    if order.state == "sent" and free and _fits(order, facts):
        return _Step(one, order, "posted")
    return None


def _fits(order: Order, facts: _Facts) -> bool:
    """Whether the order pays exactly what its months lack, for people for whom no other of the orders pays."""
    return all(
        line.person_id not in facts.shared
        and facts.missing.get((line.person_id, line.scheme, line.month))
        == (line.person_part_fen, line.employer_part_fen)
        for line in order.lines
    )


def _book(connection: Connection, region: str, steps: dict[int, _Step], channel: str, now: datetime) -> None:
    """Book what is paid, settle the orders, and write every word down."""
    moved = [step for step in steps.values() if step.to != step.order.state]
    posted = [step for step in moved if step.to == "posted"]
    receipts: Mapping[str, int] = {}
    if posted:
        payments = [_payment(step, now) for step in posted]
        receipts = contributions.take_in_many(connection, region, payments, channel=channel, at=now)
        issue_for_receipts(connection, region, list(receipts.values()))
    if moved:
        connection.execute(_SQL["settle_many"], {"region": region, "now": now, **_settled(moved, receipts)})
    for step in moved:
        if step.to == "failed":
            moving.remember_failure(connection, step.order, step.spoken.said, now)
    if steps:
        connection.execute(_SQL["insert_events"], {"region": region, "now": now, **_events(steps.values())})


def _payment(step: _Step, now: datetime) -> Payment:
    order, said = step.order, step.spoken.said
    return Payment(order.payer_kind, order.payer_id, said.serial or "", order.received, min(said.at, now))


def _settled(moved: Sequence[_Step], receipts: Mapping[str, int]) -> dict[str, list[Any]]:
    return {
        "order_ids": [step.order.id for step in moved],
        "states": [step.to for step in moved],
        "codes": [step.spoken.said.code for step in moved],
        "serials": [step.spoken.said.serial if step.to == "posted" else None for step in moved],
        "receipt_ids": [receipts.get(step.spoken.said.serial or "") for step in moved],
    }


def _events(steps: Iterable[_Step]) -> dict[str, list[Any]]:
    written = tuple(steps)
    said = [step.spoken.said for step in written]
    return {
        "order_ids": [step.order.id for step in written],
        "states_from": [step.order.state for step in written],
        "states_to": [step.to for step in written],
        "parties": [one.party for one in said],
        "by_whom": [one.by_whom for one in said],
        "happened_at": [one.at for one in said],
        "serials": [one.serial for one in said],
        "codes": [one.code for one in said],
        "words": [step.spoken.word for step in written],
    }
