"""Finding people who paid two schemes for the same time: the system asks for the refund, people decide it."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.refunds.asking import refund
from mingzhang.money.collection.refunds.records import Refund
from mingzhang.money.collection.refunds.rules import KEEPS
from mingzhang.money.collection.refunds.writing import OURSELVES
from mingzhang.rules.policy import UnknownRule, view_for

_SQL = load_statements("mingzhang.money.collection", "refunds.sql")


def find_two_schemes(connection: Connection, region: str, *, now: datetime) -> tuple[Refund, ...] | Refusal:
    """Ask for a refund of every payment to the scheme that the rule ends, once its coverage is stopped; the new ones.

    A checker still decides: whether benefit was used is not known here. What was asked for before, by anybody and with
    whatever outcome, is not asked for again. Refuses UNKNOWN_RULE.
    """
    try:
        kept = view_for(region, now.date()).find(KEEPS).value
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts())
    values = {"region": region, "kept": kept, "on": now.date()}
    found = []
    for receipt_id, *line in connection.execute(_SQL["paid_twice_over"], values).fetchall():
        asked = refund(connection, region, receipt_id, reason="TWO_SCHEMES", by=OURSELVES, now=now, lines=[tuple(line)])
        if isinstance(asked, Refund):
            found.append(asked)
    return tuple(found)
