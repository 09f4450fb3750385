"""A person's coverage as 1101 tells it: one row for each insurance, with what the account can pay now."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingzhang.answers.why import explain
from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.envelope import json_text, yuan
from mingzhang.doors.gateway.transaction import Caller
from mingzhang.money.accounts.records import AccountView
from mingzhang.registers.enrolment.queries import coverages, employer
from mingzhang.registers.enrolment.records import Coverage

_ENDED = "4"
_ZERO = "Z0"


def insurance_rows(
    caller: Caller, region: str, person_id: int, day: date, account: AccountView
) -> list[dict[str, Any]]:
    """The rows of `insuinfo`: of each insurance the latest period, with what the account can pay now."""
    latest: dict[str, Coverage] = {}
    for coverage in coverages(caller.connection, region, person_id):
        if coverage.holds.start <= day or coverage.scheme not in latest:
            latest[coverage.scheme] = coverage
    return [_row(caller, region, coverage, account, day) for coverage in latest.values()]


def account_told(caller: Caller, region: str, person_id: int, account: AccountView) -> str:
    """The account's state as JSON text for `exp_content`; of a zero, the causes that are proved, by title only.

    What lies behind a cause (an employer's debt, a court's order) is the person's to see, not the cashier's.
    """
    told: dict[str, Any] = {"mz_account": {"state": account.state, "reason": account.reason}}
    if not account.available_fen:
        explanation = explain(caller.connection, region, person_id, _ZERO, caller.now)
        told["mz_reasons"] = [finding.title.zh for finding in explanation.proved or explanation.unknown[:1]]
    return json_text(told)


def _row(caller: Caller, region: str, coverage: Coverage, account: AccountView, day: date) -> dict[str, Any]:
    running = coverage.holds.holds(day)
    paused = coverage.holds.start if coverage.status != "active" else None if running else coverage.holds.end
    unit = employer(caller.connection, region, coverage.employer_id) if coverage.employer_id else None
    return {
        "balc": yuan(account.available_fen),
        "insutype": codes.INSURANCE_OF_SCHEME[coverage.scheme],
        "psn_type": codes.person_type(coverage.category, coverage.civil_servant),
        "psn_insu_stas": codes.COVERAGE_CODE[coverage.status] if running else _ENDED,
        "psn_insu_date": coverage.holds.start.isoformat(),
        "paus_insu_date": paused.isoformat() if paused else None,
        "cvlserv_flag": "1" if coverage.civil_servant else "0",
        "insuplc_admdvs": region,
        "emp_name": unit.name if unit else "",
    }
