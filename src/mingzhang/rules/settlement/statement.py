"""A settlement told line by line: figures, reason and source, in Chinese or English, in at most fifteen lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mingzhang.basics.fen import percent_text, yuan_text
from mingzhang.rules.policy import Citation
from mingzhang.rules.settlement.outcome import LayerResult, Outcome
from mingzhang.rules.settlement.phrases import (
    ASIDE,
    BAND,
    CHANGE_KINDS,
    CHANGES,
    FUNDS,
    JOIN,
    LINES,
    REASONS,
    Language,
)
from mingzhang.rules.settlement.plan import Change

MOST_LINES = 15


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One plain line: a stable code, the sentence, the figures in it (fen, basis points, codes) and their source."""

    code: str
    text: str
    figures: Mapping[str, int | str] = field(default_factory=dict)
    citation: Citation | None = None


def statement(outcome: Outcome | Mapping[str, Any], language: Language = "zh") -> tuple[StatementLine, ...]:
    """Tell a settlement, fresh or stored. A payer that paid nothing is named with the condition that failed."""
    settled = outcome if isinstance(outcome, Outcome) else Outcome.from_data(outcome)
    lines = [_total(settled, language)]
    if settled.first_pay is not None:
        text = LINES["FIRST_PAY"][language].format(change=_change(settled.first_pay, language))
        figures: dict[str, int | str] = {"reason": settled.first_pay.code, "share_bp": settled.first_pay.figure}
        lines.append(StatementLine("FIRST_PAY", text, figures, settled.first_pay.source))
    for layer in settled.layers:
        if layer.paid_fen or layer.deductible_fen:
            lines += _layer(layer, language)
    lines += _not_paid(settled, language)
    lines += [_account(settled, language), _family(settled, language)]
    cash = LINES["CASH"][language].format(paid=yuan_text(settled.cash_fen))
    lines.append(StatementLine("CASH", cash, {"paid_fen": settled.cash_fen}))
    return tuple(lines)


def _total(settled: Outcome, language: Language) -> StatementLine:
    """What the bill consists of."""
    figures = {
        "total": settled.total_fen,
        "in_scope": settled.in_scope_fen,
        "first_self": settled.first_self_fen,
        "over_limit": settled.over_limit_fen,
        "wholly_own": settled.wholly_own_fen,
    }
    text = LINES["TOTAL"][language].format(**{name: yuan_text(fen) for name, fen in figures.items()})
    return StatementLine("TOTAL", text, {f"{name}_fen": fen for name, fen in figures.items()})


def _layer(layer: LayerResult, language: Language) -> Iterator[StatementLine]:
    """What the person met first, and what the fund then paid by which rate and up to which cap."""
    if layer.deductible_fen:
        yield _deductible(layer, language)
    if not layer.paid_fen:
        return
    cap = next((cap for cap in layer.caps if cap.binds), None)
    change = "".join(ASIDE[language].format(text=_change(change, language)) for change in layer.changes)
    bands = JOIN[language].join(
        BAND[language].format(cost=yuan_text(band.cost_fen), rate=percent_text(band.rate_bp)) for band in layer.bands
    )
    figures: dict[str, int | str] = {"fund": layer.fund, "paid_fen": layer.paid_fen, "reason": layer.reason}
    words = {"fund": _fund(layer.fund, language), "paid": yuan_text(layer.paid_fen), "bands": bands, "change": change}
    if cap is None:
        yield StatementLine("PAID", LINES["PAID"][language].format(**words), figures, layer.source)
        return
    figures |= {"cap_fen": cap.amount_fen, "before_fen": cap.before_fen}
    text = LINES[f"CAPPED_{cap.span}"][language].format(
        **words, cap=yuan_text(cap.amount_fen), before=yuan_text(cap.before_fen)
    )
    yield StatementLine("CAPPED", text, figures, cap.source)


def _deductible(layer: LayerResult, language: Language) -> StatementLine:
    """The deductible: its standard, what the year had met of it, what this bill met."""
    text = LINES[f"DEDUCTIBLE_{layer.deductible_span}"][language].format(
        fund=_fund(layer.fund, language),
        standard=yuan_text(layer.deductible_standard_fen),
        before=yuan_text(layer.deductible_before_fen),
        taken=yuan_text(layer.deductible_fen),
    )
    figures: dict[str, int | str] = {
        "fund": layer.fund,
        "standard_fen": layer.deductible_standard_fen,
        "before_fen": layer.deductible_before_fen,
        "taken_fen": layer.deductible_fen,
    }
    return StatementLine("DEDUCTIBLE", text, figures, layer.deductible_source)


def _not_paid(settled: Outcome, language: Language) -> Iterator[StatementLine]:
    """Payers that paid nothing, those with the same reason in one line."""
    paid = {layer.fund for layer in settled.layers if layer.paid_fen}
    together: dict[str, list[LayerResult]] = {}
    for layer in settled.layers:
        named = together.setdefault(layer.reason, [])
        if layer.fund not in paid and layer.fund not in {other.fund for other in named}:
            named.append(layer)
    for reason, layers in together.items():
        if layers:
            funds = [layer.fund for layer in layers]
            text = LINES["NOT_PAID"][language].format(
                funds=JOIN[language].join(_fund(fund, language) for fund in funds), why=REASONS[reason][language]
            )
            figures: dict[str, int | str] = {"funds": " ".join(funds), "reason": reason}
            yield StatementLine("NOT_PAID", text, figures, _condition(layers[0]))


def _condition(layer: LayerResult) -> Citation | None:
    """The source of the condition that kept a payer from paying."""
    if layer.reason == "CAP_REACHED":
        return next((cap.source for cap in layer.caps if cap.binds), layer.source)
    return layer.deductible_source if layer.reason == "WITHIN_DEDUCTIBLE" else layer.source


def _account(settled: Outcome, language: Language) -> StatementLine:
    """What the own account paid, and why not more."""
    text = LINES["ACCOUNT"][language].format(
        paid=yuan_text(settled.account_fen), why=_why(settled.account_reason, language)
    )
    figures: dict[str, int | str] = {"paid_fen": settled.account_fen, "reason": settled.account_reason}
    return StatementLine("ACCOUNT", text, figures, settled.account_source)


def _family(settled: Outcome, language: Language) -> StatementLine:
    """What the family's accounts paid together, and why not more."""
    text = LINES["FAMILY"][language].format(
        paid=yuan_text(settled.family_fen), why=_why(settled.family_reason, language)
    )
    figures: dict[str, int | str] = {"paid_fen": settled.family_fen, "reason": settled.family_reason}
    return StatementLine("FAMILY", text, figures, settled.account_source)


def _why(reason: str, language: Language) -> str:
    """A reason as an aside; nothing when everything was paid."""
    return ASIDE[language].format(text=REASONS[reason][language]) if reason in REASONS else ""


def _change(change: Change, language: Language) -> str:
    """Why a rate or deductible is not the ordinary one."""
    kind = CHANGE_KINDS["deductible" if change.kind.startswith("deductible") else change.kind][language]
    written = percent_text(change.figure).removesuffix("%")
    if change.kind in {"times", "own_share_times"}:
        written = percent_text(change.figure // 100).removesuffix("%")
    cause = CHANGES[change.code][language] if change.code in CHANGES else change.code
    return f"{cause}{JOIN[language]}{kind.format(figure=written)}"


def _fund(fund: str, language: Language) -> str:
    """A fund's name; the pack's own word for one that has none here."""
    return FUNDS[fund][language] if fund in FUNDS else fund
