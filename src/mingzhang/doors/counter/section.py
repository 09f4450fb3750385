"""A section of a person's page: one topic as one file, found by listing `sections/`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from django.utils.functional import Promise

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.registers.enrolment.records import Person

SECTIONS = "mingzhang.doors.counter.sections"
Gather = Callable[[Connection, Desk, Person], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """One topic of a person's page: where it stands, and what it reads.

    `gather` asks a fixed number of queries, however long the person's history is; what it gives is `data` in the
    template `counter/sections/<name>.html`.
    """

    name: str
    title: str | Promise
    side: Literal["main", "side"]
    order: int
    gather: Gather

    @property
    def template(self) -> str:
        """The template that shows it."""
        return f"counter/sections/{self.name}.html"


@lru_cache(maxsize=1)
def sections() -> tuple[Section, ...]:
    """Every section, in the order of the page."""
    package = importlib.import_module(SECTIONS)
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    found = (importlib.import_module(f"{SECTIONS}.{name}").SECTION for name in names)
    return tuple(sorted(found, key=lambda section: (section.order, section.name)))
