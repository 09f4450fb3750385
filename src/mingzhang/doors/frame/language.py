"""The language in which a page speaks."""

from __future__ import annotations

from django.utils import translation

from mingzhang.answers.why.words import Language


def language() -> Language:
    """The reader's language as the rooms name it: `zh` or `en`."""
    return "en" if translation.get_language() == "en" else "zh"
