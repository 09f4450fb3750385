"""Making a confirmed wish an order: once, however often the form is sent, reloaded or sent from two windows."""

from __future__ import annotations

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.doors.portal.access.reader import Reader
from mingzhang.doors.portal.paying import demo_channel
from mingzhang.doors.portal.paying.wish import Wish
from mingzhang.money.collection.operations import open_order, send_order
from mingzhang.money.collection.orders.records import Order
from mingzhang.money.contributions.records import PayerKind

_SQL = load_statements("mingzhang.doors.portal", "payment.sql")
BY = "portal"


def send_wish(connection: Connection, reader: Reader, wish: Wish) -> str | Refusal:
    """The number of the wish's order, new or already there; refuses as `open_order`, and then may be sent again."""
    claim = {"region": reader.region, "token": bytes.fromhex(wish.token)}
    with connection.transaction():
        values = claim | {"payer_id": reader.person_id, "demo_answer": wish.demo_answer, "now": reader.now}
        if connection.execute(_SQL["claim"], values).fetchone() is None:
            return _already_ordered(connection, claim)
        opened = open_order(
            connection,
            reader.region,
            payer_kind=_payer_kind(reader, wish),
            payer_id=reader.person_id,
            lines=wish.lines,
            channel=demo_channel.CHANNEL,
            now=reader.now,
        )
        if isinstance(opened, Refusal):
            connection.execute(_SQL["let_go"], claim)
            return opened
        connection.execute(_SQL["ordered"], claim | {"order_id": opened.id})
    return _sent(connection, reader, opened, wish.demo_answer)


def demo_answer_of(connection: Connection, order: Order) -> str | None:
    """How the demonstration's channel answers about an order; None when it was not sent from here."""
    row = connection.execute(_SQL["demo_answer"], {"region": order.region, "order_id": order.id}).fetchone()
    return row[0] if row is not None else None


def _already_ordered(connection: Connection, claim: dict[str, object]) -> str:
    row = connection.execute(_SQL["order"], claim).fetchone()
    if row is None or row[0] is None:
        raise InvariantBroken("a payment form was claimed and has no order")
    return record_number(str(claim["region"]), row[0])


def _payer_kind(reader: Reader, wish: Wish) -> PayerKind:
    return "person" if wish.person_id == reader.person_id else "relative"


def _sent(connection: Connection, reader: Reader, order: Order, demo_answer: str) -> str | Refusal:
    """The order goes to its channel only after it is safely written."""
    sent = send_order(connection, reader.region, order.id, now=reader.now, by=BY)
    if isinstance(sent, Refusal):
        return sent
    answered = demo_channel.answer_sending(connection, sent, demo_answer, now=reader.now)
    return answered if isinstance(answered, Refusal) else order.number
