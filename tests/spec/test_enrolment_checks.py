"""What contradicts itself is refused before anything is written; clocks of a day; months towards retirement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mingzhang.basics.periods import Period
from mingzhang.registers.enrolment import rules
from mingzhang.registers.enrolment.checking import change_day_fault, death_fault, start_fault
from mingzhang.registers.enrolment.doubles import judge_duplicates
from mingzhang.registers.enrolment.reasons import STOPPED_BECAUSE, SUSPENDED_BECAUSE
from mingzhang.registers.enrolment.records import (
    CATEGORIES,
    STOP_REASONS,
    SUSPEND_REASONS,
    Clock,
    Cover,
    Coverage,
    Credential,
    Exemption,
    NewCoverage,
    Person,
    PersonKey,
    Scheme,
    Years,
)
from mingzhang.registers.enrolment.years import own_months, years_required
from mingzhang.rules.policy import UnknownRule, view_for
from mingzhang.rules.policy.facts import CATEGORIES as PACK_CATEGORIES

HERE, THERE = "440100", "110000"
TODAY = date(2025, 6, 10)
PERSON = Person(HERE, 7, "陈健", 1, date(1985, 4, 12), "01", None, None)
DEAD = replace(PERSON, died_on=date(2025, 5, 2))
JUNE = date(2025, 6, 1)


def new(category: str = "flexible", starts: date = JUNE, employer_id: int | None = None) -> NewCoverage:
    scheme: Scheme = "resident" if category in ("adult", "minor", "student") else "employee"
    return NewCoverage(scheme, category, starts, employer_id)


@pytest.mark.parametrize(
    ("person", "asked", "exemption", "code"),
    [
        (PERSON, new(), None, None),
        (PERSON, new("in_service", employer_id=4), None, None),
        (PERSON, new("in_service"), None, "EMPLOYER_MISSING"),
        (PERSON, new("flexible", employer_id=4), None, "EMPLOYER_NOT_WANTED"),
        (PERSON, new("unemployed"), None, "CATEGORY_UNKNOWN"),
        (PERSON, NewCoverage("resident", "flexible", JUNE), None, "CATEGORY_UNKNOWN"),
        (DEAD, new(), None, "PERSON_DIED"),
        (PERSON, new(starts=date(1985, 4, 11)), None, "BEFORE_BIRTH"),
        (PERSON, new(starts=date(2026, 1, 1)), None, None),
        (PERSON, new(starts=date(2026, 1, 2)), None, "DATE_TOO_FAR"),
        (PERSON, new("minor"), None, "AGE_CONTRADICTS"),
        (replace(PERSON, birth_date=date(2007, 6, 1)), new("minor"), None, "AGE_CONTRADICTS"),  # eighteen that day
        (replace(PERSON, birth_date=date(2007, 6, 2)), new("minor"), None, None),
        (replace(PERSON, birth_date=date(2007, 6, 2)), new("adult"), None, "AGE_CONTRADICTS"),
        (PERSON, new("student"), None, None),
        (replace(PERSON, birth_date=date(2024, 6, 2)), new("minor"), "newborn", None),
        (replace(PERSON, birth_date=date(2024, 6, 1)), new("minor"), "newborn", "AGE_CONTRADICTS"),
    ],
)
def test_a_coverage_begins_only_where_nothing_contradicts_it(
    person: Person, asked: NewCoverage, exemption: Exemption | None, code: str | None
) -> None:
    fault = start_fault(person, asked, TODAY, exemption)
    assert (fault.code if fault is not None else None) == code


def test_a_change_of_status_is_dated_until_the_first_of_next_month() -> None:
    assert change_day_fault(date(2025, 7, 1), TODAY) is None
    late = change_day_fault(date(2025, 7, 2), TODAY)
    assert late is not None and (late.code, late.facts["latest"]) == ("DATE_TOO_FAR", "2025-07-01")


@pytest.mark.parametrize(
    ("person", "day", "code"),
    [
        (PERSON, TODAY, None),
        (PERSON, date(2025, 6, 11), "DATE_TOO_FAR"),
        (PERSON, date(1985, 4, 11), "BEFORE_BIRTH"),
        (DEAD, date(2025, 5, 2), None),
        (DEAD, date(2025, 5, 3), "DEATH_RECORDED"),
    ],
)
def test_a_death_is_recorded_once_and_not_before_it_happened(person: Person, day: date, code: str | None) -> None:
    fault = death_fault(person, day, TODAY)
    assert (fault.code if fault is not None else None) == code


def test_each_reason_of_the_closed_lists_has_a_wording_and_categories_are_the_packs() -> None:
    assert tuple(STOPPED_BECAUSE) == STOP_REASONS
    assert tuple(SUSPENDED_BECAUSE) == SUSPEND_REASONS
    assert CATEGORIES == PACK_CATEGORIES


def held(
    scheme: Scheme,
    starts: date,
    ends: date | None = None,
    *,
    number: int = 1,
    status: str = "active",
    category: str = "",
) -> Coverage:
    kind = category or ("in_service" if scheme == "employee" else "adult")
    period = Period(starts, ends)
    return Coverage(number, 7, scheme, kind, None, status, "", starts, starts, False, period)  # type: ignore[arg-type]


class TestClocks:
    LEFT = (
        held("employee", date(2024, 1, 1), date(2025, 3, 1)),
        held("resident", date(2025, 3, 1), number=2),
    )

    def card(self, activated: date | None, ends: date | None = None) -> Credential:
        return Credential(1, "card", "9", date(2024, 2, 1), activated, None, Period(date(2024, 2, 1), ends))

    def test_the_account_stays_usable_after_leaving_the_employee_scheme(self) -> None:
        found = rules.clocks(PERSON, self.LEFT, [self.card(date(2024, 3, 1))], TODAY)
        assert found.account_use == Clock(True, "USABLE", date(2024, 3, 1))
        assert found.pooled == Clock(True, "ENTITLED", date(2025, 3, 1))

    def test_and_after_all_cover_has_lapsed(self) -> None:
        found = rules.clocks(PERSON, self.LEFT[:1], [self.card(date(2024, 3, 1))], TODAY)
        assert (found.account_use.runs, found.pooled) == (True, Clock(False, "COVERAGE_LAPSED", date(2025, 3, 1)))

    def test_before_the_activation_money_is_held(self) -> None:
        for cards in ([], [self.card(None)], [self.card(date(2025, 6, 11))], [self.card(date(2024, 3, 1), JUNE)]):
            assert rules.clocks(PERSON, self.LEFT, cards, TODAY).account_use.code == "NOT_ACTIVATED"

    def test_a_resident_never_had_an_account_and_the_dead_use_none(self) -> None:
        card = [self.card(date(2024, 3, 1))]
        assert rules.clocks(PERSON, self.LEFT[1:], card, TODAY).account_use.code == "NEVER_EMPLOYEE"
        assert rules.clocks(DEAD, self.LEFT, card, TODAY).account_use == Clock(False, "PERSON_DIED", DEAD.died_on)


class TestDoubles:
    VIEW = view_for(HERE, TODAY)

    def cover(self, region: str, person: int, coverage: Coverage) -> Cover:
        return Cover(PersonKey(region, person), coverage)

    def test_employee_stays_and_resident_ends_wherever_each_is(self) -> None:
        job = self.cover(HERE, 7, held("employee", date(2025, 2, 1)))
        year = self.cover(THERE, 9, held("resident", date(2025, 1, 1), date(2026, 1, 1)))
        for mine, other in ((job, year), (year, job)):
            (double,) = judge_duplicates([mine], [other], self.VIEW, TODAY)
            assert (double.kind, double.keep, double.end) == ("cross_scheme", job, year)
            assert double.overlap == Period(date(2025, 2, 1), date(2026, 1, 1))
            assert double.refundable and double.rule.key == "contribution.duplicate_keeps"

    def test_between_two_places_of_one_scheme_the_person_chooses(self) -> None:
        mine = self.cover(HERE, 7, held("employee", date(2025, 2, 1)))
        other = self.cover(THERE, 9, held("employee", date(2025, 4, 1)))
        (double,) = judge_duplicates([mine], [other], self.VIEW, TODAY)
        assert (double.kind, double.keep, double.end) == ("same_scheme_elsewhere", None, None)
        assert double.overlap == Period(date(2025, 4, 1))

    def test_the_same_person_entered_twice_here(self) -> None:
        mine, other = (self.cover(HERE, number, held("resident", date(2025, 1, 1))) for number in (7, 8))
        (double,) = judge_duplicates([mine], [other], self.VIEW, TODAY)
        assert double.kind == "two_records"

    def test_a_paid_resident_year_that_employment_cut_into_is_one(self) -> None:
        year = self.cover(HERE, 7, held("resident", date(2025, 1, 1), date(2025, 4, 1)))
        job = self.cover(HERE, 7, held("employee", date(2025, 4, 1), number=2))
        (double,) = judge_duplicates([year, job], [], self.VIEW, TODAY)
        assert (double.kind, double.keep, double.end) == ("cross_scheme", job, year)
        assert double.overlap == Period(date(2025, 4, 1), date(2026, 1, 1))
        assert judge_duplicates([year, job], [], self.VIEW, date(2025, 3, 31)) == ()
        assert judge_duplicates([year, job], [], self.VIEW, date(2026, 6, 1)) == ()

    def test_what_does_not_hold_together_is_no_double(self) -> None:
        mine = self.cover(HERE, 7, held("employee", date(2025, 2, 1)))
        for other in (
            held("resident", date(2024, 1, 1), date(2025, 2, 1)),
            held("resident", date(2025, 1, 1), status="stopped"),
            held("resident", date(2025, 1, 1), status="suspended"),
            held("resident", date(2025, 6, 11)),
        ):
            assert judge_duplicates([mine], [self.cover(THERE, 9, other)], self.VIEW, TODAY) == ()


class TestYears:
    def test_months_are_counted_once_and_none_in_retirement(self) -> None:
        lives = (
            held("employee", date(2024, 1, 1), date(2024, 4, 15)),  # January to April
            held("employee", date(2024, 4, 15), date(2024, 7, 1)),  # April again, May, June
            held("employee", date(2024, 7, 1), date(2024, 9, 1), status="suspended"),
            held("resident", date(2024, 9, 1), date(2024, 12, 1)),
            held("employee", date(2024, 12, 1), date(2025, 3, 1), category="retired"),
            held("employee", date(2025, 3, 1)),  # March, April, May, June until the tenth
        )
        assert own_months(lives, "employee", TODAY) == 6 + 4
        assert own_months(lives, "resident", TODAY) == 3
        assert own_months(lives, "employee", date(2024, 1, 1)) == 1
        assert own_months(lives, "employee", date(2023, 12, 31)) == 0

    @pytest.mark.parametrize(("gender", "months"), [(1, 300), (2, 240)])
    def test_years_differ_by_gender_where_the_pack_says_so(self, gender: int, months: int) -> None:
        required, local, rule = years_required(view_for(THERE, TODAY), gender)  # 25 and 20 years
        assert (required, local, rule.key) == (months, None, "entitlement.lifetime_years")

    def test_some_of_the_years_have_to_be_the_regions_own(self) -> None:
        required, local, _ = years_required(view_for(HERE, date(2030, 1, 1)), 1)  # 30 years, 10 of them here
        assert (required, local) == (360, 120)

    def test_years_that_no_pack_knows_are_not_made_up(self) -> None:
        with pytest.raises(UnknownRule):
            years_required(view_for(HERE, TODAY), 1)
        with pytest.raises(UnknownRule):
            years_required(view_for(THERE, TODAY), 9)  # a gender that was not told

    @pytest.mark.parametrize(
        ("own", "carried", "deemed", "local", "missing"),
        [
            (300, 0, 0, None, 0),
            (299, 0, 0, None, 1),
            (100, 150, 50, None, 0),
            (100, 150, 50, 120, 20),  # enough in all, but twenty of the region's own are missing
            (10, 0, 0, 120, 290),
        ],
    )
    def test_what_is_missing(self, own: int, carried: int, deemed: int, local: int | None, missing: int) -> None:
        assert Years(own, carried, deemed, 300, local, None).missing == missing
