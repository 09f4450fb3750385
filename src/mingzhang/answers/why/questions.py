"""The questions people ask about contributions, accounts and entitlement, and the page or command that answers each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from mingzhang.answers.why.records import Text

Kind = Literal["causes", "amount", "date", "ledger", "document"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the seed matrix, told in our own words.

    `page` is the portal's; `<region>` in it stands for the own region's code. A question “why” has its `symptom` and
    the `causes` that the matrix names for it; the page then runs every cause of the symptom.
    """

    id: str
    asks: Text
    kind: Kind
    page: str
    symptom: str | None
    causes: tuple[str, ...]

    @property
    def command(self) -> str | None:
        """The same answer in a terminal, for a question “why”."""
        return f"mingzhang why PERSON {self.symptom}" if self.symptom is not None else None


@cache
def questions() -> tuple[Question, ...]:
    """Every question of `questions.yaml`, by number."""
    written = yaml.safe_load(files(__package__ or "").joinpath("questions.yaml").read_text(encoding="utf-8"))
    return tuple(
        Question(
            id=number,
            asks=Text(entry["zh"], entry["en"]),
            kind=entry["kind"],
            page=entry["page"],
            symptom=entry.get("symptom"),
            causes=tuple(entry.get("causes", ())),
        )
        for number, entry in written.items()
    )
