"""Each question of the table is put to one of the demo's cast: a proved cause, an amount or a day answers it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests import demo_books
from tests.demo_books import AS_OF, NOON, key_of

from mingzhang.answers import demo, why
from mingzhang.answers.why.questions import questions
from mingzhang.books.database import Connection
from mingzhang.money.accounts import queries as accounts
from mingzhang.money.collection import queries as collection
from mingzhang.money.contributions import queries as contributions
from mingzhang.money.contributions.late import late_quote
from mingzhang.money.contributions.late.records import LateQuote
from mingzhang.money.contributions.standing import standing
from mingzhang.money.contributions.standing.records import Standing

books = demo_books.books

# For each question “why”: who of the cast asks it (by sequence), and which of its causes is proved for them.
WHY = {
    "Q2": (904, "C1"),
    "Q3": (934, "C35"),
    "Q7": (914, "C10"),
    "Q10": (923, "C22"),
    "Q11": (901, "C86"),
    "Q14": (977, "C82"),
    "Q19": (916, "C12"),
    "Q20": (909, "C6"),
    "Q21": (976, "C88"),
    "Q36": (942, "C66"),
    "Q37": (961, "C70"),
    "Q38": (969, "C78"),
    "Q40": (967, "C76"),
    "Q41": (963, "C72"),
    "Q52": (929, "C28"),
    "Q73": (901, "C111"),
    "Q75": (929, "C28"),
    "Q77": (913, "C9"),
    "Q79": (926, "C25"),
    "Q81": (926, "C25"),
    "Q86": (919, "C15"),
    "Q89": (905, "C2"),
    "Q90": (920, "C33"),
    "Q91": (919, "C15"),
    "Q92": (903, "C93"),
}
THIS_YEAR = date(AS_OF.year, 1, 1)


def available(connection: Connection, region: str, person_id: int) -> int:
    return accounts.account_of(connection, region, person_id, NOON).available_fen


def movements(connection: Connection, region: str, person_id: int) -> int:
    return len(accounts.movements(connection, region, person_id, THIS_YEAR, AS_OF).lines)


def receipts(connection: Connection, region: str, person_id: int) -> int:
    return sum(paper.amount_fen for paper in collection.documents_of(connection, region, person_id))


def paid_by(connection: Connection, region: str, person_id: int) -> int:
    return sum(paid.amount_fen for paid in contributions.receipts_by(connection, region, "person", person_id))


def monthly_credit(connection: Connection, region: str, person_id: int) -> int:
    return accounts.items(connection, region, person_id, THIS_YEAR, AS_OF)[-1].amount_fen


def payment_day(connection: Connection, region: str, person_id: int) -> date:
    return contributions.months(connection, region, person_id, THIS_YEAR, AS_OF, as_of=AS_OF)[-1].due_on


def entitled_from(connection: Connection, region: str, person_id: int) -> date | None:
    found = standing(connection, region, person_id, AS_OF)
    assert isinstance(found, Standing)
    return found.pooled.from_day


def quoted(connection: Connection, region: str, person_id: int) -> LateQuote:
    found = late_quote(connection, region, person_id, on=AS_OF)
    assert isinstance(found, LateQuote)
    return found


def quoted_price(connection: Connection, region: str, person_id: int) -> int:
    return quoted(connection, region, person_id).due_fen


def restored(connection: Connection, region: str, person_id: int) -> date | None:
    return quoted(connection, region, person_id).restored_on


def credited_on(connection: Connection, region: str, person_id: int) -> date:
    return accounts.items(connection, region, person_id, THIS_YEAR, AS_OF)[-1].due_on


# For the others: who asks, what is read where the page reads it, and what it must tell (by hand, or at least so much).
TOLD: dict[str, tuple[int, Callable[[Connection, str, int], object], object]] = {
    "Q9": (901, available, None),
    "Q18": (901, movements, None),
    "Q22": (980, receipts, None),
    "Q23": (980, paid_by, None),
    "Q24": (980, receipts, None),
    "Q26": (976, receipts, None),
    "Q57": (901, monthly_credit, 30_000),  # 2 % of 15,000 yuan
    "Q65": (901, payment_day, date(2026, 11, 30)),  # the last day of the month
    "Q67": (901, entitled_from, date(2024, 11, 1)),  # insured for 24 months, without a wait
    "Q68": (966, quoted_price, None),
    "Q69": (966, quoted_price, None),
    "Q70": (966, restored, None),
    "Q72": (901, available, None),
    "Q74": (901, credited_on, date(2026, 10, 31)),  # October's, at the month's end
    "Q83": (901, entitled_from, date(2024, 11, 1)),
    "Q85": (902, available, None),
}


def test_every_question_is_put_to_somebody() -> None:
    assert set(WHY) | set(TOLD) == {asked.id for asked in questions()}
    assert all((asked.symptom is not None) == (asked.id in WHY) for asked in questions())


@pytest.mark.parametrize("asked", [one for one in questions() if one.symptom], ids=lambda asked: asked.id)
def test_a_question_why_is_answered_by_a_proved_cause(books: Connection, asked: why.Question) -> None:
    sequence, cause = WHY[asked.id]
    assert cause in asked.causes
    assert asked.symptom is not None
    assert set(asked.causes) <= {run.id for run in why.causes_of(asked.symptom)}
    member = next(one for one in demo.members() if one.sequence == sequence)
    told = why.explain(books, member.region, key_of(books, member), asked.symptom, NOON)
    found = next(finding for finding in told.proved if finding.cause == cause)
    assert found.evidence and found.remedy is not None and found.remedy.steps


@pytest.mark.parametrize("number", TOLD)
def test_the_other_questions_are_answered_by_an_amount_a_day_or_records(books: Connection, number: str) -> None:
    sequence, read, told = TOLD[number]
    member = next(one for one in demo.members() if one.sequence == sequence)
    answer = read(books, member.region, key_of(books, member))
    assert answer
    assert told is None or answer == told
