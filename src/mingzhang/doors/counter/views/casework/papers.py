"""The papers of an application at the desk: scanned in, shown and saved, never run."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases
from mingzhang.books.cases import Case
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.views.casework.page import case_here, shown
from mingzhang.doors.frame.presenting.applying import PAPER
from mingzhang.money import applications


@require_POST
@staffed("clerk")
def add_papers(request: HttpRequest, desk: Desk, connection: Connection, case_number: str) -> HttpResponse:
    """Add scanned papers to an application; the first that is refused is told, those before it are kept."""
    found = case_here(connection, desk, case_number)
    refusal = keep_papers(request, desk, connection, found)
    if refusal is not None:
        return shown(request, desk, connection, found, refusal=refusal)
    return redirect("counter:casework:case", found.number)


@staffed("clerk", "checker", "supervisor")
def paper(request: HttpRequest, desk: Desk, connection: Connection, case_number: str, document_id: int) -> HttpResponse:
    """One paper, as what it was examined to be: a browser saves it or shows the picture, and runs nothing."""
    found = case_here(connection, desk, case_number)
    there = {one.id: one for one in cases.documents(connection, found.region, found.id)}
    content = cases.document_content(connection, found.region, found.id, document_id)
    if document_id not in there or content is None:
        raise Http404
    name = quote(there[document_id].file_name)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=there[document_id].media_type, headers=headers)


def keep_papers(request: HttpRequest, desk: Desk, connection: Connection, found: Case) -> Refusal | None:
    """Keep every paper that came with a form, under its name in the kind's list; what the cases room refuses."""
    for rule in applications.kinds()[found.kind].documents:
        for file in request.FILES.getlist(PAPER + rule.name):
            added = cases.add_document(
                connection,
                found.region,
                found.id,
                name=rule.name,
                file_name=file.name or "",
                content=file.read(cases.LARGEST_BYTES + 1),
                by=desk.code,
                now=desk.now,
            )
            if isinstance(added, Refusal):
                return added
    return None
