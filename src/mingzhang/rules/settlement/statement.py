"""A settlement told line by line: figures, reason and sources, in Chinese or English, in at most fifteen lines.

First what the bill consists of, then fund by fund what the person met first and what the fund paid, then the funds that
paid nothing with the condition that failed, then own account, family and cash. The paid figures of all lines together
are the total. A fund has one line however many layers it pays by; deductibles share a line when there is no room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mingzhang.basics.fen import yuan_text
from mingzhang.rules.policy import Citation
from mingzhang.rules.settlement.outcome import LayerResult, Outcome
from mingzhang.rules.settlement.phrases import ASIDE, JOIN, LINES, REASONS, SEMICOLON, Language, fund_name
from mingzhang.rules.settlement.sentences import (
    band_text,
    cap_text,
    change_text,
    deductible_text,
    unpaid_text,
    why_text,
)

MOST_LINES = 15


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One plain line: a stable code, the sentence, the figures in it (fen, basis points, codes) and their sources."""

    code: str
    text: str
    figures: Mapping[str, int | str] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()


def statement(outcome: Outcome | Mapping[str, Any], language: Language = "zh") -> tuple[StatementLine, ...]:
    """Tell a settlement, fresh or stored. A payer that paid nothing is named with the condition that failed."""
    settled = outcome if isinstance(outcome, Outcome) else Outcome.from_data(outcome)
    funds = _by_fund(settled.layers)
    head = [_total(settled, language), *_first_pay(settled, language)]
    paid = {fund: _paid(fund, layers, settled, language) for fund, layers in funds.items() if _pays(layers)}
    tail = [
        *_not_paid(funds, language),
        _account(settled, language),
        _family(settled, language),
        _cash(settled, language),
    ]
    deductibles = {fund: tuple(_deductibles(fund, layers, language)) for fund, layers in funds.items()}
    told = [line for lines in deductibles.values() for line in lines]
    if len(head) + len(told) + len(paid) + len(tail) > MOST_LINES:
        return (*head, _together(told, language), *paid.values(), *tail)
    body = [line for fund in funds for line in (*deductibles[fund], *([paid[fund]] if fund in paid else ()))]
    return (*head, *body, *tail)


def _by_fund(layers: Iterable[LayerResult]) -> dict[str, tuple[LayerResult, ...]]:
    """The layers of each fund, in order."""
    found: dict[str, tuple[LayerResult, ...]] = {}
    for layer in layers:
        found[layer.fund] = (*found.get(layer.fund, ()), layer)
    return found


def _pays(layers: Iterable[LayerResult]) -> bool:
    return any(layer.paid_fen for layer in layers)


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


def _first_pay(settled: Outcome, language: Language) -> Iterator[StatementLine]:
    """The share of what is in scope that is paid before everything else, where there is one."""
    if (change := settled.first_pay) is not None:
        figures: dict[str, int | str] = {"reason": change.code, "share_bp": change.figure}
        yield StatementLine("FIRST_PAY", change_text(change, language), figures, (change.source,))


def _deductibles(fund: str, layers: Sequence[LayerResult], language: Language) -> Iterator[StatementLine]:
    """What was met of each deductible of a fund; layers that share one meet it together."""
    shared: dict[tuple[str, int, Citation | None], list[LayerResult]] = {}
    for layer in layers:
        key = (layer.deductible_span, layer.deductible_standard_fen, layer.deductible_source)
        shared.setdefault(key, []).append(layer)
    for (span, standard, source), sharing in shared.items():
        taken = sum(layer.deductible_fen for layer in sharing)
        before = min(layer.deductible_before_fen for layer in sharing)
        if not taken:
            continue
        changes = dict.fromkeys(
            change for layer in sharing for change in layer.changes if change.kind.startswith("deductible_")
        )
        figures: dict[str, int | str] = {"standard_fen": standard, "before_fen": before, "taken_fen": taken}
        told = deductible_text(fund, span, figures, changes, language)
        sources = _sources(source, *(change.source for change in changes))
        yield StatementLine("DEDUCTIBLE", told, {"fund": fund, **figures}, sources)


def _together(lines: Sequence[StatementLine], language: Language) -> StatementLine:
    """Several deductibles in one line."""
    funds = dict.fromkeys(str(line.figures["fund"]) for line in lines)
    taken = sum(int(line.figures["taken_fen"]) for line in lines)
    text = SEMICOLON[language].join(line.text for line in lines)
    sources = _sources(*(source for line in lines for source in line.citations))
    return StatementLine("DEDUCTIBLE", text, {"funds": " ".join(funds), "taken_fen": taken}, sources)


