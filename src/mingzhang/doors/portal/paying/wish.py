"""A wish to pay, as it was shown to the reader: signed, good for a quarter of an hour, for this reader, used once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta

from django.core import signing

from mingzhang.doors.portal.access.reader import Reader
from mingzhang.money.collection.orders.records import OrderLine

GOOD_FOR = timedelta(minutes=15)
_SALT = "mingzhang.portal.wish"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which lines the reader wants to pay for whom; `token` makes it one however often it is sent.

    `late` lines are those of a quote of that day. `demo_answer` says how the demonstration's channel is to answer.
    """

    token: str
    person_id: int
    lines: tuple[OrderLine, ...]
    demo_answer: str
    late: bool

    @property
    def amount_fen(self) -> int:
        """All that is to be paid."""
        return sum(line.amount_fen for line in self.lines)


def make_wish(person_id: int, lines: Sequence[OrderLine], demo_answer: str, *, late: bool) -> Wish:
    """A new wish with a token of its own."""
    return Wish(secrets.token_hex(16), person_id, tuple(lines), demo_answer, late)


def sign(wish: Wish, reader: Reader) -> str:
    """The wish as a text that nobody can change, for a form of this reader's."""
    lines = [[*astuple(line)[:2], line.month.isoformat(), *astuple(line)[3:]] for line in wish.lines]
    told = {
        "reader": _owner(reader),
        "token": wish.token,
        "person": wish.person_id,
        "lines": lines,
        "answer": wish.demo_answer,
        "late": wish.late,
    }
    return signing.dumps(told, salt=_SALT, compress=True)


def read_wish(text: str, reader: Reader) -> Wish | None:
    """The wish behind a text; None when it is not one of this reader's or is too old."""
    try:
        told = signing.loads(text, salt=_SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    if told["reader"] != _owner(reader):
        return None
    lines = tuple(
        OrderLine(person_id, scheme, date.fromisoformat(month), *parts)
        for person_id, scheme, month, *parts in told["lines"]
    )
    return Wish(told["token"], told["person"], lines, told["answer"], told["late"])


def _owner(reader: Reader) -> list[object]:
    return [reader.region, reader.person_id]
