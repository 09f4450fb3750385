"""Why somebody sees a zero, a dash, a refusal or less than expected: causes proved, refuted or unknown, and what to do.

`explain` answers for one person, one symptom and one moment. The room reads every room below it, by their queries,
writes nothing, and gives no medical advice and no other person's data. Read `records.py` (the answer) first, then
`facts.py` (what it rests on), `cause.py` and the folder `causes` (one file each); `words/` tells refusals.
"""

from mingzhang.answers.why.engine import explain, explain_facts
from mingzhang.answers.why.questions import Question, questions
from mingzhang.answers.why.records import Contact, Evidence, Explanation, Finding, MoneyFlow, Remedy, Shown, Text
from mingzhang.answers.why.rendering import explanation_to_json
from mingzhang.answers.why.symptoms import SYMPTOMS, all_causes, causes_of

__all__ = [
    "SYMPTOMS",
    "Contact",
    "Evidence",
    "Explanation",
    "Finding",
    "MoneyFlow",
    "Question",
    "Remedy",
    "Shown",
    "Text",
    "all_causes",
    "causes_of",
    "explain",
    "explain_facts",
    "explanation_to_json",
    "questions",
]
