"""From running sums to tables with names: months, levels, age bands, tenths of cost, steps of change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from mingzhang.answers.lab.comparing.people import AGE_BANDS, CHANGE_STEPS
from mingzhang.answers.lab.comparing.tally import Tally
from mingzhang.rules.policy.facts import CATEGORIES, WORDS

TENTHS = 10
SCHEME_OF = {category: scheme for scheme, group in CATEGORIES.items() for category in group}


def payers(visits: pa.Table, funds: Sequence[str], sides: Sequence[str]) -> pa.Table:
    """Month by month what each payer pays on each side."""
    tally = Tally(["month"])
    tally.add(visits.drop_columns(["level"]))
    months = tally.table()
    names = (*funds, "account", "cash")
    first_days = months["month"].to_numpy().astype("datetime64[M]").astype("datetime64[D]")
    columns = {"month": np.repeat(first_days, len(names)), "payer": list(names) * months.num_rows}
    for side in sides:
        paid = [months[f"{name}_{side}_fen"].to_numpy() for name in names]
        columns[f"{side}_fen"] = np.stack(paid, axis=1).ravel()
    return pa.table(columns)


def levels(visits: pa.Table, funds: Sequence[str], sides: Sequence[str]) -> pa.Table:
    """By hospital level, the funds together."""
    tally = Tally(["level"])
    tally.add(visits.drop_columns(["month"]))
    found = tally.table()
    columns = {"level": _words("level", found["level"]), "claims": found["claims"], "cost_fen": found["cost_fen"]}
    for side in sides:
        together = [found[f"{fund}_{side}_fen"].to_numpy() for fund in funds]
        columns[f"fund_{side}_fen"] = np.sum(together, axis=0, dtype=np.int64) if together else _zeros(found)
        columns |= {f"{payer}_{side}_fen": found[f"{payer}_{side}_fen"] for payer in ("account", "cash")}
    columns |= {name: found[name] for name in ("more", "less") if name in found.column_names}
    return pa.table(columns)


def ages(tally: pa.Table) -> pa.Table:
    """By age band: from an age until but without another (none for the last)."""
    places = tally["band"].to_pylist()
    below = (*AGE_BANDS[1:], None)
    bounds = {
        "age_from": pa.array([AGE_BANDS[place] for place in places], pa.int64()),
        "age_below": pa.array([below[place] for place in places], pa.int64()),
    }
    return _led(bounds, tally, "band")


def categories(tally: pa.Table) -> pa.Table:
    """By scheme and category."""
    words = _words("category", tally["category"])
    schemes = pa.array([SCHEME_OF[word] for word in words.to_pylist()], pa.string())
    return _led({"scheme": schemes, "category": words}, tally, "category")


def deciles(tally: pa.Table) -> pa.Table:
    """By tenth of cost, 1 the cheapest; people of the same whole yuan stay together. Bounds in yuan, both included."""
    people, yuan = tally["people"].to_numpy() if tally.num_rows else _zeros(tally), tally["yuan"].to_numpy()
    before = np.cumsum(people) - people
    tenth = np.minimum(before * TENTHS // max(1, int(people.sum())), TENTHS - 1) + 1
    sums = Tally(["decile"])
    sums.add(tally.drop_columns(["yuan"]).add_column(0, "decile", pa.array(tenth)))
    found = sums.table()
    inside = [yuan[tenth == number] for number in found["decile"].to_pylist()]
    bounds = {
        "decile": found["decile"],
        "yuan_from": pa.array([int(group.min()) for group in inside], pa.int64()),
        "yuan_to": pa.array([int(group.max()) for group in inside], pa.int64()),
    }
    return _led(bounds, found, "decile")


def changes(tally: pa.Table) -> pa.Table:
    """By class of change: from a change in yuan until but without another; none has both bounds 0."""
    bounds = [_bounds(step) for step in tally["step"].to_pylist()]
    named = {
        "yuan_from": pa.array([low for low, _ in bounds], pa.int64()),
        "yuan_below": pa.array([high for _, high in bounds], pa.int64()),
    }
    return _led(named, tally, "step")


def refused(unknown: Mapping[tuple[str, str, str], int]) -> pa.Table:
    """Claims that met an unknown rule, the most first."""
    rows = sorted(((*found, count) for found, count in unknown.items()), key=lambda row: (row[0], -row[3], row[1]))
    kinds = {"side": pa.string(), "key": pa.string(), "missing": pa.string(), "claims": pa.int64()}
    return pa.table({name: pa.array([row[place] for row in rows], kinds[name]) for place, name in enumerate(kinds)})


def _bounds(step: int) -> tuple[int | None, int | None]:
    """The size of a change's class, downwards with the signs turned; the outermost classes are open."""
    edges = (0, *CHANGE_STEPS, None)
    if step == 0:
        return 0, 0
    low, high = edges[abs(step) - 1], edges[abs(step)]
    if step > 0:
        return low, high
    return None if high is None else -high, None if low is None else -low


def _led(named: Mapping[str, pa.Array], tally: pa.Table, key: str) -> pa.Table:
    """A tally with names in place of its key."""
    rest = {name: tally[name] for name in tally.column_names if name not in (key, *named)}
    return pa.table({**named, **rest})


def _words(fact: str, places: pa.ChunkedArray) -> pa.Array:
    return pa.array([WORDS[fact][place] for place in places.to_pylist()], pa.string())


def _zeros(table: pa.Table) -> np.ndarray:
    return np.zeros(table.num_rows, np.int64)
