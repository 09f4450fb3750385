"""The switches in the head of each page: large letters, the language, and which of the person's own places."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from mingzhang.doors.portal.access.reader import choose_place

A_YEAR = 365 * 24 * 3600
LETTERS = {"normal", "large"}


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Remember one choice and go back to the page it was made on."""
    response = redirect(_page_before(request))
    letters, language = request.POST.get("letters"), request.POST.get("language")
    if letters in LETTERS:
        _remember(response, "letters", letters)
    if language in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, language)
    choose_place(request.session, request.POST.get("place", ""))
    return response


def _page_before(request: HttpRequest) -> str:
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return back if safe else reverse("home")


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )
