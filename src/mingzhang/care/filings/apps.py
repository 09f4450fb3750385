"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class FilingsConfig(AppConfig):
    name = "mingzhang.care.filings"
    label = "filings"
