"""What every template of the portal may know."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def portal_context(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration, and whether the reader asked for large letters."""
    return {"demo": settings.MINGZHANG_DEMO, "elder": request.COOKIES.get("elder") == "1"}
