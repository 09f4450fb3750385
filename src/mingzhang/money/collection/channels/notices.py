"""Signed calls in which a channel tells of a payment: taken once, answered the same however often they are sent."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from psycopg import Rollback

from mingzhang.basics.identifiers import read_record_number
from mingzhang.basics.refusal import Refusal
from mingzhang.books import evidence
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.channels.keys import key_of
from mingzhang.money.collection.channels.signing import call_text, mac_hex, same, sm3_hex
from mingzhang.money.collection.kinds import CHANNELS, FAILURES
from mingzhang.money.collection.orders import moving, queries
from mingzhang.money.collection.orders.records import Order, Said
from mingzhang.money.collection.orders.states import Word

_SQL = load_statements("mingzhang.money.collection", "channels.sql")
WINDOW = timedelta(minutes=5)  # how far a call's time may lie from ours
TRANSACTION = "COLLECTION"
_NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}")
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_REGION = re.compile(r"[0-9]{6}")
_FIELDS = frozenset({"notice", "order", "word", "amount_fen", "at", "serial", "code"})


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it came: where, for which region, from which channel, with which key; `moment` in milliseconds."""

    path: str
    region: str
    channel: str
    key_id: str
    moment: str
    nonce: str
    signature: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Notice:
    """What a call says: a word about an order, under a number that makes it one and the same; fen."""

    notice: str
    order_number: str
    word: Word
    amount_fen: int | None
    at: datetime
    serial: str | None
    code: str | None


def take_call(connection: Connection, call: Call, *, now: datetime) -> bytes | Refusal:
    """The answer to a call: taken now, or the one it got before, byte for byte.

    Refuses CALL_UNSIGNED (a part of the signature is missing or malformed), CALL_OUT_OF_TIME, CALL_SIGNATURE_WRONG,
    NONCE_REUSED (with another body), NOTICE_UNREADABLE, NOTICE_REUSED (the number came with another body),
    ORDER_MISSING. Nothing has an effect then, and the call may be sent again once mended.
    """
    refusal = _unsigned(call) or _out_of_time(call, now) or _badly_signed(connection, call, now)
    if refusal is not None:
        return refusal
    if not _nonce_is_its_own(connection, call, now):
        return Refusal("NONCE_REUSED", {}, "after_fix")
    notice = read_notice(call.body)
    if isinstance(notice, Refusal):
        return notice
    key = evidence.RequestKey(call.region, call.channel, TRANSACTION, notice.notice)
    digest = bytes.fromhex(sm3_hex(call.body))
    known = _known(connection, key, digest, notice)
    if known is not None:
        return known
    try:
        return _taken(connection, call, notice, key, digest, now)
    except evidence.AnsweredMeanwhile:
        return _known(connection, key, digest, notice) or Refusal("NOTICE_REUSED", {"notice": notice.notice}, "never")


def clear_nonces(connection: Connection, region: str, *, now: datetime) -> int:
    """Forget the nonces of calls whose time would no longer pass; how many."""
    return connection.execute(_SQL["clear_nonces"], {"region": region, "before": now - 2 * WINDOW}).rowcount


def sign_call(path: str, region: str, channel: str, moment: str, nonce: str, body: bytes, secret: str) -> str:
    """The signature of a call, for peers and their tests."""
    return mac_hex(secret, call_text(path, region, channel, moment, nonce, body))


