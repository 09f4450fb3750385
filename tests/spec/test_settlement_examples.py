"""Worked examples, restated in the packs, settled by the real rules; the reference's own list where it is present."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingzhang.basics.fen import to_fen
from mingzhang.rules.policy.loading.lines import Document
from mingzhang.rules.policy.loading.schemas import hold_to_schema
from mingzhang.rules.settlement import statement
from settlement_worked import bill, forms, run, told, worked_cases

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "policies" / "examples.yaml"
SETTLED_SERVICES = {"outpatient", "inpatient", "catastrophic"}
BY_ID = {case["id"]: case for case in worked_cases()}

# Figures of the reference that are no figure of a rule here, and why.
NOT_FIGURES = {
    "max_ratio",  # no rate ever passes 100%
    "medical_year",  # a period, not a figure
}
# How the reference names an expected amount, and what a case calls it.
EXPECTED = {
    "in_scope": "in_scope",
    "deductible": "deductible",
    "personal": "personal",
    "large_amount": "large_amount",
    "account": "account",
    "own_account": "account",
    "cash": "cash",
    "fund_total": "fund",
    "class_c": "wholly_own",
    "in_catalogue_self_pay": "left_in_scope",
    "mutual_aid": "family",
    "in_scope_ytd": "after_scope",
    "major_scope_ytd": "after_major_scope",
    "deductible_ytd": "after_deductibles",
}


@pytest.mark.parametrize("case", worked_cases(), ids=lambda case: case["id"])
def test_a_worked_case_settles_as_its_source_says(case: dict[str, Any]) -> None:
    outcome = run(case)
    for name, amount in case["expect"].items():
        wanted = tuple(map(to_fen, amount)) if isinstance(amount, list) else to_fen(amount)
        assert told(outcome, name) == wanted, name
    assert case.get("reason", outcome.layers[0].reason) == outcome.layers[0].reason
    assert outcome.total_fen == outcome.fund_fen + outcome.account_fen + outcome.family_fen + outcome.cash_fen
    assert len(statement(outcome)) <= 15


@pytest.mark.parametrize("name", sorted(forms()))
def test_every_form_has_the_shape_of_a_plan_template_and_a_case(name: str) -> None:
    document = Document("forms.yaml", {"plans": [forms()[name]]})
    assert hold_to_schema(document, "plans"), document.problems
    assert any(case["form"] == name for case in worked_cases())


def reference() -> list[dict[str, Any]]:
    """The reference's examples that settle a bill; none where the reference is absent."""
    if not REFERENCE.is_file():
        return []
    listed = yaml.safe_load(REFERENCE.read_text(encoding="utf-8"))["examples"]
    return [example for example in listed if example["service"] in SETTLED_SERVICES]


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference's examples are not beside the repository")
def test_every_settlement_example_of_the_reference_is_restated() -> None:
    examples = reference()
    assert len(examples) == 58
    assert [example["id"] for example in examples if not restated(example)] == []


@pytest.mark.parametrize("example", reference(), ids=lambda example: example["id"])
def test_the_reference_expects_what_the_rules_give(example: dict[str, Any]) -> None:
    cases = restated(example)
    for case, name, amount in expectations(example, cases):
        assert told(run(case), name) == as_fen(amount), (case["id"], name)
    total = example["inputs"].get("total_cost")
    assert total is None or {bill(case).total_fen for case in cases} == {as_fen(total)}
    assert bool(example.get("parameter_disputed")) == any(case.get("disputed", False) for case in cases)


@pytest.mark.parametrize("example", reference(), ids=lambda example: example["id"])
def test_a_case_uses_the_figures_of_its_example(example: dict[str, Any]) -> None:
    printed = {number for case in restated(example) for number in numbers_printed(case)}
    assert set(numbers_in(example["parameters"])) - printed == set()


def restated(example: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The cases that restate an example: one, or one for each amount it expects."""
    return [case for name, case in BY_ID.items() if name.partition("/")[0] == example["id"]]


def expectations(example: Mapping[str, Any], cases: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str, Any]]:
    """Each expected amount of an example, with the case and the figure that must equal it."""
    for name, amount in example["expected"].items():
        variant = BY_ID.get(f"{example['id']}/{name}")
        if variant is not None:
            yield variant, "fund", amount
        elif name in {"pooled", "supplement"}:
            yield cases[0], fund_of(cases[0], name), amount
        elif name in EXPECTED:
            yield cases[0], EXPECTED[name], amount
        else:
            assert name in {"remaining", "self_pay_in_scope"}, name  # both follow from the other amounts


def fund_of(case: Mapping[str, Any], name: str) -> str:
    """Which fund the reference means by `pooled` or `supplement` in this case."""
    if name == "pooled":
        return f"{case['person'].get('scheme', 'employee')}_pooled"
    return "unified_supplement" if "unified_supplement" in case["expect"] else "major_illness"


def as_fen(amount: Any) -> Any:
    return tuple(to_fen(str(part)) for part in amount) if isinstance(amount, list) else to_fen(str(amount))


def numbers_in(value: Any, name: str = "") -> Iterator[Decimal]:
    """Every number inside an example's parameters."""
    if name in NOT_FIGURES or isinstance(value, bool):
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from numbers_in(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers_in(inner)
    elif isinstance(value, int | float) and value != float("inf"):
        yield Decimal(str(value))


def numbers_printed(case: Mapping[str, Any]) -> Iterator[Decimal]:
    """Every figure a case prints, without its unit."""
    for figure in case["figures"].values():
        for given in figure if isinstance(figure, list) else [{"value": figure}]:
            yield Decimal(given["value"].rstrip("%xm"))
