"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "mingzhang.books.evidence"
    label = "evidence"
