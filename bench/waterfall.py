"""Bills a second through the plain waterfall in one process: plan kept, reasons made, no books."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import MappingProxyType

from bench.table import print_table
from bench.town import SERVICE_ON
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import view_for
from mingzhang.rules.settlement import Balances, Bill, PersonFacts, VisitFacts, plan_for, settle

SECONDS = 2.0
CASES = (
    (
        "440100",
        "outpatient",
        PersonFacts("employee", "in_service", 40),
        VisitFacts("outpatient", "level1", "community"),
    ),
    ("110000", "outpatient", PersonFacts("employee", "retired", 66), VisitFacts("outpatient", "level3")),
    ("440100", "inpatient", PersonFacts("employee", "in_service", 40), VisitFacts("inpatient", "level3")),
    ("110000", "inpatient", PersonFacts("employee", "retired", 66), VisitFacts("inpatient", "level3")),
)
BILL = Bill(123_456, 3_456, 2_000, 8_000, (("", 100_000), ("essential", 10_000)))
BILLS_A_YEAR = 20
NEW_YEAR: Mapping[str, int] = MappingProxyType({})


def bills_a_second(region: str, person: PersonFacts, visit: VisitFacts) -> float:
    """Settle the same bill again and again on growing totals, in years of twenty bills."""
    view = view_for(region, SERVICE_ON)
    plan = plan_for(view, person, visit)
    if isinstance(plan, Refusal):
        raise SystemExit(f"no plan: {plan}")
    balances = Balances(50_000, account_usable=True, account_reason="")
    done, totals = 0, NEW_YEAR
    starts = time.perf_counter()
    while time.perf_counter() - starts < SECONDS:
        outcome = settle(plan, BILL, totals if done % BILLS_A_YEAR else NEW_YEAR, balances)
        if isinstance(outcome, Refusal):
            raise SystemExit(f"not settled: {outcome}")
        totals = outcome.accumulators
        done += 1
    return done / (time.perf_counter() - starts)


def main() -> None:
    """One line a region and benefit."""
    rows = [
        (f"{region} {benefit}", f"{bills_a_second(region, person, visit):,.0f}")
        for region, benefit, person, visit in CASES
    ]
    print_table(("plain waterfall, one process", "bills a second"), rows)


if __name__ == "__main__":
    main()
