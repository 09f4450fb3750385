"""What a settlement gives: who pays which fen, why, and what the running totals become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from mingzhang.rules.policy import Citation
from mingzhang.rules.settlement.plan import Change


@dataclass(frozen=True, slots=True)
class Balances:
    """What own and family accounts could pay: available fen, in the order in which family accounts were bound.

    `account_reason` says why the own account cannot be used when `account_usable` is false (NO_ACCOUNT,
    ACCOUNT_HELD, ACCOUNT_NOT_OPENED, USE_NOT_ALLOWED). `family` holds (grant id, owner's person id, available fen).
    """

    account_fen: int = 0
    account_usable: bool = False
    account_reason: str = "NO_ACCOUNT"
    family: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class BandResult:
    """The cost that fell into one band, to the fen, and its rate.

    `sources` are those of the rate and, when the cost reached it, of the band's end, besides the layer's own source.
    """

    upper_fen: int | None
    rate_bp: int
    cost_fen: int
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class CapResult:
    """A cap before and after, over a `year` or a `visit`; `binds` when it limited this payment."""

    amount_fen: int
    before_fen: int
    after_fen: int
    counts: str
    span: str
    binds: bool
    source: Citation


@dataclass(frozen=True, slots=True)
class LayerResult:
    """What one layer did, and why: figures for the statement, a closed reason code, and the sources.

    The deductible is met over a `year` or a `visit` (`deductible_span`).
    """

    name: str
    fund: str
    basis_fen: int
    deductible_standard_fen: int
    deductible_before_fen: int
    deductible_fen: int
    deductible_span: str
    bands: tuple[BandResult, ...]
    caps: tuple[CapResult, ...]
    over_fen: int
    paid_fen: int
    reason: str
    changes: tuple[Change, ...]
    deductible_source: Citation | None
    source: Citation | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A settled bill. `total = fund + account + family + cash`; in-scope and first payments are after any off-site cut.

    `accumulators` are the running totals afterwards, `added` what this settlement added to each (zeros left out).
    """

    view_digest: str
    total_fen: int
    wholly_own_fen: int
    over_limit_fen: int
    first_self_fen: int
    in_scope_fen: int
    deductible_fen: int
    fund_fen: int
    account_fen: int
    family: tuple[tuple[int, int], ...]
    cash_fen: int
    layers: tuple[LayerResult, ...]
    account_reason: str
    family_reason: str
    account_source: Citation | None
    first_pay: Change | None
    accumulators: Mapping[str, int]
    added: Mapping[str, int]

    @property
    def family_fen(self) -> int:
        """What the family's accounts pay together."""
        return sum(amount for _, amount in self.family)

    @property
    def payers(self) -> tuple[tuple[str, int], ...]:
        """What each fund pays, in the order of the layers; funds that pay nothing are included."""
        sums: dict[str, int] = {}
        for layer in self.layers:
            sums[layer.fund] = sums.get(layer.fund, 0) + layer.paid_fen
        return tuple(sums.items())

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every reason code in this outcome, in order, once each."""
        codes = [*(layer.reason for layer in self.layers), self.account_reason, self.family_reason]
        return tuple(dict.fromkeys(code for code in codes if code))

    def to_data(self) -> dict[str, Any]:
        """The outcome as plain values, for storing; `from_data` gives an equal outcome back."""
        data: dict[str, Any] = msgspec.to_builtins(self)
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Outcome:
        """Read a stored outcome; raises msgspec.ValidationError when the data is not one."""
        return msgspec.convert(data, cls)
