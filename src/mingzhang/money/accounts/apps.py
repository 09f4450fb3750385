"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mingzhang.money.accounts"
    label = "accounts"
