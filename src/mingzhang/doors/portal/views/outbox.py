"""The outbox of the demonstration: codes that otherwise go to phones. Elsewhere this page does not exist."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.books.database import pool
from mingzhang.books.evidence import messages
from mingzhang.books.vault import mask_name
from mingzhang.doors.frame.language import language
from mingzhang.doors.frame.presenting import dates
from mingzhang.registers.enrolment.queries import person
from mingzhang.rules.policy import regions

SHOWN = 10


def outbox(request: HttpRequest) -> HttpResponse:
    """Show the newest messages of every region."""
    if not settings.MINGZHANG_DEMO:
        raise Http404
    found = []
    with pool().connection() as connection:
        for region in regions():
            for message in messages(connection, region.code, limit=SHOWN):
                to = person(connection, region.code, message.person_id)
                found.append((message.created_at, message.message_id, mask_name(to.name) if to else "", message.body))
    newest = sorted(found, reverse=True)[:SHOWN]
    rows = [{"at": dates.moment(at, language()), "to": to, "body": body} for at, _, to, body in newest]
    return render(request, "portal/outbox.html", {"rows": rows})
