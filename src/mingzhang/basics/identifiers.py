"""Numbers that name things, and their check digits."""

from __future__ import annotations

import re
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_ID_CARD = re.compile(r"[0-9]{17}[0-9X]")
_OLD_ID_CARD = re.compile(r"[0-9]{15}")
_RECORD_NUMBER = re.compile(r"[0-9]{20}")


def id_card_check_digit(body: str) -> str:
    """The last character of a citizen identity number, from its first 17 digits (GB 11643, MOD 11-2)."""
    if len(body) != 17 or not body.isascii() or not body.isdigit():
        raise ValueError("the body of an identity number has 17 digits")
    return _CHECK_DIGITS[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def tidy_id_number(text: str) -> str:
    """An identity number as a person types it, made uniform: no blanks or dashes, half-width, capital X."""
    half_width = text.translate({0xFF10 + digit: 0x30 + digit for digit in range(10)} | {0xFF38: 0x58, 0xFF58: 0x58})
    return re.sub(r"[\s\-]", "", half_width).upper()


def current_id_number(text: str) -> str:
    """An identity number made uniform, and of the 15 digits it had until 2000 the 18 that it has now."""
    number = tidy_id_number(text)
    if not _OLD_ID_CARD.fullmatch(number):
        return number
    body = f"{number[:6]}19{number[6:]}"
    return body + id_card_check_digit(body)


def id_card_fault(number: str) -> str | None:
    """What is wrong with a citizen identity number (`length`, `date`, `check_digit`), or None when it is sound."""
    if not _ID_CARD.fullmatch(number):
        return "length"
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "date"
    return None if id_card_check_digit(number[:17]) == number[17] else "check_digit"


def record_number(region: str, record_id: int) -> str:
    """A record's number as the outside sees it: the region's six digits and fourteen of the record."""
    return f"{region}{record_id:014d}"


def read_record_number(number: str) -> tuple[str, int] | None:
    """The region and record id behind an outside number, or None when it is not one of ours."""
    if not _RECORD_NUMBER.fullmatch(number):
        return None
    return number[:6], int(number[6:])


def institution_region(code: str) -> str | None:
    """The region inside a designated institution's code (a letter, six digits of region, five of its own)."""
    return code[1:7] if re.fullmatch(r"[HP][0-9]{11}", code) else None
