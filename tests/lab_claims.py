"""Generated claims for the lab's tests: seeded, over all facts that rules ask for, with caps and bands that bind."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from mingzhang.rules.policy.facts import CATEGORIES, WORDS

PEOPLE, CLAIMS_EACH = 12, 24
FIRST_DAY = date(2024, 10, 1)
DAYS = 600


def city(seed: int, people: int = PEOPLE, each: int = CLAIMS_EACH) -> pa.Table:
    """Claims of some people over two years, each with facts of their own; every claim may be anywhere."""
    rng = np.random.default_rng(seed)
    rows = people * each
    person = np.repeat(np.arange(people) * 7 + 3, each)
    day = np.sort(rng.integers(0, DAYS, (people, each)), axis=1).ravel() + (FIRST_DAY - date(1970, 1, 1)).days
    schemes = [str(word) for word in rng.choice(list(CATEGORIES), people, p=(0.6, 0.4))]
    categories = [str(rng.choice(CATEGORIES[scheme])) for scheme in schemes]
    columns = {
        "claim": pa.array(np.arange(rows)),
        "person": pa.array(person),
        "day": pa.array(day.astype(np.int32)).cast(pa.date32()),
        "scheme": _words(np.repeat(schemes, each)),
        "category": _words(np.repeat(categories, each)),
        "age": pa.array(np.repeat(rng.integers(0, 95, people), each).astype(np.int16)),
        "tier": _words(np.repeat(rng.choice(WORDS["tier"], people), each), rng.random(rows) < 0.1),
        "continuous_months": _numbers(np.repeat(rng.integers(0, 80, people), each), rng.random(rows) < 0.1),
        "covered_months": _numbers(rng.integers(1, 13, rows), rng.random(rows) < 0.1),
        "retired_on": _numbers(
            np.repeat(rng.integers(1995, 2024, people) * 10_000 + 701, each), rng.random(rows) < 0.1
        ),
        "benefit": _words(rng.choice(WORDS["benefit"], rows, p=(0.4, 0.1, 0.35, 0.15))),
        "filing": _words(rng.choice(WORDS["filing"], rows, p=(0.6, 0.1, 0.08, 0.08, 0.08, 0.06))),
        **{name: _words(rng.choice(WORDS[name], rows)) for name in ("level", "place", "reach")},
        "chronic_kind": _words(rng.choice(WORDS["chronic_kind"], rows), rng.random(rows) < 0.1),
        **{name: pa.array(rng.random(rows) < 0.3) for name in ("aided", "civil_servant", "signed_family_doctor")},
        "in_scope_fen": pa.array(_amounts(rng, rows, 9)),
        "in_scope_essential_fen": pa.array(_amounts(rng, rows, 5)),
        "in_scope_unheard_fen": pa.array(_amounts(rng, rows, 4)),
        **{name: pa.array(_amounts(rng, rows, 5)) for name in ("first_self_fen", "over_limit_fen", "wholly_own_fen")},
        "credited_fen": pa.array(_amounts(rng, rows, 5)),
    }
    return pa.table(columns)


def _amounts(rng: np.random.Generator, rows: int, magnitude: int) -> np.ndarray:
    """Fen of every size up to a magnitude of ten, a fifth of them nothing."""
    amounts = (10 ** rng.uniform(0, magnitude, rows)).astype(np.int64)
    return np.where(rng.random(rows) < 0.2, 0, amounts)


def _words(words: np.ndarray, missing: np.ndarray | None = None) -> pa.Array:
    return pa.array(words, pa.string(), mask=missing).dictionary_encode()


def _numbers(numbers: np.ndarray, missing: np.ndarray) -> pa.Array:
    return pa.array(numbers.astype(np.int32), mask=missing)
