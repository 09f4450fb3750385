"""The rules that hold for one region on one day: frozen, with a digest, and asked by key and facts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from mingzhang.rules.policy.facts import allows, matches
from mingzhang.rules.policy.parameters import Parameter, Value, scope_name
from mingzhang.rules.policy.records import PlanTemplate, Ruled
from mingzhang.rules.policy.unknown import Fact, UnknownRule, Why

ANSWERS_KEPT = 50_000

Question = tuple[str, tuple[tuple[str, Fact], ...]]


@dataclass(frozen=True, slots=True)
class Segment:
    """What holds between two change dates; views of all its days share it and its memory of answers."""

    parameters: Mapping[str, Parameter]
    cells: Mapping[str, tuple[Value, ...]]
    plans: tuple[PlanTemplate, ...]
    digest: str
    answers: dict[Question, Ruled] = field(default_factory=dict, compare=False, repr=False)


def segment_on(parameters: Mapping[str, Parameter], plans: Iterable[PlanTemplate], day: date) -> Segment:
    """Resolve what holds on a day."""
    cells = {key: found for key, parameter in parameters.items() if (found := parameter.values_on(day))}
    held = tuple(plan for plan in plans if plan.holds(day))
    return segment_of(parameters, cells, held)


def segment_of(
    parameters: Mapping[str, Parameter], cells: Mapping[str, tuple[Value, ...]], plans: tuple[PlanTemplate, ...]
) -> Segment:
    """What holds, with its digest."""
    return Segment(parameters, cells, plans, _digest(parameters, cells, plans))


def _digest(
    parameters: Mapping[str, Parameter], cells: Mapping[str, tuple[Value, ...]], plans: tuple[PlanTemplate, ...]
) -> str:
    """SHA-256 over every value that holds, for whom, on which document and since when, and the plan templates."""
    rows = sorted(
        [
            key,
            scope_name(parameters[key].applies),
            scope_name(cell.when),
            cell.ruled.unit,
            str(cell.ruled.value),
            *(cell.ruled.citation.source, cell.ruled.citation.article),
            *(cell.ruled.citation.state, cell.ruled.citation.starts),
        ]
        for key, found in cells.items()
        for cell in found
    )
    text = json.dumps([rows, [plan.data for plan in plans]], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PolicyView:
    """Everything that holds for one region on one day.

    `digest` is equal for two days on which every rule gives the same by the same document; a settlement stores it.
    """

    region: str
    day: date
    segment: Segment = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 in hexadecimal over every resolved value with its source, and every plan template."""
        return self.segment.digest

    @property
    def plans(self) -> tuple[PlanTemplate, ...]:
        """The region's plan templates of that day, as written in its pack."""
        return self.segment.plans

    def find(self, key: str, **facts: Fact) -> Ruled:
        """The value of `topic.parameter` for these facts; raises UnknownRule when no rule gives one."""
        question = (key, tuple(facts.items()))
        found = self.segment.answers.get(question)
        if found is None:
            found = self._resolve(key, facts)
            if len(self.segment.answers) >= ANSWERS_KEPT:
                self.segment.answers.clear()
            self.segment.answers[question] = found
        return found

    def has(self, key: str, **facts: Fact) -> bool:
        """Whether `find` would give a value; False for a gap as well as for what the region does not have."""
        try:
            self.find(key, **facts)
        except UnknownRule:
            return False
        return True

    def declares(self, key: str, **facts: Fact) -> bool:
        """Whether the region has such a rule for these facts at all, known or not: False means it does not exist."""
        parameter = self.segment.parameters.get(key)
        return parameter is not None and allows(parameter.applies, facts)

    def cells(self, key: str) -> tuple[Value, ...]:
        """Every value of a parameter that holds on the day, with the facts it holds for."""
        return self.segment.cells.get(key, ())

    def keys(self) -> tuple[str, ...]:
        """Every key that the region's pack declares, sorted."""
        return tuple(sorted(self.segment.parameters))

    def parameter(self, key: str) -> Parameter:
        """The parameter behind a declared key, with its names, entries and gaps."""
        return self.segment.parameters[key]

    def _resolve(self, key: str, facts: Mapping[str, Fact]) -> Ruled:
        parameter = self.segment.parameters.get(key)
        if parameter is None:
            raise UnknownRule(self.region, key, self.day, facts, "not_declared")
        if allows(parameter.applies, facts):
            for cell in self.cells(key):
                if matches(cell.when, facts):
                    return cell.ruled
        raise self._unknown(parameter, facts)

    def _unknown(self, parameter: Parameter, facts: Mapping[str, Fact]) -> UnknownRule:
        """Say why nothing was found: a gap for these very facts, a missing fact, a gap that may be meant, then time."""
        applies = allows(parameter.applies, facts)
        open_gaps = [gap for gap in parameter.gaps if applies and gap.holds(self.day) and allows(gap.when, facts)]
        meant = next((gap for gap in open_gaps if matches(gap.when, facts)), None)
        cells = self.cells(parameter.key)
        wanted = {name for cell in cells if allows(cell.when, facts) for name in cell.when if name not in facts}
        if meant is None and not wanted:
            meant = next(iter(open_gaps), None)
        if meant is not None:
            return self._why(parameter, facts, "gap", meant.missing, meant.who)
        if applies and wanted:
            return self._why(parameter, facts, "fact_missing", ", ".join(sorted(wanted)))
        if cells:
            return self._why(parameter, facts, "no_value")
        started = any(entry.starts <= self.day for entry in parameter.entries)
        return self._why(parameter, facts, "ended" if started else "not_started")

    def _why(
        self, parameter: Parameter, facts: Mapping[str, Fact], why: Why, missing: str = "", who: str = ""
    ) -> UnknownRule:
        return UnknownRule(self.region, parameter.key, self.day, facts, why, missing=missing, who=who)
