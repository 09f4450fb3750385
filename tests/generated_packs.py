"""Whole packs drawn at random: a small rulebook, the files that say it, and what it gives, worked out apart.

`Book` is the truth. `files` writes it as a pack; `expected_plan` reads it again in fractions, with none of the code
that finds figures or builds plans, for the oracle to settle by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from hypothesis import strategies as st

from mingzhang.rules.policy import PolicyView
from mingzhang.rules.policy.loading import PackTree, RegionPack
from mingzhang.rules.policy.view import segment_on
from mingzhang.rules.settlement import Plan
from mingzhang.rules.settlement.plan import AccountRule, Band, Basis, Cap, Count, Deductible, Layer, Measure, Write
from policy_tree import REGION, plant
from settlement_cases import ALL_PARTS, CITED

FIRST = date(2023, 1, 1)
KNOWN, UNKNOWN, NOBODY = ("in_service", "retired"), "flexible", "retired_paying_on"
DOCUMENT = {"source": "doc#1", "state": "transcribed"}


@dataclass(frozen=True)
class Period:
    """What holds from one change to the next: yuan, percent, and a cap that is published or follows from a wage."""

    deductible: int
    tops: tuple[int, ...]
    rates: Mapping[str, tuple[int, ...]]
    published_cap: int | None
    wage: int
    cap_share_bp: int
    cut: int
    large_rate: int


@dataclass(frozen=True)
class Book:
    """A region's rules through time; the last period may have an end after which nothing is ruled."""

    starts: tuple[date, ...]
    periods: tuple[Period, ...]
    ends: date | None
    by_months: bool
    rounded_to_yuan: bool

    def on(self, day: date) -> Period | None:
        """What holds on a day."""
        if self.ends is not None and day >= self.ends:
            return None
        held = [period for start, period in zip(self.starts, self.periods, strict=True) if start <= day]
        return held[-1] if held else None


@st.composite
def books(draw: Any) -> Book:
    """Any sensible rulebook of one to three periods."""
    bands = draw(st.integers(1, 3))
    gaps = draw(st.lists(st.integers(1, 700), min_size=0, max_size=2))
    starts = [FIRST]
    for days in gaps:
        starts.append(starts[-1] + timedelta(days=days))
    ends = starts[-1] + timedelta(days=draw(st.integers(1, 700))) if draw(st.booleans()) else None
    periods = tuple(draw(_periods(bands)) for _ in starts)
    return Book(tuple(starts), periods, ends, draw(st.booleans()), draw(st.booleans()))


@st.composite
def _periods(draw: Any, bands: int) -> Period:
    tops = sorted(draw(st.sets(st.integers(1_000, 90_000), min_size=bands - 1, max_size=bands - 1)))
    percents = st.tuples(*[st.integers(1, 100)] * bands)
    return Period(
        deductible=draw(st.integers(0, 3_000)),
        tops=tuple(tops),
        rates={category: draw(percents) for category in KNOWN},
        published_cap=draw(st.none() | st.integers(3_000, 400_000)),
        wage=draw(st.integers(60_000, 200_000)),
        cap_share_bp=draw(st.integers(1_000, 9_999)),
        cut=draw(st.integers(0, 30)),
        large_rate=draw(st.integers(1, 100)),
    )


def files(book: Book) -> dict[str, str]:
    """The book as the files of a region's pack."""
    inpatient = {
        "deductible": _parameter("yuan", book, lambda period: [{"value": f"{period.deductible}"}]),
        "rate": {
            **_parameter("percent", book, _rates),
            "applies": {"scheme": "employee", "category": [*KNOWN, UNKNOWN]},
            "gaps": [{"when": {"category": UNKNOWN}, "missing": "灵活就业的比例", "who": "医保局"}],
        },
        "cap": {**_parameter("yuan", book, lambda period: _published(period.published_cap)), **_unpublished(book)},
        "cap_share": _parameter("percent", book, lambda period: [{"value": _percent(period.cap_share_bp)}]),
        "cut": _parameter("percent", book, lambda period: [{"value": f"{period.cut}"}]),
        "large_rate": _parameter("percent", book, lambda period: [{"value": f"{period.large_rate}"}]),
    }
    for number in range(len(book.periods[0].tops)):
        inpatient[f"top{number + 1}"] = _parameter(
            "yuan", book, lambda period, n=number: [{"value": f"{period.tops[n]}"}]
        )
    others = {
        "contribution": {"annual_wage": _parameter("yuan", book, lambda period: [{"value": f"{period.wage}"}])},
        "calendar": {"months": _always("months", "12")},
        "account": {"use": _always("bool", True)},
    }
    topics = {"inpatient": inpatient, **others}
    written = {f"regions/{REGION}/{name}.yaml": _dump({"topic": name, "parameters": of}) for name, of in topics.items()}
    return {**written, f"regions/{REGION}/plans.yaml": _dump({"plans": [_plan(book)]})}


def pack_of(book: Book) -> RegionPack:
    """The book's pack, written and loaded."""
    with TemporaryDirectory() as folder:
        pack = PackTree(plant(Path(folder), files(book))).region(REGION)
    assert pack is not None
    return pack


def view_on(pack: RegionPack, day: date) -> PolicyView:
    """The pack on a day."""
    return PolicyView(REGION, day, segment_on(pack.parameters, pack.plans, day))


