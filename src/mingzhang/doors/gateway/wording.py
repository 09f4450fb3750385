"""The sentence a cashier reads in `err_msg`: what is so, what to do, whether to send again, and a look-up number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mingzhang.answers.why.words import refusal_words
from mingzhang.basics.refusal import Refusal
from mingzhang.doors.gateway.fields import Fault

MOST_FAULTS_TOLD = 40


def err_msg(refusal: Refusal, lookup_id: str) -> str:
    """A refusal in one text."""
    words = refusal_words(refusal)
    return f"{words.what}。{words.do}。{words.retry_text}［{refusal.code}，查询号{lookup_id}］"


def refusal_members(refusal: Refusal, lookup_id: str, faults: Sequence[Fault]) -> dict[str, Any]:
    """The same for programs: a member of our own beside `err_msg`."""
    told = [
        {
            "node": fault.node,
            "row": fault.row,
            "field": fault.field,
            "label": fault.label,
            "expected": fault.expected,
            "got": fault.got,
        }
        for fault in faults
    ]
    return {"mz_refusal": {"code": refusal.code, "retry": refusal.retry, "lookup_id": lookup_id, "faults": told}}


def faulty_message(faults: Sequence[Fault]) -> Refusal:
    """All faults of a message as one refusal."""
    sentences = [fault.sentence() for fault in faults[:MOST_FAULTS_TOLD]]
    if len(faults) > MOST_FAULTS_TOLD:
        sentences.append("其余从略")
    return Refusal("MESSAGE_FAULTY", {"count": len(faults), "faults": "；".join(sentences)})
