"""Days and moments as a page prints them, in the same form as the rooms' own sentences; moments in China's time."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from mingzhang.answers.why.words import Language, day_text

CHINA = ZoneInfo("Asia/Shanghai")


def day(value: date, language: Language) -> str:
    """2026年11月21日 or 2026-11-21."""
    return day_text(value, language)


def moment(value: datetime, language: Language) -> str:
    """2026年11月21日 14:05 or 2026-11-21 14:05."""
    there = value.astimezone(CHINA)
    return f"{day_text(there.date(), language)} {there:%H:%M}"
