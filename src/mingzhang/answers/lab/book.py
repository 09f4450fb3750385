"""From the facts of claims to their plans: each profile's row in the book that the fold reads."""

from __future__ import annotations

from collections.abc import Mapping

from mingzhang.answers.lab.arrays import Opened, PlanArrays
from mingzhang.answers.lab.fold import PROFILE_WIDTH
from mingzhang.answers.lab.profiles import Distinctions, Fact
from mingzhang.rules.policy import PolicyView
from mingzhang.rules.settlement import PersonFacts, Plan, VisitFacts, plan_for

MOST_ADMISSIONS = 366  # one a day; later ones take the plan of the last

_PERSON = frozenset(PersonFacts.__dataclass_fields__)


class PlanBook:
    """The plans of a view, made when the first claim asks for them and kept for all later ones."""

    def __init__(self, view: PolicyView, funds: tuple[str, ...]) -> None:
        self.plans = PlanArrays(funds)
        self.distinctions = Distinctions(view)
        self._view = view
        self._rows: dict[tuple[tuple[str, Fact], ...], int] = {}
        self._profiles: list[int] = []
        self._by_admission: list[int] = []

    def profile(self, facts: Mapping[str, Fact]) -> int:
        """The number of the profile with these facts."""
        key = tuple(facts.items())
        if key not in self._rows:
            self._rows[key] = len(self._profiles) // PROFILE_WIDTH
            self._profiles += self._profile(facts)
        return self._rows[key]

    def opened(self, groups: tuple[str, ...]) -> Opened:
        """Everything so far as arrays, for claims with these item groups."""
        return self.plans.opened(self._profiles, self._by_admission, groups)

    def _profile(self, facts: Mapping[str, Fact]) -> list[int]:
        """A profile's row; its plans, one for each admission that makes a difference, are laid down before."""
        person = PersonFacts(**{name: fact for name, fact in facts.items() if name in _PERSON})
        visit = {name: fact for name, fact in facts.items() if name not in _PERSON}
        admission = visit["benefit"] == "inpatient"
        earliest = plan_for(self._view, person, VisitFacts(**visit))
        numbers = [self.plans.number(earliest)]
        while admission and len(numbers) < MOST_ADMISSIONS and not self._is_last(numbers):
            ordinal = len(numbers) + 1
            numbers.append(self.plans.number(plan_for(self._view, person, VisitFacts(**visit, admission=ordinal))))
        first = len(self._by_admission)
        self._by_admission += numbers
        starts = earliest.year_starts_in_month if isinstance(earliest, Plan) else 0
        return [starts, first, len(numbers) - 1, int(admission)]

    def _is_last(self, numbers: list[int]) -> bool:
        """Whether all later admissions have the plan of the last: no rule asks on, none that calculates changes it."""
        if len(numbers) < max(self.distinctions.starts("admission"), default=1):
            return False
        return "admission" not in self.distinctions.calculated or numbers[-2:-1] == numbers[-1:]
