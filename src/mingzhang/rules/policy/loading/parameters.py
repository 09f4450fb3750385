"""One topic file to parameters: shape, conversion, sources; what must hold between entries is in `checks.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from mingzhang.rules.policy.facts import When
from mingzhang.rules.policy.loading.checks import check_parameter, check_topic
from mingzhang.rules.policy.loading.lines import Document, Where
from mingzhang.rules.policy.loading.neighbours import warn_of_leaps
from mingzhang.rules.policy.loading.orders import warn_of_orders
from mingzhang.rules.policy.loading.schemas import hold_to_schema
from mingzhang.rules.policy.loading.sources import Source
from mingzhang.rules.policy.loading.whens import read_when
from mingzhang.rules.policy.parameters import Entry, Gap, Parameter, Value
from mingzhang.rules.policy.records import Citation, Conflict, Ruled
from mingzhang.rules.policy.units import read_printed

Raw = Mapping[str, Any]


class TopicReader:
    """Reads one topic's document; every mistake is reported on the document, and reading goes on."""

    def __init__(self, document: Document, sources: Mapping[str, Source], national: Mapping[str, Parameter]) -> None:
        self.document = document
        self.sources = sources
        self.national = national

    def read(self, topic: str) -> dict[str, Parameter]:
        """The topic's parameters by key; empty when the file's shape is wrong."""
        if self.document.problems or not hold_to_schema(self.document, "parameters"):
            return {}
        if self.document.data["topic"] != topic:
            self.document.report(("topic",), "TOPIC_NAME", f"主题应与文件名相同：{topic}。 Topic and file name differ.")
        found = [
            self._parameter(f"{topic}.{name}", raw, ("parameters", name))
            for name, raw in self.document.data["parameters"].items()
        ]
        parameters = {parameter.key: parameter for parameter in found if parameter is not None}
        check_topic(self.document, parameters)
        return parameters

    def _parameter(self, key: str, raw: Raw, where: Where) -> Parameter | None:
        if "inherit" in raw:
            return self._inherited(key, raw, where)
        parameter = Parameter(
            key=key,
            name_zh=raw["name"]["zh"],
            name_en=raw["name"]["en"],
            unit=raw["unit"],
            applies=read_when(self.document, raw.get("applies", {}), (*where, "applies")),
            entries=tuple(
                entry
                for index, item in enumerate(raw.get("entries", ()))
                if (entry := self._entry(key, raw["unit"], item, (*where, "entries", index))) is not None
            ),
            gaps=tuple(self._gap(gap, (*where, "gaps", index)) for index, gap in enumerate(raw.get("gaps", ()))),
        )
        check_parameter(self.document, where, parameter)
        warn_of_leaps(self.document, where, parameter)
        warn_of_orders(self.document, where, parameter)
        return parameter

    def _inherited(self, key: str, raw: Raw, where: Where) -> Parameter | None:
        """A national parameter under the region's key; the pack may lower its state and replace its note."""
        origin = self.national.get(raw["inherit"].removeprefix("national/"))
        if origin is None:
            words = f"全国包里没有 {raw['inherit']}。 No such national entry."
            self.document.report((*where, "inherit"), "INHERIT_UNKNOWN", words)
            return None

        def passed_on(value: Value) -> Value:
            cited = value.ruled.citation
            state, note = raw.get("state", cited.state), raw.get("note", cited.note)
            return replace(value, ruled=replace(value.ruled, citation=replace(cited, state=state, note=note, key=key)))

        entries = tuple(replace(entry, values=tuple(map(passed_on, entry.values))) for entry in origin.entries)
        return replace(origin, key=key, entries=entries)

    def _entry(self, key: str, unit: str, raw: Raw, where: Where) -> Entry | None:
        starts = self.document.day((*where, "starts"), raw["starts"])
        scope = read_when(self.document, raw.get("for", {}), (*where, "for"))
        source = self._source(raw["source"], (*where, "source"))
        for index, other in enumerate(raw.get("also", ())):
            self._source(other, (*where, "also", index))
        self._published(raw, starts, where)
        cells = [(where, raw)] if "value" in raw else []
        cells += [((*where, "values", index), cell) for index, cell in enumerate(raw.get("values", ()))]
        values = [
            value
            for place, cell in cells
            if starts and (value := self._value(key, unit, raw, cell, scope, starts, place)) is not None
        ]
        if starts is None or source is None or len(values) < len(cells):
            return None
        return Entry(starts, scope, tuple(values), source.cited_at(raw["source"].partition("#")[2]))

    def _published(self, raw: Raw, starts: date | None, where: Where) -> None:
        """Report a figure that starts before its document came out, unless the entry says that it reaches back."""
        if starts is None or raw.get("retroactive"):
            return
        for printed in (raw["source"], *(cell["source"] for cell in raw.get("values", ()) if "source" in cell)):
            source = self.sources.get(printed.partition("#")[0])
            if source is not None and source.published is not None and starts < source.published:
                words = f"{starts} 早于文件发布（{source.date}），追溯的写 retroactive。 It starts before its document."
                self.document.report((*where, "starts"), "BEFORE_PUBLICATION", words)

    def _value(
        self, key: str, unit: str, entry: Raw, cell: Raw, scope: When, starts: date, where: Where
    ) -> Value | None:
        tests = read_when(self.document, cell.get("when", {}), (*where, "when"))
        for name in tests.keys() & scope.keys():
            self.document.report(
                (*where, "when", name), "FACT_TWICE", f"for 里已写 {name}。 The scope already names this fact."
            )
        citation = self._citation(key, entry, cell, starts, where)
        try:
            value = read_printed(cell["value"], unit)
        except ValueError as error:
            self.document.report((*where, "value"), "FIGURE_UNREADABLE", str(error))
            return None
        if citation is None:
            return None
        also = tuple(self._named(other) for other in entry.get("also", ()))
        confirmed = cell.get("confirmed", entry.get("confirmed", ""))
        return Value({**scope, **tests}, Ruled(value, unit, citation), also, _conflict(entry, cell), confirmed)

    def _citation(self, key: str, entry: Raw, cell: Raw, starts: date, where: Where) -> Citation | None:
        printed, state = cell.get("source", entry["source"]), cell.get("state", entry["state"])
        source = self._source(printed, (*where, "source"))
        if source is None:
            return None
        if state != "assumed" and not source.is_evidence:
            words = f"{source.key} 不足为证，状态只能是 assumed。 Only `assumed` can rest on this source."
            self.document.report((*where, "state"), "STATE_TOO_HIGH", words)
        return Citation(
            source=source.key,
            document=source.cited_as,
            article=printed.partition("#")[2],
            state=state,
            starts=starts.isoformat(),
            note=cell.get("note", entry.get("note", "")),
            key=key,
        )

    def _source(self, printed: str, where: Where) -> Source | None:
        source = self.sources.get(printed.partition("#")[0])
        if source is None:
            self.document.report(where, "SOURCE_UNKNOWN", f"没有这个出处：{printed}。 No such source.")
        return source

    def _named(self, printed: str) -> str:
        """A source as a reader names it; the printed key where there is no such source."""
        key, _, article = printed.partition("#")
        return self.sources[key].cited_at(article) if key in self.sources else printed

    def _gap(self, raw: Raw, where: Where) -> Gap:
        bounds = {
            name: self.document.day((*where, name), raw[name]) if name in raw else None for name in ("from", "until")
        }
        if bounds["from"] and bounds["until"] and bounds["until"] <= bounds["from"]:
            self.document.report((*where, "until"), "ENDS_BEFORE_START", "结束不晚于开始。 It ends before it starts.")
        when = read_when(self.document, raw.get("when", {}), (*where, "when"))
        return Gap(bounds["from"], bounds["until"], when, raw["missing"], raw["who"])


def _conflict(entry: Raw, cell: Raw) -> Conflict | None:
    raw = cell.get("conflict", entry.get("conflict"))
    return Conflict(tuple(raw["candidates"]), raw["chosen"], raw["why"]) if raw else None
