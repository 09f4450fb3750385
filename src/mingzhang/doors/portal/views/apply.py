"""Applying: the form of one kind of application with its papers, handed in all or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from psycopg import Rollback

from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases
from mingzhang.books.cases import Case, CaseKind, Facts
from mingzhang.books.database import Connection
from mingzhang.doors.frame.presenting.applying import PAPER, Typed, fields_of, kind_view, name_of, offered_to
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.doors.portal.access.papers import add_paper, own_name
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.money import applications

CHANNEL = "portal"
REFUSED = 422


@dataclass(frozen=True, slots=True)
class Stopped:
    """What stands in the way of an application, and at which field or paper of the form."""

    refusal: Refusal
    at: str


@personal("apply")
def apply(request: HttpRequest, reader: Reader, connection: Connection, slug: str) -> HttpResponse:
    """Show the form of a kind, or hand it in; the same application twice leads to the one that is there."""
    kind = applications.kinds().get(name_of(slug))
    if kind is None or kind.counter_only:
        raise Http404
    if request.method != "POST":
        return _form(request, reader, connection, kind, Typed(request.GET.dict()))
    texts = {name: str(value) for name, value in request.POST.items()}
    found = _hand_in(connection, reader, kind, request, texts)
    if isinstance(found, Case):
        return redirect("case", found.number)
    if found.refusal.code == "CASE_OPEN_ALREADY":
        return redirect("case", str(found.refusal.facts["number"]))
    return _form(request, reader, connection, kind, Typed(texts), found)


def _hand_in(
    connection: Connection, reader: Reader, kind: CaseKind, request: HttpRequest, texts: dict[str, str]
) -> Case | Stopped:
    facts = cases.read_facts(kind, texts)
    if isinstance(facts, Refusal):
        return Stopped(facts, str(facts.facts.get("field", "")))
    stopped: Stopped | None = None
    with connection.transaction() as whole:
        handed_in = _submit(connection, reader, kind, facts)
        if isinstance(handed_in, Refusal):
            return Stopped(handed_in, str(handed_in.facts.get("field", "")))
        stopped = _add_papers(connection, reader, kind, handed_in, request)
        if stopped is not None:
            raise Rollback(whole)
    return stopped or handed_in


def _submit(connection: Connection, reader: Reader, kind: CaseKind, facts: Facts) -> Case | Refusal:
    return cases.submit(
        connection,
        reader.region,
        kind,
        person_id=reader.person_id,
        applicant=own_name(connection, reader),
        channel=CHANNEL,
        facts=facts,
        now=reader.now,
    )


def _add_papers(
    connection: Connection, reader: Reader, kind: CaseKind, case: Case, request: HttpRequest
) -> Stopped | None:
    for rule in kind.documents:
        for file in request.FILES.getlist(PAPER + rule.name):
            refusal = add_paper(connection, reader, case, rule.name, file)
            if refusal is not None:
                return Stopped(refusal, PAPER + rule.name)
    return None


def _form(
    request: HttpRequest,
    reader: Reader,
    connection: Connection,
    kind: CaseKind,
    typed: Typed,
    stopped: Stopped | None = None,
) -> HttpResponse:
    """The form as it was typed, with what stands in the way at its place."""
    refusal = refusal_view(stopped.refusal, reader.language) if stopped else None
    if stopped and refusal:
        typed = Typed(typed.texts, stopped.at, refusal.what)
    offered = offered_to(connection, kind, reader.region, reader.person_id)
    shown = {
        "kind": kind_view(kind, reader.region, reader.today, reader.language, typed),
        "fields": fields_of(kind, typed, offered, reader.language),
        "refusal": refusal,
        "largest_megabytes": cases.LARGEST_BYTES // (1024 * 1024),
    }
    return render(request, "portal/apply.html", shown, status=REFUSED if stopped else 200)
