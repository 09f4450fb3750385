"""Where each figure of the seed articles went: into a pack's entry, into a recorded conflict, or a reasoned note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from mingzhang.rules.policy.loading.lines import Document, Where
from mingzhang.rules.policy.loading.schemas import hold_to_schema

Raw = Mapping[str, Any]
RawParameter = Callable[[str, str], Raw | None]
"""A parameter as written in the packs, by region and key; None when there is none."""


@dataclass(frozen=True, slots=True)
class SeedPlace:
    """Where a figure stands: region or `national`, key, and the days from which the entries meant hold."""

    region: str
    key: str
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeedFigure:
    """One figure (N1 to N99) or contradiction (X1 to X38) of the seeds, and the places that hold it."""

    id: str
    says: str
    went: Literal["entry", "conflict", "note"]
    at: tuple[SeedPlace, ...]
    why: str


def read_seeds(document: Document, parameter: RawParameter) -> tuple[SeedFigure, ...]:
    """The figures, then the contradictions; places that do not exist, or do not cite a seed, are reported."""
    if document.problems or not hold_to_schema(document, "seeds"):
        return ()
    found: list[SeedFigure] = []
    for part in ("figures", "contradictions"):
        for index, raw in enumerate(document.data[part]):
            where = (part, index)
            if any(raw["id"] == other.id for other in found):
                document.report((*where, "id"), "SEED_TWICE", f"{raw['id']} 出现两次。 It is listed twice.")
            places = tuple(
                _place(document, (*where, "at", number), raw["went"], place, parameter)
                for number, place in enumerate(raw.get("at", ()))
            )
            found.append(SeedFigure(raw["id"], raw["says"], raw["went"], places, raw.get("why", "")))
    return tuple(found)


def _place(document: Document, where: Where, went: str, raw: Raw, parameter: RawParameter) -> SeedPlace:
    found = parameter(raw["region"], raw["key"])
    if found is None:
        document.report(where, "SEED_PLACE", "没有这个地区或键。 No such region or key.")
    entries = [entry for entry in (found or {}).get("entries", ()) if _is_meant(entry, went)]
    if found is not None and not entries and went != "note":
        words = {
            "entry": "没有条目引用种子文章。 No entry there cites a seed.",
            "conflict": "那里没有记下冲突。 No conflict.",
        }
        document.report(where, "SEED_NOT_THERE", words[went])
    return SeedPlace(raw["region"], raw["key"], tuple(sorted({entry["starts"] for entry in entries})))


def _is_meant(entry: Raw, went: str) -> bool:
    """Whether an entry cites a seed, or records a conflict where that is what is told."""
    cells = entry.get("values", ())
    if went == "conflict":
        return "conflict" in entry or any("conflict" in cell for cell in cells)
    cited = [entry["source"], *entry.get("also", ()), *(cell.get("source", "") for cell in cells)]
    return any(printed.startswith("seed-") for printed in cited)
