"""The parts of a statement's sentences: bands, caps, deductibles and changes, written out in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mingzhang.basics.fen import percent_text, yuan_text
from mingzhang.rules.settlement.outcome import BandResult, CapResult, LayerResult
from mingzhang.rules.settlement.phrases import (
    ASIDE,
    BAND,
    CAPS,
    CHANGE_KINDS,
    CHANGES,
    COMMA,
    JOIN,
    LINES,
    LOCAL_RULE,
    REASONS,
    UNPAID,
    Language,
    fund_name,
)
from mingzhang.rules.settlement.plan import Change

_IN_YUAN = {"deductible_plus", "deductible_minus", "deductible_replace", "deductible_minus_per_admission"}
_COUNTS = {"deductible_part_of_year"}
_FACTORS = {"times", "own_share_times", "deductible_times"}


def band_text(bands: Iterable[BandResult], language: Language) -> str:
    """The cost in each band and its rate: 3,000.00 元按 80%、500.00 元按 85%."""
    return JOIN[language].join(
        BAND[language].format(cost=yuan_text(band.cost_fen), rate=percent_text(band.rate_bp)) for band in bands
    )


def cap_text(cap: CapResult, before_fen: int, language: Language) -> str:
    """A cap that limited the payment, and what of it the year had used before this bill."""
    return CAPS[cap.span][language].format(cap=yuan_text(cap.amount_fen), before=yuan_text(before_fen))


def deductible_text(
    fund: str, span: str, figures: Mapping[str, int | str], changes: Iterable[Change], language: Language
) -> str:
    """A deductible: its standard, why it is not the ordinary one, what the year and then this bill met of it."""
    written = {name.removesuffix("_fen"): yuan_text(int(fen)) for name, fen in figures.items()}
    told = LINES[f"DEDUCTIBLE_{span}"][language].format(fund=fund_name(fund, language), **written)
    return told + "".join(ASIDE[language].format(text=change_text(change, language)) for change in changes)


def unpaid_text(layer: LayerResult, language: Language) -> str:
    """Cost that a fund looked at without paying any of it, and why."""
    return UNPAID[language].format(cost=yuan_text(layer.basis_fen), why=REASONS[layer.reason][language])


def why_text(reason: str, language: Language) -> str:
    """A reason as an aside; nothing when everything was paid."""
    return ASIDE[language].format(text=REASONS[reason][language]) if reason in REASONS else ""


def change_text(change: Change, language: Language) -> str:
    """Why a rate, a deductible or a first payment is not the ordinary one, and by how much."""
    cause = CHANGES.get(change.code, LOCAL_RULE)[language]
    return f"{cause}{COMMA[language]}{CHANGE_KINDS[change.kind][language].format(figure=_figure(change))}"


def _figure(change: Change) -> str:
    if change.kind in _IN_YUAN:
        return yuan_text(change.figure)
    if change.kind in _COUNTS:
        return str(change.figure)
    if change.kind in _FACTORS:
        return percent_text(change.figure // 100).removesuffix("%")
    return percent_text(change.figure).removesuffix("%")
