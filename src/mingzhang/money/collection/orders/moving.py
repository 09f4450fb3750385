"""Moving an order 流转: what channel, bank, tax office and agency say, one word at a time, each written down.

Whatever is locked, is locked in one order: the months of the order's lines, the order, the channel's serial.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import evidence
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.documents.issuing import issue_for_receipt
from mingzhang.money.collection.kinds import CHANNELS
from mingzhang.money.collection.orders import queries, states
from mingzhang.money.collection.orders.records import Order, OrderState, Said
from mingzhang.money.collection.orders.states import Word
from mingzhang.money.collection.refunds.automatic import refund_set_aside
from mingzhang.money.contributions import operations as contributions

_SQL = load_statements("mingzhang.money.collection", "orders.sql")
CONTRADICTED = "CONTRADICTED"  # a party said one thing and then the other: its word decides nothing more


def send_order(
    connection: Connection, region: str, order_id: int, *, now: datetime, by: str, batch_id: int | None = None
) -> Order | Refusal:
    """Keep that an order went to its channel; sending it again changes nothing.

    Refuses ORDER_MISSING, and ORDER_MOVED_ON when it is past that already.
    """
    with connection.transaction():
        known = _lock(connection, region, order_id)
        if isinstance(known, Refusal):
            return known
        if known.state != "sent":
            if not states.may_move(known.state, "sent"):
                return Refusal("ORDER_MOVED_ON", {"order": known.number, "state": known.state}, "never")
            check = now + CHANNELS[known.channel].silent_after
            _move(connection, known, "sent", now, next_check_at=check, batch_id=batch_id)
            note(connection, region, order_id, known.state, "sent", Said("agency", by, now), now)
        return _read(connection, region, order_id)


def accept_order(connection: Connection, region: str, order_id: int, *, said: Said, now: datetime) -> Order | Refusal:
    """A channel or bank says that it has taken the money, which is not with us yet. Refuses as `hear`."""
    return hear(connection, region, order_id, "accepted", said=said, now=now)


def post_order(connection: Connection, region: str, order_id: int, *, said: Said, now: datetime) -> Order | Refusal:
    """A party says that the money is with the agency: it is booked, once, however often this is said.

    Lines whose month was paid meanwhile are set aside and go back by themselves. Refuses as `hear`.
    """
    return hear(connection, region, order_id, "paid", said=said, now=now)


def fail_order(connection: Connection, region: str, order_id: int, *, said: Said, now: datetime) -> Order | Refusal:
    """A party says that nothing was paid, and why (`said.code`). Refuses as `hear`."""
    return hear(connection, region, order_id, "failed", said=said, now=now)


def hear(
    connection: Connection,
    region: str,
    order_id: int,
    word: Word,
    *,
    said: Said,
    now: datetime,
    amount_fen: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Order | Refusal:
    """Take a party's word about an order, in whatever order words arrive; each is kept, only a new one moves it.

    A word that contradicts what was told before, tells another amount or another payment's serial makes the order
    `unknown` unless its money is booked already; then query or bill decides. Refuses ORDER_MISSING only.
    """
    with connection.transaction():
        listed = queries.order(connection, region, order_id)
        if listed is None:
            return Refusal("ORDER_MISSING", {"order": order_id}, "never")
        if word == "paid":
            contributions.lock_months(connection, region, listed.received)
        known = _lock(connection, region, order_id)
        if isinstance(known, Refusal):
            return known
        doubt = _doubt(connection, known, word, said, amount_fen)
        told = {"word": word, **({"doubt": doubt} if doubt else {}), **(facts or {})}
        if doubt is not None:
            _doubted(connection, known, said, now, told)
        else:
            to = states.heard(known.state, word, contradicted=known.code == CONTRADICTED)
            _heard(connection, known, to, said, now, told)
        return _read(connection, region, order_id)


def settle(
    connection: Connection, region: str, order_id: int, word: Word, *, said: Said, now: datetime
) -> Order | Refusal:
    """What a query or a bill found decides an order that is open, even after contradictions.

    Refuses ORDER_MISSING, ORDER_MOVED_ON when the order is posted, failed or reversed, and SERIAL_REUSED when the
    serial is another payment's.
    """
    with connection.transaction():
        listed = queries.order(connection, region, order_id)
        if listed is None:
            return Refusal("ORDER_MISSING", {"order": order_id}, "never")
        contributions.lock_months(connection, region, listed.received)
        known = _lock(connection, region, order_id)
        if isinstance(known, Refusal):
            return known
        if known.state not in states.OPEN:
            return Refusal("ORDER_MOVED_ON", {"order": known.number, "state": known.state}, "never")
        if said.serial is not None and _serial_taken(connection, known, said.serial):
            return Refusal("SERIAL_REUSED", {"serial": said.serial}, "never")
        _heard(connection, known, states.heard(known.state, word), said, now, {"word": word, "decided": True})
        return _read(connection, region, order_id)


def mark_unknown(connection: Connection, region: str, *, now: datetime) -> int:
    """Make every order unknown whose channel should have answered by now; how many. Each gets its next check."""
    rows = connection.execute(_SQL["silent"], {"region": region, "now": now}).fetchall()
    marked = 0
    for (order_id,) in rows:
        with connection.transaction():
            known = _lock(connection, region, order_id)
            late = isinstance(known, Order) and known.next_check_at is not None and known.next_check_at <= now
            if isinstance(known, Refusal) or not late or not states.may_move(known.state, "unknown"):
                continue
            check = now + CHANNELS[known.channel].silent_after
            _move(connection, known, "unknown", now, next_check_at=check)
            note(connection, region, order_id, known.state, "unknown", Said("agency", "clock", now), now)
            marked += 1
    return marked


def stay_unknown(connection: Connection, region: str, order_id: int, *, now: datetime) -> Order | Refusal:
    """Keep that a channel was asked and did not answer: the order is unknown, with a later check; as `settle`."""
    with connection.transaction():
        known = _lock(connection, region, order_id)
        if isinstance(known, Refusal):
            return known
        if known.state not in states.TAKEN:
            return Refusal("ORDER_MOVED_ON", {"order": known.number, "state": known.state}, "never")
        check = now + CHANNELS[known.channel].silent_after
        _move(connection, known, "unknown", now, code=known.code, next_check_at=check)
        note(connection, region, order_id, known.state, "unknown", Said("agency", "query", now), now)
        return _read(connection, region, order_id)


def mark_reversed(connection: Connection, region: str, order_id: int, *, said: Said, now: datetime) -> Order | Refusal:
    """Keep that a posted order's money went back or never came; the books are put right by who calls.

    Refuses ORDER_MISSING, and ORDER_MOVED_ON for an order that is not posted.
    """
    with connection.transaction():
        known = _lock(connection, region, order_id)
        if isinstance(known, Refusal):
            return known
        if not states.may_move(known.state, "reversed"):
            return Refusal("ORDER_MOVED_ON", {"order": known.number, "state": known.state}, "never")
        _move(connection, known, "reversed", now, code=said.code)
        note(connection, region, order_id, known.state, "reversed", said, now)
        return _read(connection, region, order_id)


def note(
    connection: Connection,
    region: str,
    order_id: int,
    state_from: OrderState | None,
    state_to: OrderState,
    said: Said,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write down one step of an order, or a word about it that moved nothing."""
    values = {
        "region": region,
        "order_id": order_id,
        "state_from": state_from,
        "state_to": state_to,
        "party": said.party,
        "by_whom": said.by_whom,
        "happened_at": said.at,
        "now": now,
        "serial": said.serial,
        "code": said.code,
        "facts": Jsonb(dict(facts or {})),
    }
    connection.execute(_SQL["insert_event"], values)


