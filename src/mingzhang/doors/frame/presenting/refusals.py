"""A refusal on a page: what is so, what to do now, and whether sending it again can help."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.answers.why.words import Language, refusal_words
from mingzhang.basics.refusal import Refusal
from mingzhang.doors.frame.presenting.sentences import full_stop


@dataclass(frozen=True, slots=True)
class RefusalView:
    """A refusal in words."""

    code: str
    what: str
    do: str
    retry: str


def refusal_view(refusal: Refusal, language: Language) -> RefusalView:
    """Present a refusal in the reader's language."""
    words = refusal_words(refusal, language)
    return RefusalView(
        code=refusal.code,
        what=full_stop(words.what, language),
        do=full_stop(words.do, language),
        retry=words.retry_text,
    )
