"""A bank and a tax platform as they are at their worst: they lose, double, delay, reorder, corrupt and contradict.

Each peer keeps the truth (what it really took) and says things about it that may be late, twice or wrong. Its bill for
the day is the truth. Behaviour is drawn from a seeded source, so that a failing day can be lived again.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mingzhang.money.collection.channels.bank_file import PAID, AnswerRow, Header, write_answer
from mingzhang.money.collection.channels.notices import Call, sign_call
from mingzhang.money.collection.reconciling.records import BillRow

SECRET, KEY = "a secret of two parties", "k1"
PATH = "/collection/tax"


@dataclass(frozen=True)
class Asked:
    """What a peer was asked for."""

    number: str
    amount_fen: int


@dataclass
class TaxPeer:
    """The tax platform: takes most payments, fails some, and tells of each in its own way."""

    region: str
    source: random.Random
    truth: dict[str, tuple[Asked, str]] = field(default_factory=dict)  # number -> (asked, serial or "")
    _nonces: int = 0

    def take(self, asked: Asked) -> None:
        """Decide once what becomes of an order."""
        paid = self.source.random() < 0.8
        self.truth[asked.number] = (asked, f"TAX{len(self.truth) + 1}" if paid else "")

    def calls(self, now: datetime) -> list[Call]:
        """Everything the platform says of the day, in the order in which it arrives."""
        said: list[Call] = []
        for number, (asked, serial) in self.truth.items():
            said += self._words(number, asked, serial, now)
        said += [call for call in said if self.source.random() < 0.3]  # doubled
        said = [call for call in said if self.source.random() < 0.8]  # lost
        self.source.shuffle(said)  # late and out of order
        return [self._corrupted(call) if self.source.random() < 0.1 else call for call in said]

    def bill(self) -> list[BillRow]:
        """The truth, as the day's bill has it."""
        return [
            BillRow(number, serial or f"F{number}", asked.amount_fen, "paid" if serial else "failed")
            for number, (asked, serial) in self.truth.items()
        ]

    def call(self, told: dict[str, object], now: datetime) -> Call:
        """One signed call."""
        self._nonces += 1
        nonce = f"nonce-{self._nonces:016d}"
        body = json.dumps(told).encode()
        moment = str(int(now.timestamp() * 1000))
        signature = sign_call(PATH, self.region, "tax", moment, nonce, body, SECRET)
        return Call(PATH, self.region, "tax", KEY, moment, nonce, signature, body)

    def _words(self, number: str, asked: Asked, serial: str, now: datetime) -> list[Call]:
        told = {"order": number, "amount_fen": asked.amount_fen, "at": now.isoformat()}
        calls = []
        if serial:
            for word in ("accepted", "paid"):
                calls.append(self.call({**told, "word": word, "serial": serial, "notice": f"{word}-{number}"}, now))
        if not serial or self.source.random() < 0.15:  # a payment that is also called failed
            failed = {"order": number, "at": now.isoformat(), "word": "failed", "code": "BANK_ERROR"}
            calls.append(self.call({**failed, "notice": f"failed-{number}"}, now))
        if not serial and self.source.random() < 0.15:  # a failure that is also called paid
            calls.append(self.call({**told, "word": "paid", "serial": f"X{number}", "notice": f"wrong-{number}"}, now))
        return calls

    def _corrupted(self, call: Call) -> Call:
        body = call.body.replace(b'"amount_fen": ', b'"amount_fen": 9')
        return Call(call.path, call.region, call.channel, call.key_id, call.moment, call.nonce, call.signature, body)


@dataclass
class BankPeer:
    """The bank: answers a file of debits in several files, some lost, some doubled, some cut or changed on the way."""

    source: random.Random
    truth: dict[str, tuple[Asked, str, str]] = field(default_factory=dict)  # number -> (asked, result, serial)

    def take(self, content: bytes) -> Header:
        """Read a file of debits and decide once what becomes of each."""
        head, *rows, _ = content.decode().splitlines()
        _, _, region, batch, day, *_ = head.split("|")
        for row in rows:
            _, number, _, _, amount = row.split("|")
            result = PAID if self.source.random() < 0.7 else self.source.choice(("INSUFFICIENT", "INVALID_ACCOUNT"))
            serial = f"B{len(self.truth) + 1}" if result == PAID else ""
            self.truth[number] = (Asked(number, int(amount)), result, serial)
        return Header(region, int(batch), datetime.strptime(day, "%Y%m%d").date())  # noqa: DTZ007 - a day alone

    def files(self, header: Header, now: datetime) -> list[bytes]:
        """The answers as they arrive."""
        rows = [
            AnswerRow(number, asked.amount_fen, result, serial, now.replace(microsecond=0) + timedelta(seconds=1))
            for number, (asked, result, serial) in self.truth.items()
        ]
        cut = self.source.randint(0, len(rows))
        whole = [write_answer(header, part, KEY, SECRET) for part in (rows[:cut], rows[cut:]) if part]
        doubled = [content for content in whole if self.source.random() < 0.4]
        arriving = [content for content in whole + doubled if self.source.random() < 0.8]
        self.source.shuffle(arriving)
        return [self._damaged(content) if self.source.random() < 0.2 else content for content in arriving]

    def bill(self) -> list[BillRow]:
        """The truth, as the day's bill has it."""
        return [
            BillRow(number, serial or f"F{number}", asked.amount_fen, "paid" if result == PAID else "failed")
            for number, (asked, result, serial) in self.truth.items()
        ]

    def _damaged(self, content: bytes) -> bytes:
        place = self.source.randrange(len(content))
        return content[:place] if self.source.random() < 0.5 else content[:place] + b"7" + content[place + 1 :]
