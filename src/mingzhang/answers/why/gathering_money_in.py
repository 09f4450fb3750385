"""Gathering what lies between payer and agency for one person: a fixed number of reads for each kind of question."""

from __future__ import annotations

from datetime import date

from mingzhang.answers.why.money_in import NO_MONEY_IN, MoneyIn, Paper
from mingzhang.answers.why.own import own_orders, own_refunds
from mingzhang.answers.why.symptoms import OF_A_PAYMENT, OF_CONTRIBUTIONS
from mingzhang.books.database import Connection
from mingzhang.money.collection import queries as collection
from mingzhang.money.contributions.interruptions import arrears
from mingzhang.money.contributions.interruptions.records import Gap
from mingzhang.money.contributions.standing import standing
from mingzhang.money.contributions.standing.records import Standing

UNPAID_BUT_NORMAL = "FAKEOK"  # the question for which the standing is read


def money_in_of(connection: Connection, region: str, person_id: int, symptom: str, today: date) -> MoneyIn:
    """A person's orders, agreements, refunds, papers and gaps; nothing is read for a symptom about a bill."""
    if symptom in OF_A_PAYMENT:
        return NO_MONEY_IN
    return MoneyIn(
        orders=own_orders(collection.orders_of_person(connection, region, person_id)),
        said=collection.events_of_orders(connection, region, person_id),
        agreements=collection.debit_agreements(connection, region, person_id),
        refunds=own_refunds(collection.refunds_of(connection, region, person_id)),
        papers=_papers(connection, region, person_id),
        channels=collection.watermarks(connection, region),
        gaps=_gaps(connection, region, person_id, today) if symptom in OF_CONTRIBUTIONS else (),
        standing=_standing(connection, region, person_id, today) if symptom == UNPAID_BUT_NORMAL else None,
    )


def _papers(connection: Connection, region: str, person_id: int) -> tuple[Paper, ...]:
    """The person's own receipts; reversals are no receipts."""
    return tuple(
        Paper(paper.number, paper.receipt_id, paper.issued_at, paper.push_state, paper.pushed_to)
        for paper in collection.documents_of(connection, region, person_id)
        if paper.kind == "receipt" and paper.person_id == person_id
    )


def _gaps(connection: Connection, region: str, person_id: int, today: date) -> tuple[Gap, ...]:
    return arrears(connection, region, person_id, today).gaps


def _standing(connection: Connection, region: str, person_id: int, today: date) -> Standing | None:
    found = standing(connection, region, person_id, today)
    return found if isinstance(found, Standing) else None
