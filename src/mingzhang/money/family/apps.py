"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class FamilyConfig(AppConfig):
    name = "mingzhang.money.family"
    label = "family"