def _doubt(connection: Connection, known: Order, word: Word, said: Said, amount_fen: int | None) -> str | None:
    """What is wrong with a word, None for a plain one."""
    if states.contradicts(known.state, word):
        return CONTRADICTED
    if word != "failed" and amount_fen is not None and amount_fen != known.amount_fen:
        return "AMOUNT_DIFFERS"
    if word == "failed" or said.serial is None:
        return None
    if known.serial is not None and known.serial != said.serial:
        return "ANOTHER_SERIAL"
    if known.state in states.OPEN and _serial_taken(connection, known, said.serial):
        return "SERIAL_REUSED"
    return None


def _serial_taken(connection: Connection, known: Order, serial: str) -> bool:
    """Whether another payment of the channel has the serial; nobody else can take it until the transaction ends."""
    values = {"region": known.region, "channel": known.channel, "serial": serial, "order_id": known.id}
    connection.execute(_SQL["one_serial_at_a_time"], values)
    return connection.execute(_SQL["serial_taken"], values).fetchone() is not None


def _doubted(connection: Connection, known: Order, said: Said, now: datetime, told: Mapping[str, Any]) -> None:
    """Keep a doubtful word; an order that is not booked becomes unknown by it."""
    to: OrderState = known.state if known.state in ("posted", "reversed") else "unknown"
    if to == "unknown":
        check = now + CHANNELS[known.channel].silent_after
        _move(connection, known, "unknown", now, code=CONTRADICTED, next_check_at=check)
    note(connection, known.region, known.id, known.state, to, said, now, told)


