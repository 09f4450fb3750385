"""A plan: the ordered layers that pay one person's bill for one visit, and how own and family accounts follow.

Amounts are fen, rates basis points. A plan is data: it holds no arithmetic and no name of a region.

*Running totals* are named. Those whose name starts with `visit.` begin at zero in every settlement and are not kept;
all others are the person's totals of the medical year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import Citation

BasisKind = Literal["item_groups", "left_in_scope", "left_in_scope_and_first_pay", "over_cap_of", "share_of"]
CapCounts = Literal["paid", "cost", "cost_and_deductible"]
WriteWhat = Literal["basis", "paid", "deductible", "cost", "cost_and_deductible"]
BillWhat = Literal["in_scope", "in_scope_and_first_pay", "total", "fund", "left_in_scope", "one"]
Component = Literal["in_scope", "first_self", "over_limit", "wholly_own"]

VISIT_PREFIX = "visit."


@dataclass(frozen=True, slots=True)
class Basis:
    """The cost a layer looks at.

    `item_groups`: the named in-scope groups of the bill. `left_in_scope`: what is in scope and not yet paid by
    anybody, with or without the first payments. `over_cap_of` / `share_of`: of an earlier layer, the cost that its
    cap or last band left behind, or the person's share of the cost that it did pay.
    """

    kind: BasisKind
    groups: tuple[str, ...] = ()
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Deductible:
    """An amount the person meets first: `amount_fen` less what the running total `met_by` has already met.

    `year_cap_fen` limits all deductibles of the year together, counted on `capped_by`.
    """

    amount_fen: int
    met_by: str
    source: Citation
    year_cap_fen: int | None = None
    capped_by: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A rate for the cost up to `upper_fen` (None: without end) on the layer's measure; each has its own source."""

    upper_fen: int | None
    rate_bp: int
    source: Citation
    upper_source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """On which running total the bands are measured, and whether the deductible takes room in them."""

    total: str
    counts_deductible: bool


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit on a running total, counted in what the fund paid or in cost; several caps bind together."""

    amount_fen: int
    counts: CapCounts
    total: str
    source: Citation


@dataclass(frozen=True, slots=True)
class Write:
    """Which running total grows, and by which of the layer's amounts."""

    total: str
    what: WriteWhat


@dataclass(frozen=True, slots=True)
class Change:
    """Why a layer's rate or deductible is not the ordinary one: a reason code, the kind of change and its figure.

    `kind` is points, times, own_rate, own_share or own_deductible; `figure` is in basis points, fen for the last.
    """

    code: str
    kind: str
    figure: int
    source: Citation


@dataclass(frozen=True, slots=True)
class Layer:
    """One payer: what it looks at, what the person meets first, its rates, its caps and the totals that it moves.

    `unknown` is the refusal to give when cost beyond the deductible reaches a payer whose rule is not known; as long
    as none does, the bill can be settled without that rule.
    """

    name: str
    fund: str
    basis: Basis
    deductible: Deductible | None
    bands: tuple[Band, ...]
    measure: Measure
    caps: tuple[Cap, ...]
    writes: tuple[Write, ...]
    changes: tuple[Change, ...] = ()
    unknown: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Unfired:
    """A payer that takes no part in this plan, and the condition that failed."""

    fund: str
    code: str
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class AccountRule:
    """Which parts of the person's side the own account and the family's accounts may pay.

    `before_funds`: the own account pays what is in scope before the first layer (a form some regions had).
    """

    own: tuple[Component, ...]
    family: tuple[Component, ...]
    source: Citation | None = None
    before_funds: bool = False


@dataclass(frozen=True, slots=True)
class FirstPay:
    """A share of what is in scope that the person pays before everything else (a form of the off-site cut)."""

    share_bp: int
    code: str
    source: Citation


@dataclass(frozen=True, slots=True)
class Count:
    """A running total of the whole bill rather than of one layer."""

    total: str
    what: BillWhat


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Everything `settle` needs besides the bill and the balances; each is its own (compared by identity).

    `year_starts_in_month` names the medical year (1 for calendar years). `view_digest` is the policy view's.
    """

    view_digest: str
    layers: tuple[Layer, ...]
    account: AccountRule
    unfired: tuple[Unfired, ...] = ()
    counts: tuple[Count, ...] = ()
    first_pay: FirstPay | None = None
    year_starts_in_month: int = 1