def expected_plan(book: Book, day: date, category: str, *, filed: bool, months: int) -> Plan:
    """The plan that the book means, in fractions until each figure is rounded as the book says."""
    period = book.on(day)
    assert period is not None
    cut = 0 if filed else period.cut * 100
    uppers = [top * 100 for top in period.tops] + [None]
    bands = [
        Band(top, max(0, rate * 100 - cut), CITED) for top, rate in zip(uppers, period.rates[category], strict=True)
    ]
    pooled = Layer(
        "pooled",
        "employee_pooled",
        Basis("item_groups", ("",)),
        Deductible(period.deductible * 100, "visit.deductible", CITED),
        tuple(bands),
        Measure("visit.cost", True),
        (Cap(_cap_fen(book, period, months), "paid", "pooled_paid", CITED),),
        (Write("pooled_paid", "paid"),),
    )
    large = Layer(
        "large",
        "large_amount",
        Basis("over_cap_of", (), "pooled"),
        None,
        (Band(None, period.large_rate * 100, CITED),),
        Measure("visit.cost", True),
        (),
        (),
    )
    return Plan("expected", (pooled, large), AccountRule(ALL_PARTS, (), CITED), (), (Count("admissions", "one"),))


def _cap_fen(book: Book, period: Period, months: int) -> int:
    if period.published_cap is not None:
        amount, step = Fraction(period.published_cap * 100), 1
    else:
        amount = Fraction(period.wage * 100 * period.cap_share_bp, 10_000)
        step = 100 if book.rounded_to_yuan else 1
    if book.by_months:
        amount = amount * min(months, 12) / 12
    return floor(amount / step + Fraction(1, 2)) * step


def _plan(book: Book) -> dict[str, Any]:
    """The one plan: a pool with bands and a cap, and the large-amount fund behind it."""
    proration = [{"do": "part_of_year", "by": "calendar.months"}] if book.by_months else []
    formula = {
        "amount": "contribution.annual_wage",
        "changes": [{"do": "times", "by": "inpatient.cap_share"}, *proration],
        "round": "yuan" if book.rounded_to_yuan else "fen",
    }
    tops = [{"upto": f"inpatient.top{number + 1}"} for number in range(len(book.periods[0].tops))]
    cap = {"amount": "inpatient.cap", "formula": formula, "total": "pooled_paid"}
    pooled = {
        "name": "pooled",
        "fund": "employee_pooled",
        "deductible": {"amount": "inpatient.deductible", "met_by": "visit.deductible"},
        "bands": [{"rate": "inpatient.rate", **top} for top in (*tops, {})],
        "rate_changes": [{"do": "minus", "by": "inpatient.cut", "code": "NOT_FILED", "when": {"filing": "unfiled"}}],
        "caps": [{**cap, "changes": proration} if proration else cap],
        "writes": [["pooled_paid", "paid"]],
    }
    large = {
        "name": "large",
        "fund": "large_amount",
        "basis": "over_cap_of",
        "of": "pooled",
        "bands": [{"rate": "inpatient.large_rate"}],
    }
    return {
        "name": "employee-inpatient",
        "when": {"scheme": "employee", "benefit": "inpatient"},
        "layers": [pooled, large],
        "counts": [["admissions", "one"]],
        "account": {"own": dict.fromkeys(ALL_PARTS, "account.use"), "family": {}},
    }


def _rates(period: Period) -> list[dict[str, Any]]:
    return [
        {"when": {"category": category, "band": band}, "value": f"{rate}"}
        for category, rates in period.rates.items()
        for band, rate in enumerate(rates, start=1)
    ]


def _percent(rate_bp: int) -> str:
    return f"{rate_bp // 100}.{rate_bp % 100:02d}"


def _published(cap: int | None) -> list[dict[str, Any]]:
    return [{"value": f"{cap}"}] if cap is not None else []


def _unpublished(book: Book) -> dict[str, Any]:
    """A listed gap for each period whose cap is not published."""
    ends = [*book.starts[1:], book.ends]
    gaps = [
        {"from": start, **({"until": end} if end is not None else {}), "missing": "限额公告", "who": "医保局"}
        for start, end, period in zip(book.starts, ends, book.periods, strict=True)
        if period.published_cap is None
    ]
    return {"gaps": gaps} if gaps else {}


def _parameter(unit: str, book: Book, cells: Any) -> dict[str, Any]:
    """A parameter with an entry for each period, ended where nothing is said and where the book ends."""
    entries: list[dict[str, Any]] = []
    for start, period in zip(book.starts, book.periods, strict=True):
        values = cells(period)
        if values:
            entries.append({"starts": start, **DOCUMENT, "values": values})
        elif entries and "ends" not in entries[-1]:
            entries.append({"starts": start, "source": DOCUMENT["source"], "ends": True})
    if book.ends is not None and entries and "ends" not in entries[-1]:
        entries.append({"starts": book.ends, "source": DOCUMENT["source"], "ends": True})
    return {"name": {"zh": "名", "en": "Name"}, "unit": unit, **({"entries": entries} if entries else {})}


def _always(unit: str, value: Any) -> dict[str, Any]:
    entry = {"starts": date(2000, 1, 1), **DOCUMENT, "value": value}
    return {"name": {"zh": "名", "en": "Name"}, "unit": unit, "entries": [entry]}


def _dump(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
