"""Makes the portal known to Django, for its templates and static files."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "mingzhang.doors.portal"
    label = "portal"
