"""A region's plan templates: held to their schema, to the keys that the region declares, and to its bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Any

from mingzhang.rules.policy.facts import Span
from mingzhang.rules.policy.loading.lines import Document, Where
from mingzhang.rules.policy.loading.schemas import hold_to_schema
from mingzhang.rules.policy.loading.whens import read_when
from mingzhang.rules.policy.parameters import Parameter
from mingzhang.rules.policy.records import PlanTemplate

Raw = Mapping[str, Any]

KEYS_AT = ("amount", "by", "least", "most", "share", "rate", "upto", "needs", "key", "year_cap", "year_starts")
COMPONENTS_AT = ("own", "family")


def read_templates(document: Document, parameters: Mapping[str, Parameter]) -> tuple[PlanTemplate, ...]:
    """The templates of a plans file; a key that no topic declares, and what cannot be asked, is reported."""
    if document.problems or not hold_to_schema(document, "plans"):
        return ()
    raws = document.data["plans"]
    found = [_template(document, index, raw) for index, raw in enumerate(raws)]
    for index, raw in enumerate(raws):
        for where, key in _keys(raw, ("plans", index)):
            if key not in parameters:
                words = f"没有哪个主题有这个键：{key}。 No topic of the region declares it."
                document.report(where, "KEY_UNDECLARED", words)
        _check_bands(document, raw, ("plans", index), parameters)
    templates = [template for template in found if template is not None]
    _check_names(document, templates)
    return tuple(templates)


def _template(document: Document, index: int, raw: Raw) -> PlanTemplate | None:
    bounds: dict[str, date | None] = {"starts": date.min, "until": None}
    for name in bounds:
        if name in raw:
            bounds[name] = document.day(("plans", index, name), raw[name])
    starts, until = bounds["starts"], bounds["until"]
    if starts is None:
        return None
    if until is not None and until <= starts:
        document.report(("plans", index, "until"), "ENDS_BEFORE_START", "结束不晚于开始。 It ends before it starts.")
    when = read_when(document, raw.get("when", {}), ("plans", index, "when"))
    lacking = raw.get("unknown", {})
    return PlanTemplate(raw["name"], starts, until, when, raw, lacking.get("missing", ""), lacking.get("who", ""))


def _check_names(document: Document, templates: list[PlanTemplate]) -> None:
    """Report two templates of one name on one day: what changed in a plan could not be told."""
    for (_, one), (index, other) in combinations(enumerate(templates), 2):
        if one.name == other.name and (one.holds(other.starts) or other.holds(one.starts)):
            words = f"同日有两个同名的方式：{other.name}。 Two plans of one name on one day."
            document.report(("plans", index, "name"), "PLAN_TWICE", words)


def _keys(raw: Any, where: Where) -> Iterator[tuple[Where, str]]:
    """Every key that a plan names for a figure, with its place."""
    if isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from _keys(item, (*where, index))
    elif isinstance(raw, Mapping):
        for name, item in raw.items():
            inner = (*where, name)
            if isinstance(item, str) and (name in KEYS_AT or where[-1] in COMPONENTS_AT):
                yield inner, item
            else:
                yield from _keys(item, inner)


def _check_bands(document: Document, plan: Raw, where: Where, parameters: Mapping[str, Parameter]) -> None:
    """Report a band whose rate tests `band` but says nothing of this one."""
    for layer_index, layer in enumerate(plan.get("layers", ())):
        for index, band in enumerate(layer.get("bands", ())):
            parameter = parameters.get(band["rate"])
            if parameter is not None and not _rules_band(parameter, index + 1):
                place = (*where, "layers", layer_index, "bands", index, "rate")
                words = f"{band['rate']} 没有第 {index + 1} 段的值或缺口。 Neither value nor gap for this band."
                document.report(place, "BAND_UNRULED", words)


def _rules_band(parameter: Parameter, number: int) -> bool:
    cells = [value.when for entry in parameter.entries for value in entry.values]
    tests = [when.get("band") for when in (*cells, *(gap.when for gap in parameter.gaps))]
    return not tests or any(test is None or (isinstance(test, Span) and test.holds(number)) for test in tests)
