"""The clock of all pages: the one place in these doors that reads it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, in China's time."""
    return timezone.localtime()
