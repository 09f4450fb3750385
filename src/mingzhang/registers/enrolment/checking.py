"""What contradicts itself before anything is written: the dead, the unborn, far days, wrong categories. Pure."""

from __future__ import annotations

from datetime import date

from mingzhang.basics.periods import add_months, age_on, month_of
from mingzhang.basics.refusal import Refusal
from mingzhang.registers.enrolment.records import CATEGORIES, Exemption, NewCoverage, Person

OF_AGE = 18  # 民法典第十七条：不满十八周岁为未成年人
NEWBORN_BELOW = 1  # a newborn is less than a year old on the first day of cover
EMPLOYED = "in_service"


def start_fault(person: Person, new: NewCoverage, today: date, exemption: Exemption | None = None) -> Refusal | None:
    """Why a coverage cannot begin as asked, or None.

    CATEGORY_UNKNOWN (not a category of the scheme; `unemployed` 领取失业金 is one that no pack knows yet),
    EMPLOYER_MISSING, EMPLOYER_NOT_WANTED, PERSON_DIED, BEFORE_BIRTH, DATE_TOO_FAR, AGE_CONTRADICTS.
    """
    if new.category not in CATEGORIES.get(new.scheme, ()):
        return Refusal("CATEGORY_UNKNOWN", {"scheme": new.scheme, "category": new.category}, "after_fix")
    if new.category == EMPLOYED and new.employer_id is None:
        return Refusal("EMPLOYER_MISSING", {}, "after_fix")
    if new.category != EMPLOYED and new.employer_id is not None:
        return Refusal("EMPLOYER_NOT_WANTED", {"category": new.category}, "after_fix")
    if person.died_on is not None:
        return Refusal("PERSON_DIED", {"day": new.starts.isoformat(), "since": person.died_on.isoformat()}, "never")
    if new.starts < person.birth_date:
        return Refusal("BEFORE_BIRTH", {"day": new.starts.isoformat()}, "after_fix")
    if new.starts > next_year(today):
        return Refusal("DATE_TOO_FAR", {"day": new.starts.isoformat(), "latest": next_year(today).isoformat()})
    return age_fault(person, new, exemption)


def age_fault(person: Person, new: NewCoverage, exemption: Exemption | None) -> Refusal | None:
    """AGE_CONTRADICTS where the age on the first day does not go with the category or the exemption."""
    age = age_on(person.birth_date, new.starts)
    wrong = (
        (new.category == "minor" and age >= OF_AGE)
        or (new.category == "adult" and age < OF_AGE)
        or (exemption == "newborn" and age >= NEWBORN_BELOW)
    )
    said = exemption if exemption == "newborn" else new.category
    return Refusal("AGE_CONTRADICTS", {"category": said, "age": age}, "after_fix") if wrong else None


def change_day_fault(on: date, today: date) -> Refusal | None:
    """DATE_TOO_FAR for a change of status later than the first day of next month."""
    latest = add_months(month_of(today), 1)
    if on <= latest:
        return None
    return Refusal("DATE_TOO_FAR", {"day": on.isoformat(), "latest": latest.isoformat()}, "after_fix")


def death_fault(person: Person, died_on: date, today: date) -> Refusal | None:
    """Why a death cannot be recorded: DATE_TOO_FAR, BEFORE_BIRTH, DEATH_RECORDED (on another day)."""
    if died_on > today:
        return Refusal("DATE_TOO_FAR", {"day": died_on.isoformat(), "latest": today.isoformat()}, "after_fix")
    if died_on < person.birth_date:
        return Refusal("BEFORE_BIRTH", {"day": died_on.isoformat()}, "after_fix")
    if person.died_on is not None and person.died_on != died_on:
        return Refusal("DEATH_RECORDED", {"since": person.died_on.isoformat()}, "after_fix")
    return None


def next_year(today: date) -> date:
    """The first day of next year: no coverage can be registered to begin later."""
    return date(today.year + 1, 1, 1)
