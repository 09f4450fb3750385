"""What every template may know."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def frame_context(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration, and whether the reader asked for large letters."""
    return {"demo": settings.MINGZHANG_DEMO, "elder": request.COOKIES.get("letters") == "large"}
