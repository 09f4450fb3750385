"""One plan and a person's bills through the compiled fold, without packs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mingzhang.answers.lab.arrays import PlanArrays, constant
from mingzhang.answers.lab.fold import Claims, Paid
from mingzhang.answers.lab.running import run
from mingzhang.rules.settlement.bill import Bill
from mingzhang.rules.settlement.plan import Plan

PERSON, NEXT_PERSON = 1, 2


def replay_bills(plan: Plan, bills: Sequence[Bill], account_fen: int = 0) -> list[dict[str, object]]:
    """What the compiled fold makes of a person's bills of one year; `account_fen` is there before the first.

    Another person's equal bills follow, so that nothing may be left over from one to the next.
    """
    funds = tuple(dict.fromkeys(layer.fund for layer in plan.layers))
    plans = PlanArrays(funds)
    number = plans.number(plan)
    groups = tuple(dict.fromkeys(["", *(group for bill in bills for group, _ in bill.groups)]))
    twice = [*bills, *bills]
    amounts = [dict(bill.groups) for bill in twice]
    columns = Claims(
        person=_column([PERSON] * len(bills) + [NEXT_PERSON] * len(bills)),
        month=_column([2025 * 12 + 1] * len(twice), np.int32),
        profile=_column([0] * len(twice), np.int32),
        credited=_column(([account_fen] + [0] * (len(bills) - 1)) * 2),
        first_self=_column([bill.first_self_fen for bill in twice]),
        over_limit=_column([bill.over_limit_fen for bill in twice]),
        wholly_own=_column([bill.wholly_own_fen for bill in twice]),
        scope=_column([each.get(group, 0) for group in groups for each in amounts]),
    )
    paid, tallies = run(columns, plans.opened([1, 0, 0, 0], [number], groups))
    assert int(sum(tally.layers.sum() + tally.plans.sum() for tally in tallies)) == int(paid.refused.sum())
    results = [_result(paid, claim, funds) for claim in range(len(twice))]
    assert results[: len(bills)] == results[len(bills) :]
    return results[: len(bills)]


def _result(paid: Paid, claim: int, funds: tuple[str, ...]) -> dict[str, object]:
    by_fund = paid.funds.reshape(len(funds), len(paid.account))
    return {
        **{f"fund_{fund}_fen": int(by_fund[number][claim]) for number, fund in enumerate(funds)},
        "account_fen": int(paid.account[claim]),
        "cash_fen": int(paid.cash[claim]),
        "deductible_fen": int(paid.deductible[claim]),
        "reasons": int(paid.reasons[claim]),
        "refused": bool(paid.refused[claim]),
    }


def _column(numbers: Sequence[int], kind: type = np.int64) -> np.ndarray:
    return constant(np.array(numbers, kind))
