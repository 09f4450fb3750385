"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class CollectionConfig(AppConfig):
    name = "mingzhang.money.collection"
    label = "collection"
