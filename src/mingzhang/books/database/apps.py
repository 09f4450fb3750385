"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "mingzhang.books.database"
    label = "database"
