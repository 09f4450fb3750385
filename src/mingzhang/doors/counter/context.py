"""What every template of the counter may know."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.area import areas_for
from mingzhang.doors.counter.staff.records import BUSINESS
from mingzhang.doors.frame.presenting.places import short_name


def counter_context(request: HttpRequest) -> dict[str, object]:
    """The desk, its navigation and its regions, where somebody sits at it; nothing on other pages."""
    desk: Desk | None = getattr(request, "desk", None)
    if desk is None:
        return {}
    here = request.resolver_match.namespaces[-1] if request.resolver_match else ""
    return {
        "desk": desk,
        "place": short_name(desk.region, desk.language),
        "can_search": desk.may(*BUSINESS),
        "scope": [(code, short_name(code, desk.language)) for code in desk.staff.regions],
        "areas": [
            {"title": area.title, "url": reverse(f"counter:{area.name}:{area.first}"), "here": area.name == here}
            for area in areas_for(desk)
        ],
    }