def _heard(
    connection: Connection, known: Order, to: OrderState, said: Said, now: datetime, told: Mapping[str, Any]
) -> None:
    """Keep a plain word and move the order, when it says something new."""
    if to == known.state:
        note(connection, known.region, known.id, known.state, to, said, now, told)
        return
    serial = said.serial or known.serial
    if to == "posted":
        receipt_id = _book(connection, known, serial or known.number, said, now)
        _move(connection, known, to, now, serial=serial, receipt_id=receipt_id)
        refund_set_aside(connection, known.region, receipt_id, now=now)
        issue_for_receipt(connection, known.region, receipt_id)
    elif to == "failed":
        _move(connection, known, to, now, code=said.code)
        remember_failure(connection, known, said, now)
    else:
        check = now + CHANNELS[known.channel].silent_after
        _move(connection, known, to, now, serial=serial, next_check_at=check)
    note(connection, known.region, known.id, known.state, to, said, now, told)


def _book(connection: Connection, known: Order, serial: str, said: Said, now: datetime) -> int:
    receipt = contributions.take_in(
        connection,
        known.region,
        payer_kind=known.payer_kind,
        payer_id=known.payer_id,
        channel=known.channel,
        serial=serial,
        lines=known.received,
        received_at=min(said.at, now),
        at=now,
    )
    if isinstance(receipt, Refusal):
        raise InvariantBroken(f"order {known.number} could not be booked: {receipt.code}")
    return receipt.id


def remember_failure(connection: Connection, known: Order, said: Said, now: datetime) -> None:
    """Keep the failed try with each person whom it was for."""
    if said.code == "SUPERSEDED":
        return
    for person_id in sorted({line.person_id for line in known.lines}):
        own = [line for line in known.lines if line.person_id == person_id]
        detail = {
            "code": said.code,
            "order": known.number,
            "scheme": own[0].scheme,
            "months": [f"{line.month:%Y-%m}" for line in own],
        }
        evidence.record_event(
            connection,
            known.region,
            "PAYMENT_FAILED",
            channel=known.channel,
            now=now,
            person_id=person_id,
            detail=detail,
        )


def _lock(connection: Connection, region: str, order_id: int) -> Order | Refusal:
    """The order as it stands now that nobody else can move it."""
    row = connection.execute(_SQL["lock"], {"region": region, "order_id": order_id}).fetchone()
    if row is None:
        return Refusal("ORDER_MISSING", {"order": order_id}, "never")
    return _read(connection, region, order_id)


def _read(connection: Connection, region: str, order_id: int) -> Order:
    stored = queries.order(connection, region, order_id)
    if stored is None:
        raise InvariantBroken(f"order {record_number(region, order_id)} was there and is not any more")
    return stored


def _move(
    connection: Connection,
    known: Order,
    to: OrderState,
    now: datetime,
    *,
    code: str | None = None,
    serial: str | None = None,
    next_check_at: datetime | None = None,
    receipt_id: int | None = None,
    batch_id: int | None = None,
) -> None:
    if to != known.state and not states.may_move(known.state, to):
        raise InvariantBroken(f"order {known.number} cannot go from {known.state} to {to}")
    values = {
        "region": known.region,
        "order_id": known.id,
        "state": to,
        "code": code,
        "serial": serial,
        "now": now,
        "next_check_at": next_check_at,
        "receipt_id": receipt_id,
        "batch_id": batch_id,
    }
    connection.execute(_SQL["move"], values)
