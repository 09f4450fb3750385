"""Real settlements, de-identified: all keep the published identities, those whose rule is known come out to the fen.

Each row is named here with what is known of its rule; two rows are known to be defective and must be found to be.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mingzhang.basics.fen import to_basis_points, to_fen
from mingzhang.rules.settlement import ItemRule, Outcome, split_line
from settlement_worked import run, told

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "settlement-samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside this checkout")

SCOPE_PARTS = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt")
# What the row's own rule is, as a case: a form of the packs, its figures as printed or implied, and the bill.
RULED: dict[str, dict[str, Any]] = {
    # 4.52 of class B at 5%: 0.23 first; the scope of 4.29 is within the deductible, the account pays all
    "A1": {
        "form": "yearly_uncapped",
        "figures": {"deductible": "4.29", "rate": "60%"},
        "lines": [{"class": "B", "amount": "4.52", "first_share": "5%"}],
        "account": "100",
        "expect": {"first_self": "0.23", "in_scope": "4.29", "deductible": "4.29", "fund": "0", "account": "4.52"},
    },
    # The large-amount fund pays the whole scope; the reversal mirrors the settlement
    "B2": {
        "form": "scope",
        "figures": {"deductible": "0", "rate": "100%"},
        "bill": {"in_scope": "2039.39", "first_self": "197.22", "over_limit": "186.31", "wholly_own": "956.34"},
        "expect": {"large_amount": "2039.39", "personal": "1339.87"},
    },
    "C1": {
        "form": "stay",
        "figures": {"deductible": "0", "rate": "80%"},
        "bill": {"wholly_own": "3300"},
        "expect": {"fund": "0", "personal": "3300"},
    },
    # 233 * 95% * 70% = 154.945, half up
    "I1": {
        "form": "yearly_uncapped",
        "figures": {"deductible": "0", "rate": "70%"},
        "lines": [{"class": "B", "amount": "233", "first_share": "5%"}],
        "expect": {"first_self": "11.65", "in_scope": "221.35", "fund": "154.95", "cash": "78.05"},
    },
    "J1": {
        "form": "stay",
        "figures": {"deductible": "0", "rate": "80%"},
        "bill": {"wholly_own": "13.05"},
        "expect": {"fund": "0", "cash": "13.05"},
    },
}
NOT_RULED = {
    "D1": "the record is cut off: only that no fund pays is known",
    "F1": "what the fund's 196.04 comes from is not printed; the account pays the rest",
    "K1": "the rule is not printed, and the parts are 0.48 short of the total",
    "X1": "invented figures, meant to be rejected",
}
DEFECTIVE = {"K1", "X1"}


def rows(name: str) -> list[dict[str, str]]:
    """A table of the samples."""
    if not SAMPLES.is_dir():
        return []
    with (SAMPLES / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def fen(row: dict[str, str], name: str) -> int | None:
    """A printed amount; None where nothing is printed."""
    return to_fen(row[name]) if row[name] else None


def broken_identities(row: dict[str, str]) -> list[str]:
    """Which of the published identities the printed amounts break; what is not printed breaks nothing."""
    total, fund, cash = (fen(row, name) for name in ("medfee_sumamt", "fund_pay_sumamt", "psn_cash_pay"))
    account, hospital = (fen(row, name) or 0 for name in ("acct_pay", "hosp_part_amt"))
    broken = []
    parts = [fen(row, name) for name in SCOPE_PARTS]
    if None not in parts and sum(part for part in parts if part is not None) != total:
        broken.append("total = wholly own + over limit + first self-pay + in scope")
    pooled = fund if fund is not None else fen(row, "hifp_pay")
    if pooled is not None and cash is not None and pooled + account + cash + hospital != total:
        broken.append("total = funds + account + cash + hospital")
    person = fen(row, "psn_part_amt")
    if person is not None and cash is not None and person != account + cash:
        broken.append("person = account + cash")
    return broken


def test_every_row_is_accounted_for() -> None:
    assert {row["case_id"] for row in rows("settlements.csv")} == RULED.keys() | NOT_RULED.keys()


@pytest.mark.parametrize("row", rows("settlements.csv"), ids=lambda row: row["case_id"])
def test_the_printed_amounts_keep_the_identities(row: dict[str, str]) -> None:
    assert bool(broken_identities(row)) == (row["case_id"] in DEFECTIVE)


def settled(case_id: str) -> Outcome:
    """The row settled by its own rule."""
    plain = {"id": case_id, "person": {"category": "in_service"}, "visit": {"benefit": "outpatient"}}
    return run({**plain, **RULED[case_id]})


@pytest.mark.parametrize("case_id", RULED)
def test_a_row_whose_rule_is_known_comes_out_to_the_fen(case_id: str) -> None:
    outcome = settled(case_id)
    for name, amount in RULED[case_id]["expect"].items():
        found = outcome.first_self_fen if name == "first_self" else told(outcome, name)
        assert found == to_fen(amount), name


@pytest.mark.parametrize("row", [row for row in rows("settlements.csv") if row["case_id"] in RULED], ids=str)
def test_what_comes_out_is_what_was_printed(row: dict[str, str]) -> None:
    outcome, sign = settled(row["case_id"]), -1 if row["medfee_sumamt"].startswith("-") else 1
    printed = {name: sign * amount for name in row if "_" in name and (amount := amount_or_none(row, name)) is not None}
    assert printed["medfee_sumamt"] == outcome.total_fen
    if row["case_id"] != "C1":  # the source left what the person pays at zero
        hospital = printed.get("hosp_part_amt", 0)
        assert printed["psn_part_amt"] + hospital == outcome.total_fen - outcome.fund_fen
        assert printed["fund_pay_sumamt"] == outcome.fund_fen


def amount_or_none(row: dict[str, str], name: str) -> int | None:
    """The amount of a column that holds amounts."""
    holds_amounts = name.endswith(("_amt", "_pay", "_selfpay", "sumamt"))
    return fen(row, name) if holds_amounts else None


@pytest.mark.parametrize("row", rows("fee_lines.csv"), ids=lambda row: f"{row['case_id']}-{row['line_no']}")
def test_a_fee_line_is_split_as_the_centre_split_it(row: dict[str, str]) -> None:
    class_ = {"01": "A", "02": "B", "03": "C"}[row["chrgitm_lv"]]
    limit = None if row["pric_uplmt_amt"] == "999999" else to_fen(row["pric_uplmt_amt"])
    rule = ItemRule(class_, to_basis_points(Decimal(row["selfpay_prop"]) * 100), limit)
    split = split_line(rule, Decimal(row["cnt"]), Decimal(row["pric"]), to_fen(row["det_item_fee_sumamt"]))
    names = ("fulamt_ownpay_amt", "overlmt_amt", "preselfpay_amt", "inscp_scp_amt")
    found = (split.wholly_own_fen, split.over_limit_fen, split.first_self_fen, split.in_scope_fen)
    assert found == tuple(to_fen(row[name]) for name in names)
