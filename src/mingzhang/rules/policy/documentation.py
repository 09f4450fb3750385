"""The pages written from the packs: every key with its unit and facts, and where each figure of the seeds went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from mingzhang.rules.policy.coverage import NATIONAL_NAME
from mingzhang.rules.policy.facts import NAMES
from mingzhang.rules.policy.loading import NATIONAL, SeedFigure, SeedPlace
from mingzhang.rules.policy.parameters import Parameter
from mingzhang.rules.policy.registry import packs

KEYS_HEAD = """# Keys of the policy packs

Written by `./run mingzhang policy-docs` from the packs themselves. A key is `topic.parameter`; it has the same unit and
meaning in every region. `facts` are those that some region's rule may ask for: give all of them when you ask.
`view.declares(key)` tells "this region has no such rule" from "the rule exists and is not known" (`view.find` raises
UnknownRule for both).

| key | unit | facts | in | 中文 | English |
| --- | --- | --- | --- | --- | --- |
"""


def keys_page() -> str:
    """The page of keys in Markdown."""
    loaded = packs()
    groups = [(pack.info.name_zh, pack.parameters) for _, pack in sorted(loaded.regions.items())]
    groups.append((NATIONAL_NAME, loaded.national))
    keys = sorted({key for _, parameters in groups for key in parameters})
    return KEYS_HEAD + "".join(_row(key, groups) for key in keys)


def _row(key: str, groups: Iterable[tuple[str, Mapping[str, Parameter]]]) -> str:
    declared = [(region, parameters[key]) for region, parameters in groups if key in parameters]
    asked = {fact for _, parameter in declared for fact in _facts(parameter)}
    facts = ", ".join(name for name in NAMES if name in asked)
    regions = " ".join(region for region, _ in declared)
    first = declared[-1][1]
    return f"| `{key}` | {first.unit} | {facts} | {regions} | {first.name_zh} | {first.name_en} |\n"


def _facts(parameter: Parameter) -> Iterator[str]:
    cells = (value.when for entry in parameter.entries for value in entry.values)
    for when in chain([parameter.applies], cells, (gap.when for gap in parameter.gaps)):
        yield from when


SEEDS_HEAD = """# Where the seeds' figures went

Written by `./run mingzhang policy-docs` from `packs/seed-figures.yaml`. The seed articles are consumer texts: they name
figures, they do not make law. Each of their 99 figures (N1 to N99) stands in a pack's entry that cites the article, in
a recorded conflict between sources, or in a note that says why it is no rule. So does each contradiction (X1 to X38).

"""
SEEDS_COLUMNS = "| id | 说了什么 | 去处 | 在哪里 | 为什么 |\n| --- | --- | --- | --- | --- |\n"
WENT = {"entry": "条目 entry", "conflict": "冲突 conflict", "note": "说明 note"}


def seeds_page() -> str:
    """The page of the seeds' figures in Markdown."""
    parts = (("## Figures\n\n", "N"), ("\n## Contradictions\n\n", "X"))
    return SEEDS_HEAD + "".join(
        head + SEEDS_COLUMNS + "".join(_seed(figure) for figure in packs().seeds if figure.id.startswith(letter))
        for head, letter in parts
    )


def _seed(figure: SeedFigure) -> str:
    places = "<br>".join(map(_place, figure.at))
    return f"| {figure.id} | {figure.says} | {WENT[figure.went]} | {places} | {figure.why} |\n"


def _place(place: SeedPlace) -> str:
    name = NATIONAL_NAME if place.region == NATIONAL else packs().regions[place.region].info.name_zh
    since = f"（{'、'.join(place.starts)}）" if place.starts else ""
    return f"{name} `{place.key}`{since}"
