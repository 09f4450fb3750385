"""Plan templates as a pack writes them: which layers there are, and by which key each figure is looked up.

A template holds no figure. `packs/schema/plans.schema.json` says the same of the file's shape; here the raw data
become typed values. A *figure* is the key of a parameter (`outpatient.rate`) in whose unit the amount is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from mingzhang.rules.policy.facts import FLAGS, NUMBERS, Among, Span, Test, When, matches
from mingzhang.rules.policy.unknown import Fact
from mingzhang.rules.settlement.bill import ORDINARY_GROUP
from mingzhang.rules.settlement.facts import Filing, Level, Place
from mingzhang.rules.settlement.plan import BasisKind, BillWhat, CapCounts, Component, WriteWhat

Raw = dict[str, Any]
RoundTo = Literal["fen", "yuan", "ten_yuan", "hundred_yuan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something that holds only for some facts; an empty `when` holds always."""

    when: Raw = field(default_factory=dict)

    def holds(self, facts: Mapping[str, Fact]) -> bool:
        """Whether every test of `when` holds."""
        return holds(self.when, facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class RateChange(Condition):
    """One step from the ordinary rate to the one that applies; steps follow one another in order.

    plus, minus: points (points added to the person's own share are a minus). times: a factor. own_share_times: a
    factor on the person's own share. replace: a rate of its own. plus_per_year: points for each year of age. `most` is
    a ceiling, as a figure. A step with a `code` is told to the person. `groups` limits it to item groups.
    """

    do: Literal["plus", "minus", "times", "own_share_times", "replace", "plus_per_year"]
    by: str
    most: str = ""
    groups: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountChange(Condition):
    """One step from the ordinary deductible or cap to the one that applies; `least` is a floor, as a figure.

    part_of_year: the share of the year that the person is covered, in months; `by` is how many months a year has.
    """

    do: Literal["plus", "minus", "times", "replace", "minus_per_admission", "part_of_year"]
    by: str
    least: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount and the steps that lead from it to the one that applies, rounded once at the end, half up or down."""

    amount: str
    changes: tuple[AmountChange, ...] = ()
    round: RoundTo = "fen"
    round_down: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeductibleTemplate(Amount):
    """What the person meets first, the running total that meets it, and a limit on the year's deductibles.

    Where the published amount is not known, the `formula` gives it. Where neither is, a layer behind others refuses
    only beyond `not_below`, the least that the amount can be.
    """

    met_by: str
    formula: Amount | None = None
    not_below: str = ""
    year_cap: str = ""
    capped_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BandTemplate:
    """A rate, up to an amount (none: without end); a rate's parameter may ask for the `band`'s number, from 1."""

    rate: str
    upto: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapTemplate(Amount):
    """A limit, and the running total on which it is counted; an empty `when` holds always.

    Where the published amount is not known, the `formula` gives it.
    """

    total: str
    counts: CapCounts = "paid"
    formula: Amount | None = None
    when: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteTemplate(Condition):
    """A running total that grows by one of the layer's amounts, for some facts only."""

    total: str
    what: WriteWhat


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerTemplate(Condition):
    """One payer. When its condition fails it is told as not paying, with the code `otherwise`.

    `needs` is the key of a rule that says whether the payer takes part at all; where it says no, likewise.
    `bands_from_deductible`: the bands' ends are printed as amounts above the deductible.
    `counts_deductible`: the deductible takes room in the bands.
    """

    name: str
    fund: str
    otherwise: str = "NOT_COVERED"
    needs: str = ""
    basis: BasisKind = "item_groups"
    of: str = ""
    item_groups: tuple[str, ...] = (ORDINARY_GROUP,)
    deductible: DeductibleTemplate | None = None
    bands: tuple[BandTemplate, ...]
    bands_from_deductible: bool = False
    measure: str = "visit.cost"
    counts_deductible: bool = True
    rate_changes: tuple[RateChange, ...] = ()
    caps: tuple[CapTemplate, ...] = ()
    writes: tuple[tuple[str, WriteWhat] | WriteTemplate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPayTemplate(Condition):
    """A share of what is in scope that the person pays before everything else."""

    share: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Condition):
    """A rule that must be known: its key."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTemplate:
    """What own and family accounts may pay: for each part of the person's side the key of the rule that allows it."""

    own: dict[Component, str]
    family: dict[Component, str]
    before_funds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AsIf(Condition):
    """Care that is ruled as if at another kind of place or filed otherwise, where the rule `by` says so."""

    by: str
    place: Place | None = None
    filing: Filing | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """A fund that takes no part in this benefit at all, and the code that says why."""

    fund: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What document is missing, and who has it."""

    missing: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Template(Condition):
    """One plan of a region: for whom and what, its layers in order of payment, the accounts, the bill's own totals.

    `unknown` stands in place of everything else where how such a bill is paid is not known at all. `requires` lists
    rules that must be known, each under its condition, before the plan may be used.
    """

    name: str
    unknown: Missing | None = None
    layers: tuple[LayerTemplate, ...] = ()
    without: tuple[Without, ...] = ()
    account: AccountTemplate = AccountTemplate(own={}, family={})
    requires: tuple[Requirement, ...] = ()
    as_if: tuple[AsIf, ...] = ()
    first_pay: FirstPayTemplate | None = None
    counts: tuple[tuple[str, BillWhat], ...] = ()
    year_starts: str = ""


def read_template(raw: Mapping[str, object]) -> Template:
    """The typed template of a pack's raw one; raises msgspec.ValidationError when it is none."""
    data = {name: value for name, value in raw.items() if name not in {"starts", "until"}}
    return msgspec.convert(data, Template)


def holds(when: Raw, facts: Mapping[str, Fact]) -> bool:
    """Whether every test of a raw `when` holds."""
    return matches(read_when(when), facts)


def read_when(raw: Raw) -> When:
    """The tests of a `when`, as parameters write them."""
    return {name: _test(name, given) for name, given in raw.items()}


def _test(name: str, given: Any) -> Test:
    if name in NUMBERS and isinstance(given, dict):
        return Span(given.get("from", 0), given.get("below"))
    if name in NUMBERS:
        return Span(given, given + 1)
    if name in FLAGS:
        return Among(frozenset({given}))
    return Among(frozenset(given if isinstance(given, list) else [given]))
