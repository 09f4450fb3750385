"""Lists that go on: a page is asked for by the number of the last row of the page before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest

Row = TypeVar("Row")
LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of a page, and where the older ones begin; `older` is empty on the last page."""

    rows: Sequence[Row]
    older: str


def before_asked(request: HttpRequest) -> int | None:
    """The number that the address names in `before`; None on the first page."""
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def page_of(found: Sequence[Row], size: int, number: Callable[[Row], int]) -> Page[Row]:
    """A page of rows (newest first), of which one more than fits was asked for to know whether there are older ones."""
    rows = found[:size]
    return Page(rows, str(number(rows[-1])) if len(found) > size else "")
