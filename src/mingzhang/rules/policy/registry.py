"""The packs of this process: loaded once, resolved once between two change dates, and then only looked up."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from mingzhang.rules.policy.loading import Packs, PackTree, RegionPack
from mingzhang.rules.policy.records import RegionInfo
from mingzhang.rules.policy.unknown import UnknownRule
from mingzhang.rules.policy.view import PolicyView, Segment, segment_on

PACKS = Path(__file__).parent / "packs"
_VIEWS_KEPT = 8192


@cache
def tree() -> PackTree:
    """The folder of packs that came with the package; a region is read when it is first asked for."""
    return PackTree(PACKS)


def packs() -> Packs:
    """All packs that came with the package; raises PacksInvalid with every mistake in them."""
    return tree().whole


def regions() -> tuple[RegionInfo, ...]:
    """The regions that have a pack, by code."""
    return tree().infos


def region_pack(region: str) -> RegionPack | None:
    """One region's pack, or None when it has none; raises PacksInvalid with every mistake in it."""
    return tree().region(region)


@cache
def change_dates(region: str) -> tuple[date, ...]:
    """Every day on which something in the region's pack starts or ends, in order; empty for an unknown region."""
    pack = region_pack(region)
    return () if pack is None else dates_of(pack)


def dates_of(pack: RegionPack) -> tuple[date, ...]:
    """Every day on which something in a pack starts or ends, in order."""
    days = {day for parameter in pack.parameters.values() for day in parameter.change_dates()}
    days |= {bound for plan in pack.plans for bound in (plan.starts, plan.until) if bound not in (None, date.min)}
    return tuple(sorted(days))


@lru_cache(maxsize=_VIEWS_KEPT)
def view_for(region: str, day: date) -> PolicyView:
    """The rules of a region on a day; raises UnknownRule(key "region") when the region has no pack."""
    if region_pack(region) is None:
        raise UnknownRule(region, "region", day, {}, "not_declared", missing=f"{region} 的政策包")
    return PolicyView(region, day, _segment(region, bisect_right(change_dates(region), day)))


@cache
def _segment(region: str, ordinal: int) -> Segment:
    """What holds from the change date of that ordinal until the next; ordinal 0 lies before the first."""
    pack = region_pack(region)
    assert pack is not None, "a view is made of a region that has a pack"
    day = change_dates(region)[ordinal - 1] if ordinal else date.min
    return segment_on(pack.parameters, pack.plans, day)
