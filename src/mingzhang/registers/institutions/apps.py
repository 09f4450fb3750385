"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "mingzhang.registers.institutions"
    label = "institutions"
