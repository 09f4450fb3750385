"""Who looked at the reader's data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingzhang.answers.why.words import Language
from mingzhang.books.database import Connection
from mingzhang.books.evidence import Lookup
from mingzhang.books.evidence import lookups as looked_up
from mingzhang.doors.frame.presenting import dates, words
from mingzhang.doors.portal.access.reader import Reader, personal

SHOWN = 100


@personal("lookups")
def lookups(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """List the newest looks, the reader's own included."""
    rows = [_row(look, reader.language) for look in looked_up(connection, reader.region, reader.person_id, limit=SHOWN)]
    by_staff = sum(bool(row["staff"]) for row in rows)
    return render(request, "portal/lookups.html", {"rows": rows, "shown": SHOWN, "by_staff": by_staff})


def _row(look: Lookup, language: Language) -> dict[str, object]:
    """One look; staff stand with office and staff code, and with the case or ticket that they looked for."""
    own, staff = look.actor == "self", bool(look.office)
    purposes = words.COUNTER_PURPOSES if staff else words.PURPOSES
    return {
        "at": dates.moment(look.looked_at, language),
        "staff": staff,
        "who": _("您本人") if own else look.office or look.actor,
        "code": look.actor,
        "channel": words.CHANNELS.get(look.channel, look.channel),
        "purpose": purposes.get(look.purpose, look.purpose),
        "reference": look.reference,
    }
