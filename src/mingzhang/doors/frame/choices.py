"""The switches in the head of each page: large letters and the language, remembered in cookies."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

A_YEAR = 365 * 24 * 3600
LETTERS = {"normal", "large"}


def remember_choices(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Remember what was switched and go back to the page it was switched on; to `otherwise` when none is named."""
    response = redirect(page_before(request, otherwise))
    letters, language = request.POST.get("letters"), request.POST.get("language")
    if letters in LETTERS:
        _remember(response, "letters", letters)
    if language in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


def page_before(request: HttpRequest, otherwise: str) -> str:
    """The page of this site that a form names in `back`; any other address becomes `otherwise`."""
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return back if safe else otherwise


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )
