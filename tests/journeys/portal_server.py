"""The real application with its clock standing on the morning on which the cast's story ends; for the journeys only."""

from __future__ import annotations

import os
from datetime import datetime

from mingzhang.doors.frame import clock
from mingzhang.site.wsgi import application

__all__ = ["application"]


def standing() -> datetime:
    """The moment that the journeys take place."""
    return datetime.fromisoformat(os.environ["MINGZHANG_TEST_NOW"])


clock.now = standing
