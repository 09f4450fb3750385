"""Reading one value as real senders write it: text "null", numbers as text, dates with or without a time.

Each reader gets what the JSON held and gives the value, `None` when it is empty, or raises `Unreadable` with what was
expected. Numbers become `Decimal` or integer fen, never float.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

Reader = Callable[[Any], Any]

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
EMPTY_WORDS = frozenset({"", "null", "NULL", "Null"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?")
_DIGITS = re.compile(r"[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}")
_PLAINEST_EXPONENT = 40


class Unreadable(Exception):
    """The value is not what the field takes; the argument says what was expected, in Chinese."""


def plain_text(raw: Any) -> str | None:
    """What the sender meant as text: numbers are written out, "null" and blanks are nothing."""
    if raw is None:
        return None
    if isinstance(raw, str):
        text = raw.strip()
        return None if text in EMPTY_WORDS else text
    if isinstance(raw, bool):
        raise Unreadable("文本")
    if isinstance(raw, int):
        return str(raw)
    if isinstance(raw, Decimal):
        _refuse_absurd(raw, "文本")
        return format(raw, "f")
    raise Unreadable("文本")


def text_reader(length: int) -> Reader:
    """Text of at most `length` characters, without control characters."""
    expected = f"文本，最长{length}字"

    def read(raw: Any) -> str | None:
        text = plain_text(raw)
        if text is not None and (len(text) > length or _CONTROL.search(text)):
            raise Unreadable(expected)
        return text

    return read


def code_reader(codes: frozenset[str]) -> Reader:
    """A value of a closed code list."""
    shown = sorted(codes)
    expected = "代码" + "/".join(shown[:12]) + ("…" if len(shown) > 12 else "") + "之一"

    def read(raw: Any) -> str | None:
        text = plain_text(raw) if not isinstance(raw, dict | list | bool) else "?"
        if text is not None and text not in codes:
            raise Unreadable(expected)
        return text

    return read


def digits_reader(length: int) -> Reader:
    """A serial of digits only; kept as text, so that no leading zero is lost."""
    expected = f"仅数字，最长{length}位"

    def read(raw: Any) -> str | None:
        text = plain_text(raw) if not isinstance(raw, dict | list | bool) else "?"
        if text is not None and (len(text) > length or not _DIGITS.fullmatch(text)):
            raise Unreadable(expected)
        return text

    return read


def number_reader(digits: int, decimals: int, lowest: int | None = 0) -> Reader:
    """A number of at most `digits` digits, `decimals` of them after the point, not below `lowest`; exact."""
    expected = f"数字({digits},{decimals})" + ("" if lowest is None else f"，不小于{lowest}")
    limit = Decimal(10) ** (digits - decimals)
    grain = Decimal(1).scaleb(-decimals)

    def read(raw: Any) -> Decimal | None:
        number = _number(raw, expected)
        if number is None:
            return None
        if abs(number) >= limit or (lowest is not None and number < lowest) or number % grain:
            raise Unreadable(expected)
        return number

    return read


def money_reader(lowest: int | None = 0) -> Reader:
    """An amount in yuan of the form 16,2; given as integer fen."""
    read_yuan = number_reader(16, 2, lowest)

    def read(raw: Any) -> int | None:
        yuan = read_yuan(raw)
        return None if yuan is None else int(yuan * 100)

    return read


def read_moment(raw: Any) -> datetime | None:
    """A time in China, `yyyy-MM-dd HH:mm:ss`; a bare day means its first second."""
    text = _date_text(raw, "时间yyyy-MM-dd HH:mm:ss")
    if text is None:
        return None
    if _DAY.fullmatch(text):
        text += " 00:00:00"
    return _moment(text, "时间yyyy-MM-dd HH:mm:ss")


def read_day(raw: Any) -> date | None:
    """A day, `yyyy-MM-dd`; a time behind it is dropped."""
    text = _date_text(raw, "日期yyyy-MM-dd")
    if text is None:
        return None
    if _DAY.fullmatch(text):
        text += " 00:00:00"
    moment = _moment(text, "日期yyyy-MM-dd")
    return moment.date()


def moment_text(moment: datetime) -> str:
    """A time as the interface writes it, on China's clock."""
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")


def stamp_text(moment: datetime) -> str:
    """A time as envelopes write it: yyyyMMddHHmmssSSS, on China's clock."""
    local = moment.astimezone(CHINA)
    return local.strftime("%Y%m%d%H%M%S") + f"{local.microsecond // 1000:03d}"


def china_now() -> datetime:
    """The present instant on China's clock; only the door's edge may ask."""
    return datetime.now(UTC).astimezone(CHINA)


def _number(raw: Any, expected: str) -> Decimal | None:
    if isinstance(raw, str):
        text = raw.strip()
        if text in EMPTY_WORDS:
            return None
        if not _NUMBER.fullmatch(text):
            raise Unreadable(expected)
        return Decimal(text)
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        raise Unreadable(expected)
    number = Decimal(raw)
    _refuse_absurd(number, expected)
    return number


def _refuse_absurd(number: Decimal, expected: str) -> None:
    """A number whose plain form would be longer than any field is refused before it is written out."""
    if not number.is_finite() or abs(number.adjusted()) > _PLAINEST_EXPONENT or len(number.as_tuple().digits) > 60:
        raise Unreadable(expected)


def _date_text(raw: Any, expected: str) -> str | None:
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise Unreadable(expected)
    text = raw.strip()
    return None if text in EMPTY_WORDS else text


def _moment(text: str, expected: str) -> datetime:
    if not _MOMENT.fullmatch(text):
        raise Unreadable(expected)
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=CHINA)
    except ValueError as error:
        raise Unreadable(expected) from error
    if not 1900 <= moment.year < 2200:
        raise Unreadable(expected)
    return moment
