"""The steps at the desk, one address each: each says who may take it and calls one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases
from mingzhang.books.cases import Case, Decision
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.staff.records import Role
from mingzhang.doors.counter.views.casework.page import case_here, shown


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as it was asked for: the application, the desk, what the form says, and which version it showed."""

    connection: Connection
    desk: Desk
    case: Case
    said: QueryDict

    @property
    def version(self) -> int | None:
        """The version of the application on the screen; None where the form says none."""
        text = self.said.get("version", "")
        return int(text) if text.isascii() and text.isdigit() else None

    def text(self, name: str) -> str:
        """A text of the form."""
        return str(self.said.get(name, "")).strip()[:LONGEST]


Step = Callable[[Taken], Case | Refusal]
LONGEST = 1000


@require_POST
@staffed("clerk", "checker", "supervisor")
def take_step(request: HttpRequest, desk: Desk, connection: Connection, case_number: str, step: str) -> HttpResponse:
    """Take one step on an application; what is refused is told on its page."""
    if step not in STEPS:
        raise Http404
    role, work = STEPS[step]
    if not desk.may(role):
        return render(request, "counter/not_allowed.html", status=403)
    found = case_here(connection, desk, case_number)
    outcome = work(Taken(connection, desk, found, request.POST))
    if isinstance(outcome, Refusal):
        now_there = cases.case(connection, found.region, found.id) or found
        return shown(request, desk, connection, now_there, refusal=outcome)
    return redirect("counter:casework:case", found.number)


def _accept(taken: Taken) -> Case | Refusal:
    at = taken.case
    return cases.accept(
        taken.connection, at.region, at.id, by=taken.desk.code, now=taken.desk.now, version=taken.version
    )


def _ask(taken: Taken) -> Case | Refusal:
    at = taken.case
    return cases.ask_for_papers(
        taken.connection,
        at.region,
        at.id,
        missing=taken.text("missing"),
        by=taken.desk.code,
        now=taken.desk.now,
        version=taken.version,
    )


def _arrived(taken: Taken) -> Case | Refusal:
    at = taken.case
    return cases.papers_arrived(
        taken.connection, at.region, at.id, by=taken.desk.code, now=taken.desk.now, version=taken.version
    )


def _propose(taken: Taken) -> Case | Refusal:
    return _decision(taken, cases.propose)


def _conclude(taken: Taken) -> Case | Refusal:
    """One person decides where no money moves; elsewhere a checker does."""
    if taken.case.four_eyes:
        return Refusal("NOT_PROPOSED", {"number": taken.case.number})
    return _decision(taken, cases.decide)


def _check(taken: Taken) -> Case | Refusal:
    return _decision(taken, cases.decide)


def _decision(taken: Taken, verb: Callable[..., Case | Refusal]) -> Case | Refusal:
    at = taken.case
    decision: Decision = "approve" if taken.text("decision") == "approve" else "refuse"
    return verb(
        taken.connection,
        at.region,
        at.id,
        decision=decision,
        reason=taken.text("reason"),
        reason_code=(taken.text("reason_code") or None) if decision == "refuse" else None,
        by=taken.desk.code,
        now=taken.desk.now,
        version=taken.version,
    )


def _send_back(taken: Taken) -> Case | Refusal:
    at = taken.case
    return cases.send_back(
        taken.connection,
        at.region,
        at.id,
        reason=taken.text("reason"),
        by=taken.desk.code,
        now=taken.desk.now,
        version=taken.version,
    )


def _extend(taken: Taken) -> Case | Refusal:
    at = taken.case
    return cases.extend(
        taken.connection,
        at.region,
        at.id,
        reason=taken.text("reason"),
        by=taken.desk.code,
        now=taken.desk.now,
        version=taken.version,
    )


def _withdraw(taken: Taken) -> Case | Refusal:
    at = taken.case
    reason = taken.text("reason")
    return cases.withdraw(taken.connection, at.region, at.id, by=taken.desk.code, now=taken.desk.now, reason=reason)


STEPS: Mapping[str, tuple[Role, Step]] = MappingProxyType(
    {
        "accept": ("clerk", _accept),
        "ask": ("clerk", _ask),
        "arrived": ("clerk", _arrived),
        "propose": ("clerk", _propose),
        "conclude": ("clerk", _conclude),
        "check": ("checker", _check),
        "send-back": ("checker", _send_back),
        "extend": ("supervisor", _extend),
        "withdraw": ("clerk", _withdraw),
    }
)
"""Each step by its name in the address: the role that may take it, and the operation."""
