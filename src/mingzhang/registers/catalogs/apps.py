"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class CatalogsConfig(AppConfig):
    name = "mingzhang.registers.catalogs"
    label = "catalogs"
