"""One application of the reader's: its timeline and clock, papers to add, and taking it back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases
from mingzhang.books.cases import Case
from mingzhang.books.database import Connection
from mingzhang.doors.frame.presenting.applying import PAPER, kind_view, offered_to
from mingzhang.doors.frame.presenting.cases import case_view
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.doors.portal.access.own import own_case
from mingzhang.doors.portal.access.papers import add_paper
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.doors.portal.views.apply import REFUSED
from mingzhang.money import applications

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@personal("case")
def case(request: HttpRequest, reader: Reader, connection: Connection, number: str) -> HttpResponse:
    """Show one application; somebody else's does not exist here."""
    return _page(request, reader, connection, _own(connection, reader, number))


@require_POST
@personal("case")
def case_papers(request: HttpRequest, reader: Reader, connection: Connection, number: str) -> HttpResponse:
    """Add papers; when the agency waits for them, its time runs on from now."""
    found = _own(connection, reader, number)
    kind = applications.kinds()[found.kind]
    for rule in kind.documents:
        for file in request.FILES.getlist(PAPER + rule.name):
            refusal = add_paper(connection, reader, found, rule.name, file)
            if refusal is not None:
                return _page(request, reader, connection, found, refusal)
    if found.state == "waiting_papers" and request.POST.get("complete"):
        arrived = cases.papers_arrived(connection, found.region, found.id, by=found.applicant, now=reader.now)
        if isinstance(arrived, Refusal):
            return _page(request, reader, connection, found, arrived)
    return redirect("case", number)


@require_POST
@personal("case")
def case_withdraw(request: HttpRequest, reader: Reader, connection: Connection, number: str) -> HttpResponse:
    """Take an application back before it is decided."""
    found = _own(connection, reader, number)
    withdrawn = cases.withdraw(connection, found.region, found.id, by=found.applicant, now=reader.now)
    if isinstance(withdrawn, Refusal):
        return _page(request, reader, connection, found, withdrawn)
    return redirect("case", number)


@personal("case")
def case_paper(
    request: HttpRequest, reader: Reader, connection: Connection, number: str, document_id: int
) -> HttpResponse:
    """One paper as the reader handed it in, to be saved, never opened inside this site."""
    found = _own(connection, reader, number)
    papers = {paper.id: paper for paper in cases.documents(connection, found.region, found.id)}
    content = cases.document_content(connection, found.region, found.id, document_id)
    if document_id not in papers or content is None:
        raise Http404
    paper = papers[document_id]
    headers = {
        "Content-Disposition": f'attachment; filename="{number}-{document_id}.{paper.media_type[-4:].strip("/")}"'
    }
    return HttpResponse(content, content_type=paper.media_type, headers=headers)


def _own(connection: Connection, reader: Reader, number: str) -> Case:
    found = own_case(connection, reader, number)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, reader: Reader, connection: Connection, found: Case, refusal: Refusal | None = None
) -> HttpResponse:
    kind = applications.kinds()[found.kind]
    events = cases.timeline(connection, found.region, found.id)
    papers = cases.documents(connection, found.region, found.id)
    offered = offered_to(connection, kind, found.region, found.person_id)
    shown = {
        "case": case_view(found, kind, cases.clock(found, reader.now), events, papers, reader.language, offered),
        "kind": kind_view(kind, found.region, found.submitted_at.date(), reader.language),
        "refusal": refusal_view(refusal, reader.language) if refusal else None,
        "largest_megabytes": cases.LARGEST_BYTES // (1024 * 1024),
    }
    return render(request, "portal/case.html", shown, status=REFUSED if refusal else 200)
