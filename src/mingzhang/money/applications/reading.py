"""Reading an application's facts back as what they are, and who decided on it."""

from __future__ import annotations

from datetime import date

from mingzhang.basics.identifiers import read_record_number
from mingzhang.basics.refusal import InvariantBroken
from mingzhang.books.cases import Case, Facts


def text(facts: Facts, name: str) -> str | None:
    """A text of the application; None where nothing was written."""
    value = facts.get(name)
    return value if isinstance(value, str) and value else None


def day(facts: Facts, name: str) -> date | None:
    """A day of the application."""
    written = text(facts, name)
    return date.fromisoformat(written) if written is not None else None


def number(facts: Facts, name: str) -> int | None:
    """A whole number or an amount in fen of the application."""
    value = facts.get(name)
    return value if type(value) is int else None


def record_id(facts: Facts, name: str, region: str) -> int | None:
    """The record of this region behind an outside number of the application; None when it is not one."""
    read = read_record_number(text(facts, name) or "")
    return read[1] if read is not None and read[0] == region else None


def required_day(facts: Facts, name: str) -> date:
    """A day that the kind requires; raises InvariantBroken when the application was kept without it."""
    found = day(facts, name)
    if found is None:
        raise InvariantBroken(f"an application was kept without its {name}")
    return found


def required_text(facts: Facts, name: str) -> str:
    """A text that the kind requires; raises InvariantBroken when the application was kept without it."""
    found = text(facts, name)
    if found is None:
        raise InvariantBroken(f"an application was kept without its {name}")
    return found


def decider(case: Case) -> str:
    """Who decides on the application."""
    if case.decided_by is None:
        raise InvariantBroken("an application is carried out that nobody decided on")
    return case.decided_by


def maker(case: Case) -> str:
    """Who proposed the decision; where one person decides alone, that person."""
    return case.proposed_by or decider(case)