def read_notice(body: bytes) -> Notice | Refusal:
    """A notice from its JSON; refuses NOTICE_UNREADABLE with the field that is wrong."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return Refusal("NOTICE_UNREADABLE", {"field": "body"})
    if not isinstance(told, dict) or not set(told) <= _FIELDS:
        return Refusal("NOTICE_UNREADABLE", {"field": "body"})
    at = _moment(told.get("at"))
    wrong = next((field for field, holds in _checks(told, at) if not holds), None)
    if wrong is not None or at is None:
        return Refusal("NOTICE_UNREADABLE", {"field": wrong or "at"})
    word = cast(Word, told["word"])
    return Notice(told["notice"], told["order"], word, told.get("amount_fen"), at, told.get("serial"), told.get("code"))


def _checks(told: Mapping[str, Any], at: datetime | None) -> tuple[tuple[str, bool], ...]:
    word, amount, serial, code = (told.get(name) for name in ("word", "amount_fen", "serial", "code"))
    failed = word == "failed"
    return (
        ("notice", isinstance(told.get("notice"), str) and _NAME.fullmatch(told["notice"]) is not None),
        ("order", isinstance(told.get("order"), str) and read_record_number(told["order"]) is not None),
        ("word", word in ("accepted", "paid", "failed")),
        ("amount_fen", (amount is None and failed) or (type(amount) is int and 0 < amount < 10**15)),
        ("at", at is not None),
        ("serial", (serial is None and failed) or (isinstance(serial, str) and _NAME.fullmatch(serial) is not None)),
        ("code", isinstance(code, str) and code in FAILURES if failed else code is None),
    )


def _unsigned(call: Call) -> Refusal | None:
    well_formed = (
        _REGION.fullmatch(call.region)
        and call.channel in CHANNELS
        and _NAME.fullmatch(call.key_id)
        and re.fullmatch(r"[0-9]{13}", call.moment)
        and _NONCE.fullmatch(call.nonce)
        and re.fullmatch(r"[0-9a-f]{64}", call.signature)
    )
    return None if well_formed else Refusal("CALL_UNSIGNED", {}, "after_fix")


def _out_of_time(call: Call, now: datetime) -> Refusal | None:
    away = abs(int(call.moment) - int(now.timestamp() * 1000))
    return None if away <= WINDOW // timedelta(milliseconds=1) else Refusal("CALL_OUT_OF_TIME", {}, "after_fix")


def _badly_signed(connection: Connection, call: Call, now: datetime) -> Refusal | None:
    key = key_of(connection, call.region, call.channel, call.key_id, now=now)
    text = call_text(call.path, call.region, call.channel, call.moment, call.nonce, call.body)
    if key is not None and same(call.signature, mac_hex(key.secret, text)):
        return None
    return Refusal("CALL_SIGNATURE_WRONG", {}, "after_fix")


def _nonce_is_its_own(connection: Connection, call: Call, now: datetime) -> bool:
    """Whether the nonce is new, or came with this very body before: then the call is a repetition."""
    values = {
        "region": call.region,
        "channel": call.channel,
        "nonce": call.nonce,
        "digest": bytes.fromhex(sm3_hex(call.body)),
        "now": now,
    }
    if connection.execute(_SQL["remember_nonce"], values).rowcount == 1:
        return True
    row = connection.execute(_SQL["nonce"], values).fetchone()
    return row is not None and bytes(row[0]) == values["digest"]


def _known(connection: Connection, key: evidence.RequestKey, digest: bytes, notice: Notice) -> bytes | Refusal | None:
    stored = evidence.stored_answer(connection, key, digest)
    if isinstance(stored, Refusal):
        return Refusal("NOTICE_REUSED", {"notice": notice.notice}, "never")
    return stored


def _taken(
    connection: Connection, call: Call, notice: Notice, key: evidence.RequestKey, digest: bytes, now: datetime
) -> bytes | Refusal:
    """Let the order hear the word and keep the answer, in one transaction."""
    outcome: bytes | Refusal
    with connection.transaction() as whole:
        heard = _heard(connection, call, notice, now)
        if isinstance(heard, Refusal):
            outcome = heard
            raise Rollback(whole)
        outcome = _answer(notice, heard)
        evidence.store_answer(connection, key, digest, outcome, now=now, event_kind="order", event_id=heard.id)
    return outcome


def _heard(connection: Connection, call: Call, notice: Notice, now: datetime) -> Order | Refusal:
    """The order after the word; a channel speaks of its own orders in its own region only."""
    ours = queries.order_by_number(connection, notice.order_number)
    if ours is None or ours.region != call.region or ours.channel != call.channel:
        return Refusal("ORDER_MISSING", {"order": notice.order_number}, "later")
    party = CHANNELS[call.channel].party
    said = Said(party, f"{call.channel}/{call.key_id}", notice.at, notice.serial, notice.code)
    return moving.hear(
        connection,
        call.region,
        ours.id,
        notice.word,
        said=said,
        now=now,
        amount_fen=notice.amount_fen,
        facts={"notice": notice.notice},
    )


def _answer(notice: Notice, order: Order) -> bytes:
    told = {"notice": notice.notice, "order": order.number, "result": "taken", "state": order.state}
    return json.dumps(told, separators=(",", ":")).encode()


def _moment(text: object) -> datetime | None:
    """A moment with its zone, such as 2025-03-15T09:30:00+08:00."""
    if not isinstance(text, str) or len(text) > 40:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
