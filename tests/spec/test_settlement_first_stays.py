"""A cut for each earlier stay of the year is told from the second stay on, and not at the first, where it cuts nothing.

Chengdu: 800 yuan at a level-three hospital, 100 yuan less for each earlier stay.
"""

from __future__ import annotations

from datetime import date

import pytest

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import view_for
from mingzhang.rules.settlement import Balances, Bill, PersonFacts, VisitFacts, estimate, statement


@pytest.mark.parametrize(("admission", "deductible", "told"), [(1, "800.00", False), (2, "700.00", True)])
def test_only_a_later_stay_is_called_one(admission, deductible, told):
    person = PersonFacts("employee", "in_service", 52, continuous_months=60)
    visit = VisitFacts("inpatient", "level3", "other", admission=admission)
    bill = Bill(2_000_000, 0, 0, 0, (("", 2_000_000),))
    outcome = estimate(view_for("510100", date(2025, 5, 1)), person, visit, bill, {}, Balances())
    assert not isinstance(outcome, Refusal)
    line = next(line for line in statement(outcome) if line.code == "DEDUCTIBLE")
    assert f"{deductible} 元" in line.text
    assert ("本年再次住院" in line.text) is told
