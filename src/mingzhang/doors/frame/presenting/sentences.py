"""The rooms' sentences as the page prints them: closed with a full stop where they stand as a paragraph."""

from __future__ import annotations

from mingzhang.answers.why.words import Language

_CLOSED = ("。", "！", "？", "；", "：", ".", "!", "?", ";", ":")


def full_stop(sentence: str, language: Language) -> str:
    """The sentence, closed; one that is closed already, or empty, stays as it is."""
    if not sentence or sentence.endswith(_CLOSED):
        return sentence
    return f"{sentence}。" if language == "zh" else f"{sentence}."
