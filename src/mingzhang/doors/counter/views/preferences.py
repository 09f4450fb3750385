"""The switches in the head of each page: large letters, the language, and which region of one's scope."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import COOKIE, Desk, staffed
from mingzhang.doors.counter.staff.signing_in import choose_region as turn_to
from mingzhang.doors.frame.choices import remember_choices


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Remember one choice and go back to the page it was made on."""
    return remember_choices(request, otherwise=reverse("counter:home"))


@require_POST
@staffed()
def choose_region(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Turn to another region of the scope, on its first page; one outside it changes nothing."""
    turn_to(connection, request.COOKIES[COOKIE], desk.staff, request.POST.get("region", ""))
    return redirect("counter:home")
