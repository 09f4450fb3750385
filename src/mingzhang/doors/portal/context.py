"""What every template of the portal may know."""

from __future__ import annotations

from django.http import HttpRequest

from mingzhang.doors.portal.access.reader import is_signed_in


def portal_context(request: HttpRequest) -> dict[str, object]:
    """Whether someone is signed in."""
    return {"signed_in": is_signed_in(request)}
