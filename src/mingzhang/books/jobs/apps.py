"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "mingzhang.books.jobs"
    label = "jobs"
