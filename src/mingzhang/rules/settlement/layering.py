"""From a layer's template to the layer itself: figures looked up, changes applied, one layer for each item group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import UnknownRule
from mingzhang.rules.settlement.bill import ORDINARY_GROUP
from mingzhang.rules.settlement.figures import Facts, Figures, amount_of, changed_rate
from mingzhang.rules.settlement.plan import Band, Basis, Cap, Change, Deductible, Layer, Measure, Unfired, Write
from mingzhang.rules.settlement.templates import CapTemplate, DeductibleTemplate, LayerTemplate, WriteTemplate, holds


def build_layers(
    templates: Sequence[LayerTemplate], figures: Figures, facts: Facts
) -> tuple[tuple[Layer, ...], tuple[Unfired, ...]]:
    """The layers that take part, in order, and the payers that do not, each with the condition that failed."""
    layers: list[Layer] = []
    unfired: list[Unfired] = []
    for template in templates:
        followed = [layer for layer in layers if layer.name.partition("/")[0] == template.of]
        missed = _missed(template, figures, facts)
        if missed is not None or (template.of and not followed):
            unfired.append(missed or Unfired(template.fund, template.otherwise))
        elif template.of:
            layers += [_known_or_not(template, figures, facts, layer) for layer in followed]
        else:
            layers += [_known_or_not(template, figures, facts, None, group) for group in _groups(template, facts)]
    paying = {layer.fund for layer in layers}
    return tuple(layers), tuple(missed for missed in unfired if missed.fund not in paying)


def _missed(template: LayerTemplate, figures: Figures, facts: Facts) -> Unfired | None:
    """Why the payer takes no part, or None when it does (or when that will be known only if cost reaches it)."""
    if not template.holds(facts):
        return Unfired(template.fund, template.otherwise)
    if not template.needs:
        return None
    try:
        ruled = figures.find(template.needs, **facts)
    except UnknownRule:
        if template.basis == "item_groups":
            raise
        return None
    return None if ruled.value is True else Unfired(template.fund, template.otherwise, ruled.citation)


def _known_or_not(
    template: LayerTemplate, figures: Figures, facts: Facts, followed: Layer | None, group: str = ORDINARY_GROUP
) -> Layer:
    """The layer; or, behind other layers, one that refuses as soon as cost reaches it, naming what is not known.

    A layer that looks at the bill itself must be known: there the exception passes through.
    """
    try:
        if template.needs:
            figures.find(template.needs, **facts)
        return _layer(template, figures, facts, followed, group)
    except UnknownRule as unknown:
        if template.basis == "item_groups":
            raise
        known = replace(template, bands=(), caps=(), rate_changes=(), deductible=_if_known(template, figures, facts))
        refusal = Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "later")
        return replace(_layer(known, figures, facts, followed, group), unknown=refusal)


def _if_known(template: LayerTemplate, figures: Figures, facts: Facts) -> DeductibleTemplate | None:
    """The deductible, when at least that is known, or the least it can be."""
    deductible = template.deductible
    try:
        _deductible(deductible, figures, facts)
    except UnknownRule:
        if deductible is None or not deductible.not_below:
            return None
        return DeductibleTemplate(amount=deductible.not_below, met_by=deductible.met_by)
    return deductible


def _groups(template: LayerTemplate, facts: Facts) -> tuple[str, ...]:
    """The item groups that need a layer of their own here; the others take the ordinary rate."""
    if ORDINARY_GROUP not in template.item_groups:
        return template.item_groups
    changed = {group for change in template.rate_changes if change.holds(facts) for group in change.groups}
    return tuple(group for group in template.item_groups if group in {ORDINARY_GROUP, *changed})


def _layer(
    template: LayerTemplate, figures: Figures, facts: Facts, followed: Layer | None, group: str = ORDINARY_GROUP
) -> Layer:
    """One layer, for one item group or behind one earlier layer."""
    if followed is not None:
        group = followed.name.partition("/")[2]
    deductible, told = _deductible(template.deductible, figures, facts)
    above = deductible.amount_fen if deductible is not None and template.bands_from_deductible else 0
    bands, changes = _bands(template, figures, facts, group, above)
    return Layer(
        name=f"{template.name}/{group}" if group else template.name,
        fund=template.fund,
        basis=Basis(
            template.basis,
            (group,) if template.basis == "item_groups" else (),
            "" if followed is None else followed.name,
        ),
        deductible=deductible,
        bands=bands,
        measure=Measure(template.measure, template.counts_deductible),
        caps=tuple(_cap(cap, figures, facts) for cap in template.caps if holds(cap.when, facts)),
        writes=_writes(template, facts),
        changes=(*changes, *told),
    )


def _writes(template: LayerTemplate, facts: Facts) -> tuple[Write, ...]:
    """The running totals that the layer moves for these facts."""
    always = [WriteTemplate(total=one[0], what=one[1]) if isinstance(one, tuple) else one for one in template.writes]
    return tuple(Write(write.total, write.what) for write in always if write.holds(facts))


def _deductible(
    template: DeductibleTemplate | None, figures: Figures, facts: Facts
) -> tuple[Deductible | None, tuple[Change, ...]]:
    """The deductible and the changes in it that the person is told."""
    if template is None:
        return None, ()
    amount, source, told = amount_of(template, figures, facts)
    year_cap = figures.find(template.year_cap, **facts).number if template.year_cap else None
    return Deductible(amount, template.met_by, source, year_cap, template.capped_by), told


def _bands(
    template: LayerTemplate, figures: Figures, facts: Facts, group: str, above_fen: int
) -> tuple[tuple[Band, ...], tuple[Change, ...]]:
    """The bands, their ends raised by what they are printed above, and the changes in the rate that are told."""
    steps = [step for step in template.rate_changes if step.holds(facts) and (not step.groups or group in step.groups)]
    bands = []
    told: tuple[Change, ...] = ()
    for number, band in enumerate(template.bands, start=1):
        asked = {**facts, "band": number}
        ruled = figures.find(band.rate, **asked)
        end = figures.find(band.upto, **asked) if band.upto else None
        upper = None if end is None else end.number + above_fen
        rate, told = changed_rate(ruled.number, steps, figures, asked)
        bands.append(Band(upper, rate, ruled.citation, None if end is None else end.citation))
    return tuple(bands), told


def _cap(template: CapTemplate, figures: Figures, facts: Facts) -> Cap:
    """A cap with its amount after the changes that hold."""
    amount, source, _ = amount_of(template, figures, facts)
    return Cap(amount, template.counts, template.total, source)
