"""An area of the counter: one desk's work as one file, found by listing `areas/`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import URLPattern
from django.utils.functional import Promise

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.staff.records import Role
from mingzhang.doors.frame import addresses  # noqa: F401 - the areas write `<row:...>` in their addresses
from mingzhang.registers.enrolment.records import Person

AREAS = "mingzhang.doors.counter.areas"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the desk: what, how many, how many of them past their day, and where they are."""

    label: str | Promise
    count: int
    late: int
    url: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A page of an area about one person, linked on the person's page: `name` is its address's name in the area."""

    title: str | Promise
    name: str
    roles: frozenset[Role]


Queue = Callable[[Connection, Desk], Sequence[Waiting]]
Section = Callable[[Connection, Desk, Person], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Area:
    """One desk's work: its place in the addresses (`/counter/<name>/`), its title, who may enter, its pages.

    Each page names its own roles with `staffed`; `roles` only say in whose navigation the area stands. `first` is the
    name of the page that the navigation leads to. `waiting` counts what waits there, for the desk's first page.
    `person_pages` stand on each person's page. `employer_page` is the page of one employer, named by its code.
    """

    name: str
    title: str | Promise
    roles: frozenset[Role]
    urlpatterns: Sequence[URLPattern]
    first: str = "index"
    order: int = 50
    icon: str = "list"
    waiting: Queue | None = None
    person_pages: tuple[PersonPage, ...] = ()
    employer_page: str = ""


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """Every area, in the order of the navigation."""
    package = importlib.import_module(AREAS)
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    found = (importlib.import_module(f"{AREAS}.{name}").AREA for name in names)
    return tuple(sorted(found, key=lambda area: (area.order, area.name)))


def areas_for(desk: Desk) -> tuple[Area, ...]:
    """The areas in the navigation of this desk."""
    return tuple(area for area in areas() if desk.may(*area.roles))
