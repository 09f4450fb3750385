"""Sending messages from a file to a gateway: filling the blanks, keeping the conversation, showing the answers.

A file holds one envelope, or `{"envelope": {...}, "messages": [...]}`: each message is laid over the common envelope.
Blanks are `${now}`, `${today}`, `${msgid}`, `${run}` (a number for this run), `${2201.output.data.mdtrt_id}` (from the
last answer to 2201) and `${2207.request.msgid}` (from the last 2207 sent). `{"again": "2207"}` sends the last 2207 once
more, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.request import Request, urlopen

import msgspec

_BLANK = re.compile(r"\$\{([^}]+)\}")
_decode = msgspec.json.Decoder(float_hook=Decimal).decode
_encode = msgspec.json.Encoder(decimal_format="number").encode
_TIMEOUT_SECONDS = 30


class NothingToFill(Exception):
    """A file that cannot be sent, or a blank that nothing fills; the argument says what is missing."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One message with its answer, as sent and as received."""

    number: str
    sent: bytes
    answer: bytes

    @property
    def answered(self) -> dict[str, Any]:
        """The answer, read."""
        return dict(_decode(self.answer))

    @property
    def succeeded(self) -> bool:
        """Whether the gateway did what was asked."""
        return str(self.answered.get("infcode")) == "0"


@dataclass
class Conversation:
    """Messages sent one after another to one gateway; each may refer to earlier ones."""

    url: str
    now: datetime
    _heard: dict[str, Any] = field(default_factory=dict)
    _last: dict[str, bytes] = field(default_factory=dict)
    _count: int = 0

    def hold(self, content: Any) -> Iterator[Exchange]:
        """Send every message of a file in order."""
        for message in messages_of(content):
            yield self._send(self._said(message["again"]) if "again" in message else self._write(message))

    def _said(self, number: str) -> bytes:
        if number not in self._last:
            raise NothingToFill(f"还没有发过 {number}，不能再发一次")
        return self._last[number]

    def _write(self, message: Mapping[str, Any]) -> bytes:
        self._count += 1
        institution = str(fill(message.get("fixmedins_code", ""), self._blanks("")))
        number = f"{institution}{self.now:%Y%m%d%H%M%S}{self._count:04d}"
        return _encode(fill(message, self._blanks(number)))

    def _blanks(self, message_id: str) -> dict[str, Any]:
        return {
            "now": f"{self.now:%Y-%m-%d %H:%M:%S}",
            "today": f"{self.now:%Y-%m-%d}",
            "run": f"{self.now:%Y%m%d%H%M%S}",
            "msgid": message_id,
            **self._heard,
        }

    def _send(self, body: bytes) -> Exchange:
        request = Request(self.url, data=body, headers={"Content-Type": "application/json; charset=utf-8"})  # noqa: S310
        with urlopen(request, timeout=_TIMEOUT_SECONDS) as response:  # noqa: S310 - the user's own address
            exchange = Exchange(str(_decode(body).get("infno", "")), body, response.read())
        self._last[exchange.number] = body
        self._heard[exchange.number] = {"request": _decode(body), **exchange.answered}
        return exchange


def messages_of(content: Any) -> list[dict[str, Any]]:
    """The messages of a file: one envelope, a list of them, or messages over a common envelope."""
    written = content.get("messages", [content]) if isinstance(content, dict) else content
    if not isinstance(written, list) or not all(isinstance(message, dict) for message in written):
        raise NothingToFill("文件里应是一个报文、报文的列表，或 envelope 加 messages")
    common = content.get("envelope", {}) if isinstance(content, dict) and "messages" in content else {}
    return [message if "again" in message else {**common, **message} for message in written]


def fill(content: Any, blanks: Mapping[str, Any]) -> Any:
    """Fill the blanks of a message; a text that is one blank takes the value as it is, number or text."""
    if isinstance(content, Mapping):
        return {name: fill(value, blanks) for name, value in content.items()}
    if isinstance(content, list):
        return [fill(value, blanks) for value in content]
    if not isinstance(content, str):
        return content
    whole = _BLANK.fullmatch(content)
    if whole:
        return _look_up(whole.group(1), blanks)
    return _BLANK.sub(lambda blank: str(_look_up(blank.group(1), blanks)), content)


def _look_up(path: str, blanks: Mapping[str, Any]) -> Any:
    value: Any = blanks
    for step in path.split("."):
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
        else:
            known = "、".join(sorted(value)) if isinstance(value, Mapping) else ""
            raise NothingToFill(f"${{{path}}}：找不到“{step}”（有：{known}）")
    return value
