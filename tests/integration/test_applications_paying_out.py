"""Applications by which account money leaves: to heirs, to emigrants, and with the person to another region."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

import cast
from case_papers import png
from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases, ledger
from mingzhang.books.cases import Case, Fact
from mingzhang.books.database import Connection
from mingzhang.money import applications
from mingzhang.money.accounts import queries as accounts
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment import queries as register

NOW = cast.NOW
HEIRS: Mapping[str, Fact] = {
    "ground": "death",
    "died_on": "2025-06-05",
    "payee1_name": "陈长子",
    "payee1_account": "6222000000000000001",
    "payee1_share": 6_000,
    "payee2_name": "陈次女",
    "payee2_account": "6222000000000000002",
    "payee2_share": 4_000,
}
ALONE: Mapping[str, Fact] = {"ground": "emigration", "payee1_name": "陈健", "payee1_account": "6222000000000000003"}


@pytest.fixture
def people(connection: Connection) -> cast.Cast:
    return cast.build(connection)


def submit(
    connection: Connection, kind: str, person_id: int, facts: Mapping[str, Fact], region: str = cast.GUANGZHOU
) -> Case | Refusal:
    return cases.submit(
        connection,
        region,
        applications.kinds()[kind],
        person_id=person_id,
        applicant="陈长子",
        channel="counter",
        facts=facts,
        now=NOW,
        by="J01",
    )


def decided(
    connection: Connection, kind: str, person_id: int, facts: Mapping[str, Fact], region: str = cast.GUANGZHOU
) -> Case:
    found = cast.made(submit(connection, kind, person_id, facts, region))
    for shade, rule in enumerate(applications.kinds()[kind].needed_documents(region, NOW.date(), facts)):
        paper = {"name": rule.name, "file_name": "a.png", "content": png(shade=shade), "by": "J01", "now": NOW}
        cast.made(cases.add_document(connection, region, found.id, **paper))
    cast.made(cases.accept(connection, region, found.id, by="J01", now=NOW))
    cast.made(cases.propose(connection, region, found.id, decision="approve", by="J01", now=NOW))
    return cast.made(cases.decide(connection, region, found.id, decision="approve", by="F01", now=NOW))


def refused(outcome: Case | Refusal) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def balance(connection: Connection, person_id: int, region: str = cast.GUANGZHOU) -> int:
    return ledger.balance(connection, region, "personal", person_id).balance_fen


def test_heirs_are_paid_in_shares_and_the_account_is_closed(connection: Connection, people: cast.Cast) -> None:
    held = balance(connection, people.healthy)
    assert held == 100_000  # five months of 200 yuan
    done = decided(connection, "account_withdrawal", people.healthy, HEIRS)
    (paid,) = accounts.withdrawals_of(connection, people.region, people.healthy)
    assert (paid.ground, paid.case_id, paid.ordered_by, paid.closes) == ("death", done.id, "F01", True)
    assert (paid.amount_fen, paid.interest_fen) == (held, None)  # no rule of interest is known: none was computed
    assert [(payout.payee, payout.amount_fen) for payout in paid.payouts] == [("陈长子", 60_000), ("陈次女", 40_000)]
    assert balance(connection, people.healthy) == 0
    who = register.person(connection, people.region, people.healthy)
    assert who is not None
    assert who.died_on == date(2025, 6, 5)
    assert done.outcome == {
        "withdrawal": record_number(people.region, paid.id),
        "amount_fen": paid.amount_fen,
        "payees": 2,
    }
    assert ledger.prove_region(connection, people.region) == ()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (HEIRS | {"payee2_share": 3_000}, "SHARES_NOT_WHOLE"),
        (HEIRS | {"payee2_account": None}, "PAYEES_INCOMPLETE"),
        (HEIRS | {"died_on": None}, "DIED_ON_MISSING"),
        (HEIRS | {"died_on": "2025-07-01"}, "DATE_TOO_FAR"),
        (ALONE, "STILL_ENROLLED"),
    ],
    ids=["shares", "payee", "no day", "future", "insured"],
)
def test_the_window_says_what_stands_against_paying_out(
    connection: Connection, people: cast.Cast, facts: Mapping[str, Fact], code: str
) -> None:
    assert refused(submit(connection, "account_withdrawal", people.healthy, facts)) == code
    who = register.person(connection, people.region, people.healthy)
    assert who is not None
    assert who.died_on is None
    assert balance(connection, people.healthy) == 100_000


def test_a_frozen_account_and_one_that_is_not_there_pay_nothing(connection: Connection, people: cast.Cast) -> None:
    assert refused(submit(connection, "account_withdrawal", people.frozen, HEIRS)) == "ACCOUNT_FROZEN"
    assert refused(submit(connection, "account_withdrawal", people.resident, HEIRS)) == "NO_ACCOUNT"


def test_papers_follow_the_ground_and_the_pack(connection: Connection, people: cast.Cast) -> None:
    kind = applications.kinds()["account_withdrawal"]

    def needed(ground: str) -> list[str]:
        return [rule.name for rule in kind.needed_documents(people.region, NOW.date(), {"ground": ground})]

    own = ["identity_card", "bank_book"]
    assert needed("death") == [*own, "death_certificate", "kinship_proof", "commitment"]
    assert needed("emigration") == [*own, "emigration_proof"]
    assert needed("transfer") == [*own, "transfer_proof"]


def test_an_emigrant_who_left_the_insurance_is_paid(connection: Connection, people: cast.Cast) -> None:
    leaving = {"on": date(2025, 6, 10), "reason": "own_wish", "by": "J02", "now": NOW}
    cast.made(enrolment.stop(connection, people.region, people.healthy, **leaving))
    done = decided(connection, "account_withdrawal", people.healthy, ALONE)
    assert done.outcome["payees"] == 1
    assert balance(connection, people.healthy) == 0


def test_a_relation_moves_with_its_months_and_money_to_the_fen(connection: Connection, people: cast.Cast) -> None:
    held = balance(connection, people.healthy)
    out = {"to_region": cast.BEIJING, "closed_on": "2025-06-10"}
    left = decided(connection, "relation_transfer_out", people.healthy, out)
    months = left.outcome["employee_months"]
    assert (left.outcome["account_fen"], months) == (held, 6)  # January to June, the tenth
    assert balance(connection, people.healthy) == 0
    assert left.given_workdays == 15

    new = cast.person(1, "陈健", None).person
    there = cast.made(enrolment.enrol_person(connection, cast.BEIJING, new, on=NOW.date())).person_id
    taken = {
        "from_region": people.region,
        "certificate": left.outcome["certificate"],
        "closed_on": "2025-06-10",
        "employee_months": months,
        "account_fen": held,
    }
    wrong = taken | {"employee_months": 7}
    assert refused(submit(connection, "relation_transfer_in", there, wrong, cast.BEIJING)) == "MONTHS_DIFFER"
    decided(connection, "relation_transfer_in", there, taken, cast.BEIJING)
    assert balance(connection, there, cast.BEIJING) == held
    assert register.transferred_months(connection, cast.BEIJING, there, "employee") == 6
    (sent,) = accounts.moves_of(connection, people.region, people.healthy)
    assert (sent.state, sent.amount_fen) == ("confirmed", held)
    assert refused(submit(connection, "relation_transfer_in", there, taken, cast.BEIJING)) == "CERTIFICATE_TAKEN"
    for region in (people.region, cast.BEIJING):
        assert ledger.prove_region(connection, region) == ()
