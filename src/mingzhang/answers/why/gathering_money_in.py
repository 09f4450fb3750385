"""Gathering what lies between payer and agency for one person: one read for each kind of record."""

from __future__ import annotations

from mingzhang.answers.why.money_in import NO_MONEY_IN, MoneyIn
from mingzhang.answers.why.symptoms import OF_A_PAYMENT
from mingzhang.books.database import Connection
from mingzhang.money.collection.orders import queries as orders


def money_in_of(connection: Connection, region: str, person_id: int, symptom: str) -> MoneyIn:
    """A person's orders, agreements, refunds, papers and gaps; nothing is read for a symptom about a bill."""
    if symptom in OF_A_PAYMENT:
        return NO_MONEY_IN
    return MoneyIn(
        orders=orders.orders_of_person(connection, region, person_id),
        said=orders.events_of_orders(connection, region, person_id),
        agreements=orders.debit_agreements(connection, region, person_id),
    )
