"""What the desk's pages share: a refusal told above the page, and the ways to look at a queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from mingzhang.basics.refusal import Refusal
from mingzhang.doors.frame.language import language
from mingzhang.doors.frame.presenting.refusals import RefusalView, refusal_view

REFUSED = 422
ROWS = 50


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a queue, as a link."""

    name: str
    title: str | Promise
    here: bool


def told(refusal: Refusal | None) -> RefusalView | None:
    """A refusal in the words of the page's language."""
    return refusal_view(refusal, language()) if refusal is not None else None


def views_of(known: Mapping[str, str | Promise], here: str) -> list[View]:
    """The ways to look at a queue, with the one that is looked at."""
    return [View(name, title, name == here) for name, title in known.items()]


def asked(request: HttpRequest, known: Mapping[str, object]) -> str:
    """Which way the address asks for; the first when it names none."""
    show = request.GET.get("show", "")
    return show if show in known else next(iter(known))


def page_asked(request: HttpRequest) -> int:
    """The number of the page that the address asks for, from 0."""
    text = request.GET.get("page", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