def _paid(fund: str, layers: Sequence[LayerResult], settled: Outcome, language: Language) -> StatementLine:
    """What a fund paid by which rates and up to which caps, and the cost that it looked at without paying."""
    paying = [layer for layer in layers if layer.paid_fen]
    parts, told, sources = [], set(), []
    for layer in paying:
        changes = [change for change in layer.changes if not change.kind.startswith("deductible_")]
        asides = [change_text(change, language) for change in changes if change not in told]
        told.update(changes)
        parts.append(band_text(layer.bands, language) + "".join(ASIDE[language].format(text=text) for text in asides))
        bands = (source for band in layer.bands for source in band.sources)
        sources += [layer.source, *bands, *(change.source for change in changes)]
    figures: dict[str, int | str] = {
        "fund": fund,
        "paid_fen": sum(layer.paid_fen for layer in paying),
        "reason": paying[0].reason,
    }
    for cap in dict.fromkeys(cap for layer in paying for cap in layer.caps if cap.binds):
        same = [one for layer in settled.layers for one in layer.caps if one.source == cap.source]
        before = min(one.before_fen for one in same if one.amount_fen == cap.amount_fen)
        parts.append(cap_text(cap, before, language))
        sources.append(cap.source)
        figures |= {"reason": "CAP_PARTLY", "cap_fen": cap.amount_fen, "before_fen": before}
    for layer in layers:
        if layer.basis_fen and not layer.paid_fen:
            parts.append(unpaid_text(layer, language))
            sources.append(_condition(layer))
    text = LINES["PAID"][language].format(
        fund=fund_name(fund, language),
        paid=yuan_text(int(figures["paid_fen"])),
        how=SEMICOLON[language].join(dict.fromkeys(parts)),
    )
    return StatementLine("CAPPED" if "cap_fen" in figures else "PAID", text, figures, _sources(*sources))


def _not_paid(funds: Mapping[str, Sequence[LayerResult]], language: Language) -> Iterator[StatementLine]:
    """Funds that paid nothing, those with the same reason in one line; a fund's reason is that of the cost it saw."""
    together: dict[str, list[LayerResult]] = {}
    for layers in funds.values():
        if not _pays(layers):
            telling = next((layer for layer in layers if layer.basis_fen), layers[0])
            together.setdefault(telling.reason, []).append(telling)
    for reason, unpaid in together.items():
        names = JOIN[language].join(fund_name(layer.fund, language) for layer in unpaid)
        text = LINES["NOT_PAID"][language].format(funds=names, why=REASONS[reason][language])
        figures: dict[str, int | str] = {"funds": " ".join(layer.fund for layer in unpaid), "reason": reason}
        yield StatementLine("NOT_PAID", text, figures, _sources(*map(_condition, unpaid)))


def _condition(layer: LayerResult) -> Citation | None:
    """The source of the condition that kept a payer from paying."""
    if layer.reason == "CAP_REACHED":
        return next((cap.source for cap in layer.caps if cap.binds), layer.source)
    return layer.deductible_source if layer.reason == "WITHIN_DEDUCTIBLE" else layer.source


def _account(settled: Outcome, language: Language) -> StatementLine:
    """What the own account paid, and why not more."""
    return _own("ACCOUNT", settled.account_fen, settled.account_reason, settled.account_source, language)


def _family(settled: Outcome, language: Language) -> StatementLine:
    """What the family's accounts paid together, and why not more."""
    return _own("FAMILY", settled.family_fen, settled.family_reason, settled.account_source, language)


def _own(code: str, paid_fen: int, reason: str, source: Citation | None, language: Language) -> StatementLine:
    text = LINES[code][language].format(paid=yuan_text(paid_fen), why=why_text(reason, language))
    return StatementLine(code, text, {"paid_fen": paid_fen, "reason": reason}, _sources(source))


def _cash(settled: Outcome, language: Language) -> StatementLine:
    """What is left to be paid in cash."""
    text = LINES["CASH"][language].format(paid=yuan_text(settled.cash_fen))
    return StatementLine("CASH", text, {"paid_fen": settled.cash_fen})


def _sources(*citations: Citation | None) -> tuple[Citation, ...]:
    """Sources in order, each once; those that are not there left out."""
    return tuple(dict.fromkeys(citation for citation in citations if citation is not None))
