"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "mingzhang.care.visits"
    label = "visits"
