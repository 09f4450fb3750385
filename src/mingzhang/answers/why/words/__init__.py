"""The sentences behind every refusal code, in Chinese and English: one YAML file for each room.

`refusal_words` is the one question the doors ask, so that a cashier's screen, a page and a message say the same.
A file maps each code to `zh` and `en`, each with `what` (what is so) and `do` (what to do now), and optionally to the
`cause` of the matrix that explains it. `{name}` stands for a fact of the refusal; a part in `[...]` is left out when
one of its facts is not given. Facts ending in `_fen` are told in yuan, `_bp` in percent, ISO days and instants as
dates, months as months, and the closed terms (schemes, benefits, levels, funds) by their names.
"""

from mingzhang.answers.why.words.loading import Template, Words, all_words, refusal_words
from mingzhang.answers.why.words.telling import Figures, Language, Text, Told, day_text, month_text, tell, term, yuan

__all__ = [
    "Figures",
    "Language",
    "Template",
    "Text",
    "Told",
    "Words",
    "all_words",
    "day_text",
    "month_text",
    "refusal_words",
    "tell",
    "term",
    "yuan",
]
