"""Explanations of real records: each of the cast is told the truth, in a fixed number of reads, and only their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from tests import cast as people
from tests import visit_cases as visiting
from tests.visit_cases import IN_SCOPE, LIMITED, OWN, SHARED

from mingzhang.answers.why import Explanation, explain, explanation_to_json
from mingzhang.answers.why.words import yuan
from mingzhang.basics.identifiers import record_number
from mingzhang.books import evidence, ledger
from mingzhang.books.database import Connection
from mingzhang.books.evidence import RequestKey
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.contributions import operations as contributions
from mingzhang.money.contributions import queries as receipts
from mingzhang.registers.enrolment import operations as enrolment

READS = 31  # for a symptom of the account; a symptom of a payment looks at the payment as well
READS_OF_CONTRIBUTIONS = 34  # the months since the first are read as well
READS_OF_A_PAYMENT = 29


@pytest.fixture
def cast(connection: Connection) -> people.Cast:
    return visiting.build(connection)


def told(connection: Connection, cast: people.Cast, person: str, symptom: str = "Z0", about: Any = None) -> Explanation:
    return explain(connection, cast.region, getattr(cast, person), symptom, people.NOW, about)


def proved(explanation: Explanation) -> list[str]:
    return [finding.cause for finding in explanation.proved]


@contextmanager
def counted(connection: Connection) -> Iterator[list[str]]:
    """The statements that a connection runs."""
    run: list[str] = []
    execute = connection.execute

    def execute_and_count(query: Any, *rest: Any, **named: Any) -> Any:
        run.append(str(query))
        return execute(query, *rest, **named)

    connection.execute = execute_and_count  # type: ignore[method-assign]
    try:
        yield run
    finally:
        connection.execute = execute  # type: ignore[method-assign]


def without_comments(statement: str) -> str:
    """A statement from its first word on."""
    lines = (line for line in statement.splitlines() if not line.lstrip().startswith("--"))
    return "\n".join(lines).strip().lower()


ACCOUNT_CASES = [
    ("healthy", "Z0", []),
    ("neighbour", "DASH", []),
    ("zero", "Z0", ["C1"]),
    ("resident", "Z0", ["C15"]),
    ("frozen", "Z0", ["C22"]),
    ("not_activated", "Z0", ["C6"]),
    ("offsite", "LESS", []),
    ("retired", "NOMON", []),
]


@pytest.mark.parametrize(("person", "symptom", "causes"), ACCOUNT_CASES)
def test_each_of_the_cast_is_told_their_own_cause(
    connection: Connection, cast: people.Cast, person: str, symptom: str, causes: list[str]
) -> None:
    assert proved(told(connection, cast, person, symptom)) == causes


def test_the_employer_who_owes_is_named_with_the_months_and_what_will_be_made_up(
    connection: Connection, cast: people.Cast
) -> None:
    unpaid = told(connection, cast, "zero").proved[0]
    assert len(unpaid.evidence) == len(people.MONTHS)
    assert unpaid.amount_fen == 5 * 20_000  # 2 % of 10,000 yuan for five months
    assert unpaid.remedy is not None and unpaid.remedy.actor == "employer"
    assert unpaid.remedy.who.name.zh == "迟缴贸易有限公司"
    assert unpaid.remedy.who.number == "020-00000002"


def test_paying_the_arrears_makes_the_symptom_disappear(connection: Connection, cast: people.Cast) -> None:
    for month in people.MONTHS:
        contributions.receive_employers_month(connection, cast.region, month, received_at=people.NOW, but=())
    june = date(2025, 6, 1)
    people.made(accounts.run_allocation(connection, cast.region, june, now=people.NOW))
    later = people.NOW + timedelta(hours=1)
    after = explain(connection, cast.region, cast.zero, "Z0", later)
    assert "C1" not in proved(after)
    assert after.shown.balance_fen == 5 * 20_000


def test_money_is_told_as_the_ledger_has_it(connection: Connection, cast: people.Cast) -> None:
    for person in ("healthy", "frozen", "not_activated", "zero", "resident", "retired"):
        explanation = told(connection, cast, person)
        books = ledger.balance(connection, cast.region, "personal", getattr(cast, person))
        assert explanation.money.available_fen == books.available_fen
        assert (explanation.shown.balance_fen, explanation.shown.held_fen) == (books.balance_fen, books.held_fen)
    assert told(connection, cast, "healthy").money.allocated_fen == 5 * 20_000


@pytest.mark.parametrize(("person", "symptom"), [("healthy", "Z0"), ("zero", "NOMON"), ("frozen", "DASH")])
def test_an_account_is_explained_in_a_fixed_number_of_reads(
    connection: Connection, cast: people.Cast, person: str, symptom: str
) -> None:
    with counted(connection) as statements:
        told(connection, cast, person, symptom)
    assert len(statements) == READS
    assert not [text for text in statements if not without_comments(text).startswith(("select", "with"))]


@pytest.mark.parametrize(("person", "symptom"), [("healthy", "PREM"), ("zero", "GAP"), ("frozen", "PREF")])
def test_a_question_about_contributions_is_answered_in_a_fixed_number_of_reads(
    connection: Connection, cast: people.Cast, person: str, symptom: str
) -> None:
    with counted(connection) as statements:
        told(connection, cast, person, symptom)
    assert len(statements) == READS_OF_CONTRIBUTIONS


@pytest.mark.parametrize("person", ["healthy", "zero", "resident"])
def test_why_somebody_is_shown_as_covered_reads_the_standing_too(
    connection: Connection, cast: people.Cast, person: str
) -> None:
    with counted(connection) as statements:
        told(connection, cast, person, "FAKEOK")
    assert READS_OF_CONTRIBUTIONS < len(statements) <= READS_OF_CONTRIBUTIONS + 20


def test_a_bill_is_explained_by_its_lines_and_layers(connection: Connection, cast: people.Cast) -> None:
    lines = [
        visiting.line("1", IN_SCOPE, "600"),
        visiting.line("2", SHARED, "200"),
        visiting.line("3", OWN, "100"),
        visiting.line("4", LIMITED, "150"),
    ]
    settled = visiting.settle_bill(connection, cast, cast.healthy, *lines)
    with counted(connection) as statements:
        explanation = told(connection, cast, "healthy", "NOREIMB")
    assert len(statements) == READS_OF_A_PAYMENT
    causes = proved(explanation)
    assert {"C37", "C39", "C59"} <= set(causes)
    assert explanation.shown.about == "settlement"
    assert explanation.shown.amount_fen == settled.amounts.fund_fen
    by_cause = {finding.cause: finding for finding in explanation.proved}
    assert by_cause["C37"].amount_fen == 5_000  # 150 yuan against a limit of 100
    assert by_cause["C39"].amount_fen == 10_000
    assert by_cause["C59"].amount_fen == 2_000  # a tenth of 200 yuan


def test_a_bill_is_found_by_its_number_and_never_somebody_elses(connection: Connection, cast: people.Cast) -> None:
    settled = visiting.settle_bill(connection, cast, cast.healthy, visiting.line("1", IN_SCOPE, "600"))
    visiting.settle_bill(connection, cast, cast.healthy, visiting.line("1", OWN, "30"))
    assert settled.settlement_id is not None
    number = record_number(cast.region, settled.settlement_id)
    mine = told(connection, cast, "healthy", "PAY0", number)
    assert mine.shown.amount_fen == settled.amounts.fund_fen
    assert told(connection, cast, "neighbour", "PAY0", number).shown.about == "nothing"


def test_a_refused_request_is_explained_by_the_number_that_its_answer_quoted(
    connection: Connection, cast: people.Cast
) -> None:
    key = RequestKey(cast.region, cast.institutions.suspended.code, "2201", "M1")
    evidence.record_request(
        connection,
        key,
        outcome="AGREEMENT_SUSPENDED",
        lookup_id="L77",
        now=people.NOW,
        person_id=cast.healthy,
        facts={"day": "2025-06-10"},
    )
    explanation = told(connection, cast, "healthy", "PAYF", "L77")
    assert explanation.shown.about == "refusal" and explanation.shown.state == "AGREEMENT_SUSPENDED"
    assert proved(explanation) == ["C50"]
    assert explanation.unaffected.entitled


def test_lapsed_and_waiting_people_are_told_when_benefit_ended_or_begins(
    connection: Connection, cast: people.Cast
) -> None:
    lapsed, waiting = told(connection, cast, "lapsed", "PAYF"), told(connection, cast, "waiting", "PAYF")
    assert "C43" in proved(lapsed) and not lapsed.unaffected.entitled
    assert "C45" in proved(waiting) and waiting.unaffected.since == date(2025, 8, 1)


def test_a_stale_channel_and_a_rejected_login_are_proved_by_evidence(connection: Connection, cast: people.Cast) -> None:
    before = people.NOW - timedelta(days=40)
    evidence.copy_to_channel(connection, cast.region, cast.healthy, channel="app", balance_fen=0, now=before)
    evidence.record_event(
        connection, cast.region, "REJECTED_LOGIN", channel="app", now=people.NOW, person_id=cast.healthy
    )
    assert {"C10", "C26"} <= set(proved(told(connection, cast, "healthy", "DASH")))
    assert {"C10", "C26"}.isdisjoint(proved(told(connection, cast, "neighbour", "DASH")))


def test_another_name_on_the_card_is_found_and_no_number_is_told(connection: Connection, cast: people.Cast) -> None:
    before = told(connection, cast, "healthy")
    number = people.id_number(1, date(1985, 4, 12))
    people.made(
        enrolment.change_identity(
            connection,
            cast.region,
            cast.healthy,
            holder="card",
            name="陈建",
            number=number,
            on=date(2025, 6, 1),
            reason="录入",
        )
    )
    after = told(connection, cast, "healthy")
    assert "C4" in set(proved(after)) - set(proved(before))
    assert number not in str(explanation_to_json(after))


def test_an_explanation_is_plain_json_with_verdicts_evidence_and_remedies(
    connection: Connection, cast: people.Cast
) -> None:
    plain = explanation_to_json(told(connection, cast, "zero"))
    states = {finding["state"] for finding in plain["findings"]}
    assert states == {"proved", "refuted", "unknown"}
    first = plain["findings"][0]
    assert first["cause"] == "C1" and first["evidence"] and first["remedy"]["steps"]
    assert plain["money"]["available_fen"] == 0
    assert plain["person_number"] == record_number(cast.region, cast.zero)


def test_an_earlier_moment_is_told_with_the_money_of_that_day(connection: Connection, cast: people.Cast) -> None:
    """What was spent later does not change what was there at the end of an earlier day."""
    before = told(connection, cast, "healthy")
    bought = visiting.settle_bill(connection, cast, cast.healthy, visiting.line("1", OWN, "30"))
    assert bought.amounts.account_fen == 3_000
    assert told(connection, cast, "healthy").shown.balance_fen == before.shown.balance_fen - 3_000
    earlier = explain(connection, cast.region, cast.healthy, "Z0", people.NOW - timedelta(days=1))
    assert earlier.shown.balance_fen == before.shown.balance_fen
    assert earlier.money.available_fen == earlier.shown.balance_fen - earlier.shown.held_fen
    first = explain(connection, cast.region, cast.healthy, "Z0", people.NOW - timedelta(days=400))
    assert first.shown.balance_fen == 0


def test_what_a_channel_copied_later_was_not_shown_earlier(connection: Connection, cast: people.Cast) -> None:
    evidence.copy_to_channel(connection, cast.region, cast.healthy, channel="app", balance_fen=7, now=people.NOW)
    earlier = explain(connection, cast.region, cast.healthy, "Z0", people.NOW - timedelta(days=1))
    assert "C10" in {finding.cause for finding in earlier.unknown}


def test_what_an_employer_paid_for_everybody_is_told_to_nobody(connection: Connection, cast: people.Cast) -> None:
    """A receipt of the employer's names the whole sum; the explanation names what was paid for the person."""
    paid = receipts.receipts_for(connection, cast.region, cast.healthy)[-1]
    own = sum(line.amount_fen for line in paid.lines)
    assert own < paid.amount_fen
    explanation = told(connection, cast, "healthy", "NOREF")
    ordinary = next(finding for finding in explanation.proved if finding.cause == "C86")
    assert ordinary.amount_fen == own
    assert yuan(paid.amount_fen) not in str(explanation_to_json(explanation))
