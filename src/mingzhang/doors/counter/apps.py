"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class CounterConfig(AppConfig):
    name = "mingzhang.doors.counter"
    label = "counter"
