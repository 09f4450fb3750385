"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "mingzhang.books.ledger"
    label = "ledger"
