"""Making a confirmed wish an order: once, however often the form is sent, reloaded or sent from two windows."""

from __future__ import annotations

from psycopg import Rollback

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.evidence import record_event
from mingzhang.doors.portal.access.reader import Reader
from mingzhang.doors.portal.paying import demo_channel
from mingzhang.doors.portal.paying.payable import lines_of_quote
from mingzhang.doors.portal.paying.wish import Wish
from mingzhang.money.collection.operations import open_order, send_order
from mingzhang.money.collection.orders.records import Order
from mingzhang.money.contributions.late import late_quote
from mingzhang.money.contributions.operations import take_quote
from mingzhang.money.contributions.records import PayerKind

_SQL = load_statements("mingzhang.doors.portal", "payment.sql")
BY = "portal"


def send_wish(connection: Connection, reader: Reader, wish: Wish) -> str | Refusal:
    """The number of the wish's order, new or already there.

    Refuses as `open_order`, and QUOTE_CHANGED when overdue months cost something else by now; then nothing is written
    but the evidence of the try.
    """
    claim: dict[str, object] = {"region": reader.region, "token": bytes.fromhex(wish.token)}
    with connection.transaction():
        values = claim | {"payer_id": reader.person_id, "demo_answer": wish.demo_answer, "now": reader.now}
        if connection.execute(_SQL["claim"], values).fetchone() is None:
            return _already_ordered(connection, claim)
        opened = _opened_late(connection, reader, wish) if wish.late else _opened(connection, reader, wish)
        if isinstance(opened, Refusal):
            connection.execute(_SQL["let_go"], claim)
            return opened
        connection.execute(_SQL["ordered"], claim | {"order_id": opened.id})
    return _sent(connection, reader, opened, wish.demo_answer)


def _opened(connection: Connection, reader: Reader, wish: Wish) -> Order | Refusal:
    return open_order(
        connection,
        reader.region,
        payer_kind=_payer_kind(reader, wish),
        payer_id=reader.person_id,
        lines=wish.lines,
        channel=demo_channel.CHANNEL,
        now=reader.now,
    )


def _opened_late(connection: Connection, reader: Reader, wish: Wish) -> Order | Refusal:
    """An order for overdue months at the price of the day; a refusal leaves the prices as they were."""
    quote = late_quote(connection, reader.region, wish.person_id, on=reader.today)
    if isinstance(quote, Refusal):
        return quote
    if lines_of_quote(quote) != wish.lines:
        return Refusal("QUOTE_CHANGED", {"total_fen": quote.total_fen})
    opened: Order | Refusal
    with connection.transaction() as whole:
        take_quote(connection, reader.region, quote, by=BY, now=reader.now)
        opened = _opened(connection, reader, wish)
        if isinstance(opened, Refusal):
            raise Rollback(whole)
    if isinstance(opened, Refusal):
        _remember(connection, reader, wish, opened)
    return opened


def _remember(connection: Connection, reader: Reader, wish: Wish, refusal: Refusal) -> None:
    """Keep the refused try, which went with the prices that were taken back."""
    first = wish.lines[0]
    record_event(
        connection,
        reader.region,
        "PAYMENT_REFUSED",
        channel=demo_channel.CHANNEL,
        now=reader.now,
        person_id=wish.person_id,
        detail={
            **refusal.facts,
            "code": refusal.code,
            "scheme": first.scheme,
            "months": [f"{line.month:%Y-%m}" for line in wish.lines],
        },
    )


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
