"""A visit is opened, charged and settled; each payer's fen is in the books."""

from __future__ import annotations

from dataclasses import replace

from tests import visit_cases as cases
from tests.cast import Cast

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.ledger.proofs import prove_region
from mingzhang.books.ledger.queries import movements
from mingzhang.care.visits import operations
from mingzhang.care.visits.queries import lines_of, open_visits, settlement, settlements_of
from mingzhang.care.visits.records import Answered, Settled

FIRST, LAST = cases.people.START, cases.people.TODAY


def test_a_bill_is_paid_by_the_fund_then_by_the_account(stage: Connection, cast: Cast) -> None:
    settled = cases.settle_bill(stage, cast, cast.healthy, cases.line("1", cases.IN_SCOPE, "100"))
    # Guangzhou, in service, hospital that is not primary care: 65 % of 100 yuan; the account pays the rest
    assert (settled.amounts.fund_fen, settled.amounts.account_fen, settled.amounts.cash_fen) == (6_500, 3_500, 0)
    assert cases.account_fen(stage, cast.healthy) == 100_000 - 3_500
    assert settled.balance_after_fen == 100_000 - 3_500
    assert prove_region(stage, cases.REGION) == ()


def test_each_line_is_split_by_its_class(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    visit_id = cases.open_visit(
        stage,
        order,
        cases.line("1", cases.IN_SCOPE, "50"),
        cases.line("2", cases.SHARED, "30", quantity="2"),
        cases.line("3", cases.OWN, "20"),
        cases.line("4", cases.LIMITED, "130"),
    )
    split = {
        record.serial: (
            record.wholly_own_fen,
            record.over_limit_fen,
            record.first_self_fen,
            record.in_scope_fen,
            record.reason,
        )
        for record in lines_of(stage, cases.REGION, visit_id)
    }
    assert split == {
        "1": (0, 0, 0, 5_000, "IN_SCOPE"),
        "2": (0, 0, 600, 5_400, "FIRST_SHARE"),
        "3": (2_000, 0, 0, 0, "OUT_OF_CATALOGUE"),
        "4": (0, 3_000, 0, 10_000, "OVER_PRICE_LIMIT"),
    }


def test_the_lines_make_the_bill_and_the_bill_makes_the_transfers(stage: Connection, cast: Cast) -> None:
    settled = cases.settle_bill(
        stage, cast, cast.healthy, cases.line("1", cases.IN_SCOPE, "100"), cases.line("2", cases.OWN, "20")
    )
    sums = settled.amounts
    assert (sums.total_fen, sums.wholly_own_fen, sums.in_scope_fen) == (12_000, 2_000, 10_000)
    story = movements(stage, cases.REGION, "personal", cast.healthy, LAST, LAST)
    assert [(move.code, move.amount_fen) for move in story.lines] == [("ACCOUNT_PAYMENT", -sums.account_fen)]
    owed = movements(stage, cases.REGION, "institution", cast.institutions.level2.id, LAST, LAST)
    assert sum(move.amount_fen for move in owed.lines) == sums.total_fen


def test_a_bill_without_the_account_is_paid_in_cash(stage: Connection, cast: Cast) -> None:
    settled = cases.settle_bill(stage, cast, cast.healthy, cases.line("1", cases.IN_SCOPE, "100"), use_account=False)
    assert (settled.amounts.fund_fen, settled.amounts.account_fen, settled.amounts.cash_fen) == (6_500, 0, 3_500)
    assert cases.account_fen(stage, cast.healthy) == 100_000


def test_a_frozen_account_pays_nothing_but_the_fund_does(stage: Connection, cast: Cast) -> None:
    settled = cases.settle_bill(stage, cast, cast.frozen, cases.line("1", cases.IN_SCOPE, "100"))
    assert (settled.amounts.fund_fen, settled.amounts.account_fen, settled.amounts.cash_fen) == (6_500, 0, 3_500)
    assert [payer.reason for payer in settled.payers if payer.payer == "account"] == ["ACCOUNT_HELD"]
    assert settled.balance_after_fen == 0


def test_held_money_of_an_account_that_is_not_activated_cannot_be_used(stage: Connection, cast: Cast) -> None:
    settled = cases.settle_bill(stage, cast, cast.not_activated, cases.line("1", cases.IN_SCOPE, "100"))
    assert (settled.amounts.fund_fen, settled.amounts.account_fen) == (6_500, 0)
    assert [payer.reason for payer in settled.payers if payer.payer == "account"] == ["ACCOUNT_HELD"]
    assert settled.balance_after_fen == 0


def test_a_relatives_account_pays_after_the_own_one(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.child, institution=cast.institutions.community.code)
    visit_id = cases.open_visit(stage, order, cases.line("1", cases.IN_SCOPE, "100"))
    answered = cases.settle(stage, cases.settlement_order(order, visit_id, "100"))
    assert isinstance(answered, Answered) and answered.settled is not None, answered
    sums = answered.settled.amounts
    # Guangzhou, minor, chosen community institution: 80 %; the child has no account, the parent's pays the rest
    assert (sums.fund_fen, sums.account_fen, sums.family_fen, sums.cash_fen) == (8_000, 0, 2_000, 0)
    assert cases.account_fen(stage, cast.healthy) == 100_000 - 2_000
    assert prove_region(stage, cases.REGION) == ()


def test_a_trial_says_the_same_and_writes_nothing(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    visit_id = cases.open_visit(stage, order, cases.line("1", cases.SHARED, "88.80"))
    asked = cases.settlement_order(order, visit_id, "88.80")
    tried = operations.try_settlement(stage, cases.REGION, asked, now=cases.NOW)
    assert isinstance(tried, Settled) and tried.settlement_id is None
    assert settlements_of(stage, cases.REGION, cast.healthy, FIRST, LAST) == ()
    assert cases.totals(stage, cast.healthy) == {}
    answered = cases.settle(stage, asked)
    assert isinstance(answered, Answered) and answered.settled is not None
    booked = answered.settled
    assert (tried.amounts, tried.payers) == (booked.amounts, booked.payers)


def test_a_settlement_is_read_as_it_was_booked(stage: Connection, cast: Cast) -> None:
    settled = cases.settle_bill(stage, cast, cast.healthy, cases.line("1", cases.SHARED, "88.80"))
    assert settled.settlement_id is not None
    found = settlement(stage, cases.REGION, settled.settlement_id)
    assert found is not None
    assert replace(found, outcome={}) == replace(settled, outcome={})
    assert settlements_of(stage, cases.REGION, cast.healthy, FIRST, LAST) == (found,)


def test_a_visit_is_open_until_it_is_settled(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    visit_id = cases.open_visit(stage, order, cases.line("1", cases.IN_SCOPE, "10"))
    assert [visit.visit_id for visit in open_visits(stage, cases.REGION, cast.healthy)] == [visit_id]
    cases.settle(stage, cases.settlement_order(order, visit_id, "10"))
    assert open_visits(stage, cases.REGION, cast.healthy) == ()


def test_a_bill_of_nothing_is_settled(stage: Connection, cast: Cast) -> None:
    settled = cases.settle_bill(stage, cast, cast.healthy, cases.line("1", cases.IN_SCOPE, "0"))
    assert settled.amounts.total_fen == 0
    assert prove_region(stage, cases.REGION) == ()


def test_two_batches_of_a_visit_are_settled_one_by_one(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    lines = (cases.line("1", cases.IN_SCOPE, "10"), cases.line("2", cases.IN_SCOPE, "30", batch="B2"))
    visit_id = cases.open_visit(stage, order, *lines)
    first = cases.settle(stage, cases.settlement_order(order, visit_id, "10"))
    second = cases.settle(stage, cases.settlement_order(order, visit_id, "30", batch="B2"))
    assert isinstance(first, Answered) and isinstance(second, Answered)
    again = cases.settle(stage, cases.settlement_order(order, visit_id, "30", batch="B2"))
    assert isinstance(again, Refusal) and again.code == "BATCH_SETTLED"


def test_who_chose_institutions_gets_nothing_from_the_fund_elsewhere(stage: Connection, cast: Cast) -> None:
    elsewhere = cases.settle_bill(stage, cast, cast.chosen, cases.line("1", cases.IN_SCOPE, "100"))
    assert (elsewhere.amounts.fund_fen, elsewhere.amounts.account_fen) == (0, 10_000)
    assert {payer.reason for payer in elsewhere.payers if payer.payer == "employee_pooled"} == {"NOT_SELECTED"}
    order = cases.visit_order(cast, cast.chosen, institution=cast.institutions.community.code)
    visit_id = cases.open_visit(stage, order, cases.line("1", cases.IN_SCOPE, "100"))
    chosen = cases.settle(stage, cases.settlement_order(order, visit_id, "100"))
    assert isinstance(chosen, Answered) and chosen.settled is not None
    assert chosen.settled.amounts.fund_fen == 8_000  # in service, primary care: 80 %
