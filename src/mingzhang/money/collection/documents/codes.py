"""The code on a paper: its number and twelve signs that only the holder of the key can make."""

from __future__ import annotations

import hmac
from base64 import b32encode

from mingzhang.basics.identifiers import record_number
from mingzhang.books import vault

SIGNS = 12  # of 32 kinds each: a guess is right once in 2 to the 60th


def code_of(region: str, document_id: int) -> str:
    """The code of a paper: 20 digits, a dash, twelve signs in three groups of four."""
    number = record_number(region, document_id)
    signs = _signs(number)
    return "-".join((number, signs[:4], signs[4:8], signs[8:]))


def number_behind(code: str) -> str | None:
    """The number of the paper whose code this is, None when the signs do not belong to it; blanks and case are free."""
    tidy = "".join(code.split()).replace("-", "").upper()
    number, signs = tidy[:-SIGNS], tidy[-SIGNS:]
    if not number.isascii() or not signs.isascii():
        return None
    return number if hmac.compare_digest(signs.encode(), _signs(number).encode()) else None


def _signs(number: str) -> str:
    return b32encode(vault.blind_index(f"receipt document {number}")).decode()[:SIGNS]
