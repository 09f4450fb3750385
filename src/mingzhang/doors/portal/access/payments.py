"""The payments that the reader may see: their own months, and what they paid; never more of another person."""

from __future__ import annotations

from dataclasses import replace

from mingzhang.basics.identifiers import read_record_number
from mingzhang.books.database import Connection
from mingzhang.doors.portal.access.reader import Reader
from mingzhang.money.collection.orders.records import Order
from mingzhang.money.collection.queries import order as order_by_id
from mingzhang.money.contributions.queries import receipt as receipt_by_id
from mingzhang.money.contributions.records import Receipt


def own_order(connection: Connection, reader: Reader, number: str) -> Order | None:
    """The order of that number when the reader pays it, or with the reader's lines only when it pays for the reader."""
    key = read_record_number(number)
    found = order_by_id(connection, *key) if key is not None and key[0] == reader.region else None
    if found is None or is_payer(found, reader):
        return found
    own = tuple(line for line in found.lines if line.person_id == reader.person_id)
    return replace(found, lines=own, amount_fen=sum(line.amount_fen for line in own)) if own else None


def own_receipt(connection: Connection, reader: Reader, number: str) -> Receipt | None:
    """The payment of that number, seen in the same way."""
    key = read_record_number(number)
    found = receipt_by_id(connection, *key) if key is not None and key[0] == reader.region else None
    if found is None or is_payer(found, reader):
        return found
    own = tuple(line for line in found.lines if line.person_id == reader.person_id)
    amount_fen = sum(line.amount_fen for line in own)
    return replace(found, lines=own, amount_fen=amount_fen) if own else None


def is_payer(paid: Order | Receipt, reader: Reader) -> bool:
    """Whether the reader is the one who pays."""
    return paid.payer_kind != "employer" and paid.payer_id == reader.person_id
