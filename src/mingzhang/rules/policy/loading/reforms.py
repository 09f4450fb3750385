"""A reform's file: held to its schema, to the closed list of facts, to the units of its keys and to what holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from mingzhang.rules.policy.facts import can_overlap
from mingzhang.rules.policy.loading.lines import Document, Where, read_document
from mingzhang.rules.policy.loading.schemas import hold_to_schema
from mingzhang.rules.policy.loading.whens import read_when
from mingzhang.rules.policy.problems import PackProblem
from mingzhang.rules.policy.records import Citation, Ruled
from mingzhang.rules.policy.reforming import SOURCE, Override, Reform, reformed, touches
from mingzhang.rules.policy.units import read_printed
from mingzhang.rules.policy.view import PolicyView

_STACKED = re.compile(r"(?P<stem>.+_top)(?P<step>[1-9])")


class ReformInvalid(Exception):
    """A reform's file holds mistakes and nothing is replayed; `problems` lists every one of them, with its line."""

    def __init__(self, problems: tuple[PackProblem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_reform(path: Path, view: PolicyView) -> Reform:
    """Read a reform and hold it against the view that it changes; raises ReformInvalid with every mistake."""
    document = read_given(path)
    reform = None
    if not document.problems and hold_to_schema(document, "reform"):
        reform = _Reader(document, view).read()
    if reform is None or document.problems:
        raise ReformInvalid(tuple(sorted(document.problems)))
    return reform


def read_given(path: Path) -> Document:
    """An analyst's file as plain data; a file that is not there, is no text or is empty becomes a problem."""
    try:
        document = read_document(path, path.name)
    except OSError as trouble:
        document = Document(path.name)
        document.report((), "FILE_UNREADABLE", f"文件读不到：{trouble.strerror}。 The file cannot be read.")
    if document.data is None and not document.problems:
        document.report((), "EMPTY", "文件是空的。 The file is empty.")
    return document


class _Reader:
    """Reads the changes one by one; every mistake is reported on the document, and reading goes on."""

    def __init__(self, document: Document, view: PolicyView) -> None:
        self.document = document
        self.view = view
        self.name = str(document.data["name"])
        self.starts: date | None = None

    def read(self) -> Reform:
        """The reform; of use only when the document has no problem afterwards."""
        if "starts" in self.document.data:
            self.starts = self._starts(self.document.data["starts"])
        found: list[tuple[int, Override]] = []
        for index, raw in enumerate(self.document.data["changes"]):
            override = self._override(raw, ("changes", index))
            if override is not None:
                found.append((index, override))
        self._check_overlaps(found)
        if not self.document.problems:
            self._check_bands(found)
        return Reform(self.name, self.document.file, self.starts, tuple(override for _, override in found))

    def _starts(self, text: str) -> date | None:
        """The day the reform takes effect, which cannot lie after the day of the rules that are replayed."""
        day = self.document.day(("starts",), text)
        if day is not None and day > self.view.day:
            words = f"{day} 晚于所用规则的日期 {self.view.day}。 Later than the day of the rules."
            self.document.report(("starts",), "STARTS_LATER", words)
        return day

    def _override(self, raw: dict[str, Any], where: Where) -> Override | None:
        """One change held against the view, or None after reporting what is wrong with it."""
        key = raw["key"]
        if not self.view.declares(key):
            words = f"{self.view.region} 没有 {key} 这个键。 The region has no such key."
            self.document.report((*where, "key"), "KEY_UNKNOWN", words)
            return None
        parameter = self.view.parameter(key)
        if raw.get("unit", parameter.unit) != parameter.unit:
            words = f"{key} 的单位是 {parameter.unit}。 Its unit is {parameter.unit}."
            self.document.report((*where, "unit"), "UNIT_WRONG", words)
        known = len(self.document.problems)
        when = read_when(self.document, raw.get("when", {}), (*where, "when"))
        try:
            value = read_printed(raw["value"], parameter.unit)
        except ValueError as error:
            self.document.report((*where, "value"), "FIGURE_UNREADABLE", str(error))
            return None
        override = Override(key, when, Ruled(value, parameter.unit, self._citation(key, raw, where)))
        if len(self.document.problems) == known and not touches(self.view, override):
            words = "不涉及任何现行规则。 It meets no figure that holds for these facts."
            self.document.report((*where, "when"), "MATCHES_NOTHING", words)
        return override

    def _citation(self, key: str, raw: dict[str, Any], where: Where) -> Citation:
        return Citation(
            source=SOURCE,
            document=f"假设方案《{self.name}》（{self.document.file}）",
            article=f"第 {self.document.line((*where, 'key'))} 行",
            state="assumed",
            starts=(self.starts or self.view.day).isoformat(),
            note=raw.get("note", ""),
            key=key,
        )

    def _check_overlaps(self, found: list[tuple[int, Override]]) -> None:
        """Report a change that speaks of the same key and facts as an earlier one."""
        for (first, one), (second, other) in combinations(found, 2):
            if one.key == other.key and can_overlap(one.when, other.when):
                line = self.document.line(("changes", first, "key"))
                words = f"与第 {line} 行的改动适用对象重叠。 It overlaps the change on line {line}."
                self.document.report(("changes", second), "CHANGES_OVERLAP", words)

    def _check_bands(self, found: list[tuple[int, Override]]) -> None:
        """Report a change after which a band's top does not lie above the top of the band below it."""
        view = reformed(self.view, (override for _, override in found))
        for index, override in found:
            for lower, upper in _neighbours(override.key):
                if any(
                    can_overlap(low.when, high.when) and high.ruled.number <= low.ruled.number
                    for low in view.cells(lower)
                    for high in view.cells(upper)
                ):
                    words = f"改动后 {upper} 不高于 {lower}。 The bands overlap after the change."
                    self.document.report(("changes", index, "value"), "BANDS_OVERLAP", words)


def _neighbours(key: str) -> Iterator[tuple[str, str]]:
    """The pairs of stacked band tops (lower, upper) that a key stands in."""
    found = _STACKED.fullmatch(key)
    if found is not None:
        step = int(found["step"])
        yield f"{found['stem']}{step - 1}", key
        yield key, f"{found['stem']}{step + 1}"
