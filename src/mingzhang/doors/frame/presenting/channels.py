"""Channels through which contributions are paid: their names, who answers for them, why a payment failed, in words."""

from __future__ import annotations

from mingzhang.answers.why.words import Language
from mingzhang.doors.frame.language import language
from mingzhang.doors.frame.presenting.words import CHANNELS as DOORS
from mingzhang.money.collection.kinds import CHANNELS, FAILURES
from mingzhang.money.collection.orders.records import Party


def channel_name(channel: str) -> str:
    """A channel's name in the reader's language; one that we have no word for is called as it calls itself."""
    known = CHANNELS.get(channel)
    if known is not None:
        return known.zh if language() == "zh" else known.en
    return str(DOORS.get(channel, channel))


def party_of(channel: str) -> Party:
    """Who answers for a channel."""
    known = CHANNELS.get(channel)
    return known.party if known is not None else "channel"


def failure_words(code: str | None, spoken: Language) -> str:
    """Why a payment did not come about; a reason that we have no words for is told by its code."""
    chinese, english = FAILURES.get(code or "", (code or "", code or ""))
    return chinese if spoken == "zh" else english
