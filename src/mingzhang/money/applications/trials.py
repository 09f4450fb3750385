"""Trying an application before it is kept: what would be refused at the decision is refused at the window."""

from __future__ import annotations

from datetime import datetime

from psycopg import Rollback

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import Case, Facts
from mingzhang.books.cases.kinds import CarryOut, Check
from mingzhang.books.database import Connection

_MAKER, _CHECKER = "trial/maker", "trial/checker"


def trial(carry_out: CarryOut) -> Check:
    """A check that carries an application out and undoes it again."""

    def check(connection: Connection, region: str, person_id: int, facts: Facts, now: datetime) -> Refusal | None:
        with connection.transaction() as tried:
            outcome = carry_out(connection, _as_if_decided(region, person_id, facts, now), now)
            raise Rollback(tried)
        return outcome if isinstance(outcome, Refusal) else None

    return check


def _as_if_decided(region: str, person_id: int, facts: Facts, now: datetime) -> Case:
    return Case(
        region=region,
        id=0,
        kind="",
        person_id=person_id,
        applicant="",
        channel="counter",
        facts=facts,
        four_eyes=True,
        state="proposed",
        version=1,
        submitted_at=now,
        accepted_at=now,
        handler=_MAKER,
        given_workdays=None,
        extended_workdays=0,
        stopped_on=None,
        stopped_workdays=0,
        due_on=None,
        missing="",
        proposed="approve",
        proposed_by=_MAKER,
        decided_by=_CHECKER,
        reason_code=None,
        reason="",
        outcome={},
        ended_at=None,
    )
