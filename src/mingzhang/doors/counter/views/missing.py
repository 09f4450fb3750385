"""What the counter answers under an address that it does not have."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed


@staffed()
def missing(request: HttpRequest, desk: Desk, connection: Connection, nowhere: str) -> HttpResponse:
    """There is no such page."""
    raise Http404(nowhere)
