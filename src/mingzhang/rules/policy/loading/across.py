"""What must hold across regions: one key has one unit and one name, and every source is cited by somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mingzhang.rules.policy.loading.lines import Document
from mingzhang.rules.policy.parameters import Parameter

Group = tuple[Mapping[str, Document], Mapping[str, Parameter]]
CITING = ("source", "also")


def check_names(groups: Iterable[Group]) -> None:
    """Report a key with another unit than in the first group that has it; warn of another name."""
    first: dict[str, Parameter] = {}
    for documents, parameters in groups:
        for key, parameter in parameters.items():
            known = first.setdefault(key, parameter)
            topic, _, name = key.partition(".")
            where = ("parameters", name)
            if parameter.unit != known.unit:
                words = f"同一个键别处的单位是 {known.unit}。 The key has another unit elsewhere."
                documents[topic].report((*where, "unit"), "UNIT_DIFFERS", words)
            if (parameter.name_zh, parameter.name_en) != (known.name_zh, known.name_en):
                words = f"同一个键别处叫“{known.name_zh}” {known.name_en}。 The key is named otherwise elsewhere."
                documents[topic].warn((*where, "name"), "NAMED_OTHERWISE", words)


def warn_of_uncited(sources: Mapping[str, Document], documents: Iterable[Document]) -> None:
    """Warn of a source that no entry cites."""
    sound = (document.data for document in documents if not document.problems)
    cited = {printed.partition("#")[0] for data in sound for printed in _citations(data)}
    for key, document in sources.items():
        if key not in cited:
            document.warn((), "SOURCE_UNCITED", "没有条目引用它。 No entry cites it.")


def _citations(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping):
        for name, item in data.items():
            if name in CITING:
                yield from [item] if isinstance(item, str) else item
            else:
                yield from _citations(item)
    elif isinstance(data, list):
        for item in data:
            yield from _citations(item)
