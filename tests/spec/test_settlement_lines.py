"""How a fee line is split, as a table; amounts are worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.settlement import Balances, Bill, ItemRule, LineSplit, bill_of, settle, split_line
from settlement_cases import citizen_plan

A = ItemRule("A")
B10 = ItemRule("B", first_share_bp=1_000)
C = ItemRule("C")
LIMITED = ItemRule("B", first_share_bp=1_000, price_limit_fen=2_000)
OVER_300 = ItemRule("B", first_share_bp=1_000, first_share_over_fen=30_000)


@pytest.mark.parametrize(
    ("rule", "quantity", "price", "amount", "expected"),
    [
        # wholly own, over limit, first self, in scope
        (A, "1", "30.65", 3_065, LineSplit(0, 0, 0, 3_065, "", "IN_SCOPE")),
        (B10, "1", "34.05", 3_405, LineSplit(0, 0, 341, 3_064, "", "FIRST_SHARE")),  # 340.5 is rounded up
        (C, "2", "15", 3_000, LineSplit(3_000, 0, 0, 0, "", "OUT_OF_CATALOGUE")),
        # 3 × 25 = 75, of which 3 × 20 = 60 within the limit; 10% of 60 first
        (LIMITED, "3", "25", 7_500, LineSplit(0, 1_500, 600, 5_400, "", "OVER_PRICE_LIMIT")),
        (LIMITED, "3", "20", 6_000, LineSplit(0, 0, 600, 5_400, "", "FIRST_SHARE")),
        # a third of a package at 25 within a limit of 20: 8.33 charged, 6.67 within
        (LIMITED, "0.3333", "25", 833, LineSplit(0, 166, 67, 600, "", "OVER_PRICE_LIMIT")),
        # 10% of what a unit costs above 300
        (OVER_300, "2", "800", 160_000, LineSplit(0, 0, 10_000, 150_000, "", "FIRST_SHARE")),
        (OVER_300, "2", "300", 60_000, LineSplit(0, 0, 0, 60_000, "", "IN_SCOPE")),
        (B10, "-1", "34.05", -3_405, LineSplit(0, 0, -341, -3_064, "", "FIRST_SHARE")),
        (A, "0", "10", 0, LineSplit(0, 0, 0, 0, "", "IN_SCOPE")),
        (ItemRule("A", essential=True), "1", "5", 500, LineSplit(0, 0, 0, 500, "essential", "IN_SCOPE")),
        (
            ItemRule("B", 1_000, essential=True),
            "1",
            "5",
            500,
            LineSplit(0, 0, 50, 450, "essential_shared", "FIRST_SHARE"),
        ),
        (ItemRule("C", essential=True), "1", "5", 500, LineSplit(500, 0, 0, 0, "", "OUT_OF_CATALOGUE")),
    ],
)
def test_a_line_is_split(rule, quantity, price, amount, expected):
    assert split_line(rule, Decimal(quantity), Decimal(price), amount) == expected


def test_a_bill_is_the_sum_of_its_lines_with_what_is_in_scope_by_group():
    lines = [
        split_line(A, Decimal(1), Decimal(100), 10_000),
        split_line(B10, Decimal(1), Decimal(50), 5_000),
        split_line(C, Decimal(1), Decimal(7), 700),
        split_line(ItemRule("A", essential=True), Decimal(1), Decimal(20), 2_000),
        split_line(A, Decimal(-1), Decimal(10), -1_000),
    ]
    bill = bill_of(lines)
    assert bill == Bill(16_700, 700, 0, 500, (("", 13_500), ("essential", 2_000)))
    assert isinstance(bill, Bill) and bill.in_scope_fen == 15_500


def test_refunds_that_outweigh_a_part_of_the_bill_are_refused():
    lines = [
        split_line(A, Decimal(1), Decimal(100), 10_000),
        split_line(ItemRule("A", essential=True), Decimal(-1), Decimal(20), -2_000),
    ]
    refusal = Refusal("BILL_NEGATIVE", {"part": "in_scope essential", "amount_fen": -2_000})
    assert bill_of(lines) == refusal
    by_hand = Bill(8_000, 0, 0, 0, (("", 10_000), ("essential", -2_000)))
    assert settle(citizen_plan(), by_hand, {}, Balances()) == refusal


def test_an_empty_bill_is_a_bill_of_nothing():
    assert bill_of([]) == Bill(0, 0, 0, 0, (("", 0),))
