"""The switches in the head of each page: large letters, the language, and which of the person's own places."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from mingzhang.doors.frame.choices import remember_choices
from mingzhang.doors.portal.access.reader import choose_place


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Remember one choice and go back to the page it was made on."""
    choose_place(request.session, request.POST.get("place", ""))
    return remember_choices(request, otherwise=reverse("home"))
