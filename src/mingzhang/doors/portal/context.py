"""What every template of the portal may know."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from mingzhang.doors.portal.access.reader import is_signed_in


def portal_context(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration, whether someone is signed in, and whether they asked for large letters."""
    return {
        "demo": settings.MINGZHANG_DEMO,
        "elder": request.COOKIES.get("letters") == "large",
        "signed_in": is_signed_in(request),
    }
