"""People and employers as rows of a search: enough to recognise one, no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.basics.identifiers import record_number
from mingzhang.books.vault import mask_id_number, mask_name
from mingzhang.doors.counter.area import Area, areas
from mingzhang.doors.frame.presenting.words import named
from mingzhang.registers.enrolment.records import Employer, FoundPerson

GENDERS: dict[int, str | Promise] = {1: _("男"), 2: _("女"), 9: _("未说明")}
STATUSES: dict[str, str | Promise] = {"active": _("正常参保"), "suspended": _("暂停参保"), "stopped": _("已停保")}
NOT_INSURED = _("没有参保")
DIED = _("已去世")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person found; `number` is the outside number, `identity` the covered identity number."""

    number: str
    name: str
    identity: str
    gender: str | Promise
    born: str
    cover: str
    status: str | Promise
    employer: str


@dataclass(frozen=True, slots=True)
class EmployerRow:
    """An employer found, with the pages that areas have about it."""

    code: str
    name: str
    pages: tuple[tuple[str | Promise, str], ...]


def found_people(people: Iterable[FoundPerson], language: Language) -> tuple[PersonRow, ...]:
    """Present the people found; names and identity numbers are covered."""
    return tuple(
        PersonRow(
            number=record_number(one.region, one.id),
            name=mask_name(one.name),
            identity=mask_id_number(one.number) if one.number else "",
            gender=GENDERS[one.gender],
            born=one.birth_date.isoformat(),
            cover=f"{named(one.scheme, language)} · {named(one.category, language)}"
            if one.scheme and one.category
            else "",
            status=DIED if one.died_on else STATUSES[one.status] if one.status else NOT_INSURED,
            employer=one.employer or "",
        )
        for one in people
    )


def found_employers(units: Iterable[Employer]) -> tuple[EmployerRow, ...]:
    """Present the employers found."""
    with_pages = [area for area in areas() if area.employer_page]
    return tuple(
        EmployerRow(
            unit.code,
            unit.name,
            tuple(
                (area.title, reverse(f"counter:{area.name}:{area.employer_page}", args=(unit.code,)))
                for area in with_pages
            ),
        )
        for unit in units
    )


def _employer_address(area: Area, code: str) -> str:
    return reverse(f"counter:{area.name}:{area.employer_page}", args=(code,))
