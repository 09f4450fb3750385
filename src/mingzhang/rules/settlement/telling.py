"""A settlement's statement and steps as plain values: the one shape in which other programs get it.

`docs/statement.md` describes the shape. Amounts are integer fen, rates basis points, words Chinese and English.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mingzhang.rules.settlement.falling import Step, falling_steps, step_name
from mingzhang.rules.settlement.outcome import Outcome
from mingzhang.rules.settlement.phrases import fund_name
from mingzhang.rules.settlement.statement import statement

AMOUNTS = ("total", "wholly_own", "over_limit", "first_self", "in_scope", "deductible", "fund", "account", "family")


def told(outcome: Outcome) -> dict[str, Any]:
    """The amounts, payers, lines and steps of a settlement, ready to be written as JSON."""
    lines = zip(statement(outcome, "zh"), statement(outcome, "en"), strict=True)
    return {
        "view_digest": outcome.view_digest,
        "amounts": {f"{name}_fen": getattr(outcome, f"{name}_fen") for name in (*AMOUNTS, "cash")},
        "payers": [
            {"fund": fund, "name": {"zh": fund_name(fund, "zh"), "en": fund_name(fund, "en")}, "paid_fen": paid}
            for fund, paid in outcome.payers
        ],
        "lines": [
            {
                "code": chinese.code,
                "text": {"zh": chinese.text, "en": english.text},
                "figures": dict(chinese.figures),
                "citations": [asdict(citation) for citation in chinese.citations],
            }
            for chinese, english in lines
        ],
        "steps": [_step(step) for step in falling_steps(outcome)],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "name": step.name,
        "kind": step.kind,
        "label": {"zh": step_name(step, "zh"), "en": step_name(step, "en")},
        "amount_fen": step.amount_fen,
        "from_fen": step.from_fen,
        "to_fen": step.to_fen,
        "bands": [asdict(band) for band in step.bands],
    }
