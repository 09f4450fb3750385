"""Makes the room known to Django, for its templates and static files."""

from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "mingzhang.doors.frame"
    label = "frame"
