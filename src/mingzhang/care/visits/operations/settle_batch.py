"""Settle one batch of a visit (2207), or try what it would give (2206)."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.care.visits.facts import Facts, Question
from mingzhang.care.visits.gathering import gather
from mingzhang.care.visits.own_money import refuse_visiting
from mingzhang.care.visits.planning import year_starts_in_month
from mingzhang.care.visits.records import Answered, Request, Settled, SettlementOrder
from mingzhang.care.visits.rules import refuse_batch, refuse_visit
from mingzhang.care.visits.settling import (
    Bargain,
    Render,
    book,
    known,
    lock_facts,
    once_for,
    settle_on_paper,
    told_again,
)


def settle_batch(
    connection: Connection, region: str, order: SettlementOrder, *, request: Request, render: Render, now: datetime
) -> Answered | Refusal:
    """Settle a batch and keep the answer, once for each message: a repeat gets the first answer, byte for byte.

    Refuses when the person may not be served on the service day, the visit or batch is not what was claimed, the
    total differs from the lines, a rule is not known, or the message's number came with another body.
    """

    def attempt() -> Answered | Refusal:
        question = _question(region, order, now, request)
        facts, stored = lock_facts(connection, question)
        if (answered := told_again(stored, request)) is not None:
            return answered
        paper = _refuse(facts, question, order) or settle_on_paper(facts, _bargain(facts, question, order), now)
        if isinstance(paper, Refusal):
            return paper
        return book(connection, facts, *paper, request, render, lines=facts.batch.lines)

    return once_for(connection, request, attempt)


def try_settlement(connection: Connection, region: str, order: SettlementOrder, *, now: datetime) -> Settled | Refusal:
    """What `settle_batch` would give now; nothing is locked or written."""

    def decide() -> Settled | Refusal:
        question = _question(region, order, now, None)
        facts = gather(connection, question)
        paper = _refuse(facts, question, order) or settle_on_paper(facts, _bargain(facts, question, order), now)
        return paper if isinstance(paper, Refusal) else paper[0]

    return known(decide)


def _question(region: str, order: SettlementOrder, now: datetime, request: Request | None) -> Question:
    return Question(
        region=region,
        person=order.person,
        institution_code=order.institution_code,
        now=now,
        credential=order.credential,
        visit_id=order.visit_id,
        batch=order.batch,
        request=request,
        year_starts_in_month=year_starts_in_month(region, now.date()),
    )


def _refuse(facts: Facts, question: Question, order: SettlementOrder) -> Refusal | None:
    refused = refuse_visit(facts.visit, order.person.person_id, facts.institution, order.visit_id)
    if refused is not None:
        return refused
    assert facts.visit is not None
    return refuse_visiting(facts, question, facts.visit.benefit, use_account=order.use_account) or refuse_batch(
        facts.batch, order.batch, order.total_fen
    )


def _bargain(facts: Facts, question: Question, order: SettlementOrder) -> Bargain:
    assert facts.visit is not None
    return Bargain(
        region=question.region,
        visit_id=order.visit_id,
        batch=order.batch,
        benefit=facts.visit.benefit,
        medical_type=facts.visit.medical_type,
        emergency=facts.visit.emergency,
        bill=facts.batch.bill,
        use_account=order.use_account,
        message_id=question.request.key.message_id if question.request else "",
    )
