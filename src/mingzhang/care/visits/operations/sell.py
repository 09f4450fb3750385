"""A pharmacy's sale (2102): visit, lines and settlement in one; or its trial (2101)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.care.visits.facts import Facts, Question
from mingzhang.care.visits.gathering import gather
from mingzhang.care.visits.lines import bill_of, split_lines, write_lines
from mingzhang.care.visits.operations.register_visit import open_visit
from mingzhang.care.visits.own_money import refuse_visiting
from mingzhang.care.visits.planning import year_starts_in_month
from mingzhang.care.visits.records import Answered, LineRecord, Request, SaleOrder, Settled, VisitOrder
from mingzhang.care.visits.rules import refuse_lines, refuse_total
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

BATCH = "1"
BENEFIT = "pharmacy"


def sell(
    connection: Connection, region: str, order: SaleOrder, *, request: Request, render: Render, now: datetime
) -> Answered | Refusal:
    """Book a sale and keep the answer, once for each message.

    Refuses what opening a visit, sending its lines and settling them refuse.
    """

    def attempt() -> Answered | Refusal:
        question = _question(region, order, now, request)
        facts, stored = lock_facts(connection, question)
        if (answered := told_again(stored, request)) is not None:
            return answered
        lines = _refuse(facts, question, order) or _split(connection, facts, order)
        if isinstance(lines, Refusal):
            return lines
        paper = settle_on_paper(facts, _bargain(facts, question, order, lines), now)
        if isinstance(paper, Refusal):
            return paper
        if open_visit(connection, region, facts, _visit(order), now) is None:
            return Refusal("VISIT_SERIAL_TAKEN", {"serial": order.serial})
        write_lines(connection, region, lines, order.lines)
        settled, outcome = paper
        return book(connection, facts, replace(settled, lines=lines), outcome, request, render, lines=len(lines))

    return once_for(connection, request, attempt)


def try_sale(connection: Connection, region: str, order: SaleOrder, *, now: datetime) -> Settled | Refusal:
    """What `sell` would give now; nothing is locked or written."""

    def decide() -> Settled | Refusal:
        question = _question(region, order, now, None)
        facts = gather(connection, question)
        lines = _refuse(facts, question, order) or _split(connection, facts, order)
        if isinstance(lines, Refusal):
            return lines
        paper = settle_on_paper(facts, _bargain(facts, question, order, lines), now)
        return paper if isinstance(paper, Refusal) else replace(paper[0], lines=lines)

    return known(decide)


def _question(region: str, order: SaleOrder, now: datetime, request: Request | None) -> Question:
    return Question(
        region=region,
        person=order.person,
        institution_code=order.institution_code,
        now=now,
        credential=order.credential,
        service_on=order.started_at.date(),
        request=request,
        year_starts_in_month=year_starts_in_month(region, now.date()),
    )


def _refuse(facts: Facts, question: Question, order: SaleOrder) -> Refusal | None:
    if order.started_at.date() > question.now.date():
        return Refusal("DAY_TO_COME", {"day": order.started_at.date().isoformat()})
    return (
        refuse_visiting(facts, question, BENEFIT, use_account=order.use_account)
        or refuse_lines(order.lines, question.now.date())
        or refuse_total(order.total_fen, sum(line.amount_fen for line in order.lines))
    )


def _split(connection: Connection, facts: Facts, order: SaleOrder) -> tuple[LineRecord, ...] | Refusal:
    assert facts.institution is not None
    lines = tuple(replace(line, batch=BATCH) for line in order.lines)
    return split_lines(connection, facts.institution.region, facts.new_visit_id or 0, lines)


def _bargain(facts: Facts, question: Question, order: SaleOrder, lines: tuple[LineRecord, ...]) -> Bargain:
    return Bargain(
        region=question.region,
        visit_id=facts.new_visit_id,
        batch=BATCH,
        benefit=BENEFIT,
        medical_type=order.medical_type,
        emergency=False,
        bill=bill_of(lines),
        use_account=order.use_account,
        message_id=question.request.key.message_id if question.request else "",
    )


def _visit(order: SaleOrder) -> VisitOrder:
    return VisitOrder(
        institution_code=order.institution_code,
        person=order.person,
        credential=order.credential,
        serial=order.serial,
        started_at=order.started_at,
        benefit=BENEFIT,
        medical_type=order.medical_type,
        details={**order.details, "sale": True},
    )
