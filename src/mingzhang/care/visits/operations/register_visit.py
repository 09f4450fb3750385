"""Open a visit (2201): the person may be served by this institution on this day."""

from __future__ import annotations

from datetime import datetime

from psycopg.types.json import Jsonb

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.care.visits.facts import Facts, Question
from mingzhang.care.visits.gathering import gather
from mingzhang.care.visits.own_money import refuse_visiting
from mingzhang.care.visits.queries import visit
from mingzhang.care.visits.records import VisitOrder, VisitRecord
from mingzhang.care.visits.rules import coverage_of

_SQL = load_statements("mingzhang.care.visits", "visits.sql")


def register_visit(connection: Connection, region: str, order: VisitOrder, *, now: datetime) -> VisitRecord | Refusal:
    """Open a visit on the day of `started_at`.

    Refuses what `refuse_visiting` refuses, a day to come, and VISIT_SERIAL_TAKEN for an institution's own number that
    one of its open visits already has.
    """
    if order.started_at.date() > now.date():
        return Refusal("DAY_TO_COME", {"day": order.started_at.date().isoformat()})
    question = Question(
        region=region,
        person=order.person,
        institution_code=order.institution_code,
        now=now,
        credential=order.credential,
        service_on=order.started_at.date(),
    )
    with connection.transaction():
        facts = gather(connection, question)
        if (refused := refuse_visiting(facts, question, order.benefit)) is not None:
            return refused
        visit_id = open_visit(connection, region, facts, order, now)
        if visit_id is None:
            return Refusal("VISIT_SERIAL_TAKEN", {"serial": order.serial})
        opened = visit(connection, region, visit_id)
    if opened is None:
        raise InvariantBroken("a visit was opened and is not there")
    return opened


def open_visit(connection: Connection, region: str, facts: Facts, order: VisitOrder, now: datetime) -> int | None:
    """Write the visit; its number, or None when the institution's own number is taken."""
    assert facts.institution is not None
    row = connection.execute(
        _SQL["open_visit"],
        {
            "region": region,
            "visit_id": facts.new_visit_id,
            "person_id": order.person.person_id,
            "institution_region": facts.institution.region,
            "institution_id": facts.institution.id,
            "serial": order.serial,
            "benefit": order.benefit,
            "medical_type": order.medical_type,
            "scheme": coverage_of(facts).scheme,
            "service_on": facts.service_on,
            "department": order.department,
            "doctor": order.doctor,
            "details": Jsonb(dict(order.details)),
            "now": now,
        },
    ).fetchone()
    return int(row[0]) if row is not None else None
