"""Settling one bill: from locked facts to a settlement, and from there into the books; once for each message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from psycopg import Rollback

from mingzhang.basics.periods import medical_year
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.evidence.queries import answer_of
from mingzhang.care.visits.booking import Booking, Overtaken, amounts_of, entries_of, payers_of, write
from mingzhang.care.visits.facts import Facts, Question, Stored
from mingzhang.care.visits.gathering import gather_and_lock
from mingzhang.care.visits.planning import brief_of, outcome_for
from mingzhang.care.visits.records import Answered, Request, Settled
from mingzhang.care.visits.rules import coverage_of
from mingzhang.rules.policy import UnknownRule
from mingzhang.rules.settlement.bill import Bill
from mingzhang.rules.settlement.outcome import Outcome

_SQL = load_statements(__package__ or "", "years.sql")
Answer = TypeVar("Answer")
ATTEMPTS = 4
Render = Callable[[Settled], bytes]


def once(connection: Connection, attempt: Callable[[], Answer]) -> Answer | Refusal:
    """Run one booking in a transaction of its own; when another was first, look again and give its answer.

    A refused booking leaves nothing behind.
    """
    for _ in range(ATTEMPTS):
        try:
            with connection.transaction() as transaction:
                answer = known(attempt)
                if isinstance(answer, Refusal):
                    raise Rollback(transaction)
        except Overtaken:
            continue
        return answer
    raise InvariantBroken(f"a booking was overtaken {ATTEMPTS} times although its rows were locked")


def once_for(connection: Connection, request: Request, attempt: Callable[[], Answered | Refusal]) -> Answered | Refusal:
    """As `once`, for a message that is answered: a copy that waited for the first one gets the first one's answer.

    Such a copy sees what the first one changed before it sees its answer, so whatever refuses it is looked at again.
    """
    answered = once(connection, attempt)
    if isinstance(answered, Answered):
        return answered
    return told_again(first_answer(connection, request), request) or answered


def first_answer(connection: Connection, request: Request) -> Stored | None:
    """The answer this message has had by now, if it had one."""
    found = answer_of(connection, request.key)
    return Stored(found.body_digest, found.answer, found.reversed_by) if found is not None else None


def known(decide: Callable[[], Answer]) -> Answer | Refusal:
    """Decide by rules that are known; one that is not becomes the Refusal that names the missing document."""
    try:
        return decide()
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "later")


def told_again(stored: Stored | None, request: Request) -> Answered | Refusal | None:
    """The first answer, for a message that had one; None for a new message."""
    if stored is None:
        return None
    if stored.reversed_by is not None:
        return Refusal("REQUEST_REVERSED", {"message_id": request.key.message_id})
    if stored.digest != request.digest:
        return Refusal("MESSAGE_ID_REUSED", {"message_id": request.key.message_id})
    return Answered(stored.answer, replayed=True, settled=None)


def lock_facts(connection: Connection, question: Question) -> tuple[Facts, Stored | None]:
    """The facts with their rows locked; the row of the medical year is made when the person had none."""
    facts, stored = gather_and_lock(connection, question)
    if facts.totals is not None or facts.person is None or stored is not None:
        return facts, stored
    year = medical_year(facts.service_on, question.year_starts_in_month)
    connection.execute(
        _SQL["open_year"],
        {"region": question.region, "person_id": question.person.person_id, "medical_year": year},
    )
    return gather_and_lock(connection, question)


@dataclass(frozen=True, slots=True)
class Bargain:
    """What is being settled, besides the facts: the bill and how the person wants to pay it."""

    region: str
    visit_id: int | None
    batch: str
    benefit: str
    medical_type: str
    emergency: bool
    bill: Bill
    use_account: bool
    message_id: str


def settle_on_paper(facts: Facts, bargain: Bargain, now: datetime) -> Refusal | tuple[Settled, Outcome]:
    """Who would pay what: a settlement that is not written, with the outcome behind it."""
    outcome = outcome_for(
        facts,
        bargain.bill,
        now.date(),
        region=bargain.region,
        benefit=bargain.benefit,
        emergency=bargain.emergency,
        use_account=bargain.use_account,
    )
    if isinstance(outcome, Refusal):
        return outcome
    assert facts.person is not None and facts.institution is not None
    coverage = coverage_of(facts)
    usable = facts.money.balance_fen - facts.money.held_fen if facts.money else 0
    settled = Settled(
        region=bargain.region,
        settlement_id=facts.settlement_id,
        visit_id=bargain.visit_id,
        person_id=facts.person.id,
        person=brief_of(facts),
        institution_region=facts.institution.region,
        institution_id=facts.institution.id,
        batch=bargain.batch,
        benefit=bargain.benefit,
        medical_type=bargain.medical_type,
        scheme=coverage.scheme,
        category=coverage.category,
        service_on=facts.service_on,
        medical_year=facts.medical_year,
        settled_at=now,
        amounts=amounts_of(outcome),
        payers=payers_of(outcome),
        balance_after_fen=usable - outcome.account_fen,
        view_digest=outcome.view_digest,
        outcome=outcome.to_data(),
        message_id=bargain.message_id,
    )
    return settled, outcome


def book(
    connection: Connection,
    facts: Facts,
    settled: Settled,
    outcome: Outcome,
    request: Request,
    render: Render,
    *,
    lines: int,
) -> Answered:
    """Write the settlement of so many lines, its money and its answer."""
    assert facts.group_id is not None
    answer = render(settled)
    booking = Booking(
        settled=settled,
        group_id=facts.group_id,
        totals=outcome.accumulators,
        added=outcome.added,
        entries=entries_of(settled),
        lines=lines,
    )
    write(connection, booking, request, answer)
    return Answered(answer, replayed=False, settled=settled)
