"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "mingzhang.money.contributions"
    label = "contributions"
