"""What the books know of a person for an estimate of their own: who they are to the rules, their year, their money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.care.visits.facts import Facts, Question
from mingzhang.care.visits.gathering import gather
from mingzhang.care.visits.planning import balances_of, person_facts, year_starts_in_month
from mingzhang.care.visits.records import PersonClaim
from mingzhang.care.visits.rules import refuse_entitlement, refuse_person, refuse_suspended, refuse_unpaid
from mingzhang.care.visits.settling import known
from mingzhang.rules.settlement import Balances, PersonFacts

ADMISSIONS = "admissions"


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """A person on a service day: what rules ask about them, the running totals of the medical year in fen, balances."""

    service_on: date
    medical_year: int
    person: PersonFacts
    totals: Mapping[str, int]
    balances: Balances

    @property
    def next_admission(self) -> int:
        """The ordinal that a stay beginning now would have in the medical year, from 1."""
        return self.totals.get(ADMISSIONS, 0) + 1


def own_facts(
    connection: Connection, region: str, person_id: int, service_on: date, *, now: datetime
) -> OwnFacts | Refusal:
    """What a settlement of that day would start from; nothing is locked or written.

    Refuses as a settlement would when no fund may pay for the person that day, and with UNKNOWN_RULE when it is not
    known in which month the medical year starts.
    """

    def decide() -> OwnFacts | Refusal:
        question = Question(
            region=region,
            person=PersonClaim(person_id),
            institution_code="",
            now=now,
            service_on=service_on,
            year_starts_in_month=year_starts_in_month(region, service_on),
        )
        facts = gather(connection, question)
        return _refuse(facts, question) or _own(facts, region, now)

    return known(decide)


def _refuse(facts: Facts, question: Question) -> Refusal | None:
    return (
        refuse_person(facts, question)
        or refuse_entitlement(facts, None)
        or refuse_unpaid(facts)
        or refuse_suspended(facts)
    )


def _own(facts: Facts, region: str, now: datetime) -> OwnFacts:
    return OwnFacts(
        service_on=facts.service_on,
        medical_year=facts.medical_year,
        person=person_facts(facts),
        totals=facts.totals or {},
        balances=balances_of(facts, region, now.date(), use_account=True),
    )
