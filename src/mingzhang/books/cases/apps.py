"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "mingzhang.books.cases"
    label = "cases"
