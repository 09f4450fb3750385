"""The sentence a cashier reads in `err_msg`: what is so, what to do, whether to send again, and a look-up number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mingzhang.answers.why.words import refusal_words
from mingzhang.basics.identifiers import id_card_fault, record_number
from mingzhang.basics.refusal import Refusal
from mingzhang.doors.gateway.fields import Fault

MOST_FAULTS_TOLD = 40
MOST_FAULTS_LISTED = 1000

_RECORDS = frozenset({"visit", "settlement"})
_AS_SENT = frozenset({"item", "batch", "serial", "sent", "message_id", "transaction", "infno", "sign_no"})
_IDENTITY_NUMBER = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
_BEYOND_ASCII = re.compile(r"[^\x20-\x7e]")


def outward(refusal: Refusal, region: str) -> Refusal:
    """The refusal as it may leave the house: records by the numbers a sender knows, nothing personal that was sent.

    A sender's own codes and serials are repeated, but an identity number or a name written in their place is not.
    """
    return replace(refusal, facts={name: _outward(name, fact, region) for name, fact in refusal.facts.items()})


def _outward(name: str, fact: Any, region: str) -> Any:
    if name in _RECORDS and isinstance(fact, int):
        return record_number(region, fact)
    if name in _AS_SENT and isinstance(fact, str):
        return _IDENTITY_NUMBER.sub(_masked, _BEYOND_ASCII.sub("＊", fact))
    return fact


def _masked(run: re.Match[str]) -> str:
    return run.group() if id_card_fault(run.group().upper()) else f"{run.group()[:2]}***"


def err_msg(refusal: Refusal, lookup_id: str) -> str:
    """A refusal in one text."""
    words = refusal_words(refusal)
    return f"{words.what}。{words.do}。{words.retry_text}［{refusal.code}，查询号{lookup_id}］"


def refusal_members(refusal: Refusal, lookup_id: str, faults: Sequence[Fault]) -> dict[str, Any]:
    """The same for programs: a member of our own beside `err_msg`, with how many faults there are in all."""
    told = [
        {
            "node": fault.node,
            "row": fault.row,
            "field": fault.field,
            "label": fault.label,
            "expected": fault.expected,
            "got": fault.got,
        }
        for fault in faults[:MOST_FAULTS_LISTED]
    ]
    members = {"code": refusal.code, "retry": refusal.retry, "lookup_id": lookup_id}
    return {"mz_refusal": {**members, "fault_count": len(faults), "faults": told}}


def faulty_message(faults: Sequence[Fault]) -> Refusal:
    """All faults of a message as one refusal."""
    sentences = [fault.sentence() for fault in faults[:MOST_FAULTS_TOLD]]
    if len(faults) > MOST_FAULTS_TOLD:
        sentences.append("其余从略")
    return Refusal("MESSAGE_FAULTY", {"count": len(faults), "faults": "；".join(sentences)})
