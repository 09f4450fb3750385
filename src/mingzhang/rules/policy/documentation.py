"""The page of keys: every figure that some pack rules, with its unit, the facts it may ask for, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from mingzhang.rules.policy.coverage import NATIONAL_NAME
from mingzhang.rules.policy.facts import NAMES
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
