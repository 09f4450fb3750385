"""One-time codes: six digits, sent once, good for five minutes, for one browser, used once.

The code's digest waits in the asker's own session; the code itself is only in the message to the person's phone.
Somebody whom no register knows is answered exactly alike, so that nobody learns who is insured.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import salted_hmac

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.evidence import record_event, send
from mingzhang.doors.frame import tries
from mingzhang.registers.enrolment.queries import find_people, identities
from mingzhang.registers.enrolment.records import PersonKey

GOOD_FOR = timedelta(minutes=5)
CHANNEL = "portal"
_PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a request to sign in comes from, and when."""

    session: SessionBase
    address: str
    now: datetime


def send_code(connection: Connection, asked: Asked, number: str) -> Refusal | None:
    """Send a code to the registered phone of whoever has this identity number; refuses after too many codes."""
    subject = tries.subject_of("portal number", number)
    from_here = tries.count_code(connection, tries.subject_of("portal address", asked.address), asked.now)
    for_number = tries.count_code(connection, subject, asked.now)
    if from_here.codes_sent > tries.LIMIT_FOR_AN_ADDRESS or for_number.codes_sent > tries.LIMIT_FOR_A_NUMBER:
        return Refusal("TOO_MANY_CODES", {"free_again": for_number.free_again.isoformat()}, "later")
    code = f"{secrets.randbelow(10**6):06d}"
    people = _registered_as(connection, number)
    for key in people[:1]:
        body = f"验证码 {code}，5 分钟内有效。任何人向您索要都不要给。"
        send(connection, key.region, key.person_id, channel="sms", kind="SIGN_IN_CODE", body=body, now=asked.now)
    asked.session[_PENDING] = {
        "digest": _digest(code),
        "subject": subject.hex(),
        "people": [[key.region, key.person_id] for key in people],
        "sent_at": asked.now.isoformat(),
    }
    return None


def is_waiting(session: SessionBase) -> bool:
    """Whether this browser has asked for a code."""
    return _PENDING in session


def check_code(connection: Connection, asked: Asked, code: str) -> tuple[PersonKey, ...] | Refusal:
    """The people (one a region) who signed in with this code, or Refusal CODE_WRONG, CODE_EXPIRED or SIGN_IN_LOCKED."""
    pending = asked.session[_PENDING]
    subject = bytes.fromhex(pending["subject"])
    from_here = tries.count_answer(connection, tries.subject_of("portal address", asked.address), asked.now)
    for_number = tries.count_answer(connection, subject, asked.now)
    if from_here.wrong > tries.LIMIT_FOR_AN_ADDRESS or for_number.wrong > tries.LIMIT_FOR_A_NUMBER:
        return Refusal("SIGN_IN_LOCKED", {"free_again": for_number.free_again.isoformat()}, "later")
    people = tuple(PersonKey(region, person_id) for region, person_id in pending["people"])
    if not people or not hmac.compare_digest(pending["digest"], _digest(code)):
        for key in people:
            record_event(
                connection, key.region, "REJECTED_LOGIN", person_id=key.person_id, channel=CHANNEL, now=asked.now
            )
        return Refusal("CODE_WRONG", {"tries_left": tries.LIMIT_FOR_A_NUMBER - for_number.wrong})
    if asked.now - datetime.fromisoformat(pending["sent_at"]) > GOOD_FOR:
        return Refusal("CODE_EXPIRED", {})
    tries.forget(connection, subject)
    del asked.session[_PENDING]
    return people


def _registered_as(connection: Connection, number: str) -> tuple[PersonKey, ...]:
    """The people whom a register knows by this number now; a card's or a channel's number lets nobody in."""
    return tuple(
        key
        for key in find_people(connection, number)
        if any(
            known.holder == "register" and known.holds.end is None and known.number == number
            for known in identities(connection, key.region, key.person_id)
        )
    )


def _digest(code: str) -> str:
    return salted_hmac("mingzhang.portal.code", code, algorithm="sha256").hexdigest()
