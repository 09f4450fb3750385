"""How much of a name or number a screen shows when its reader needs no more to recognise it."""

from __future__ import annotations

_HIDDEN = "*"


def mask_id_number(number: str) -> str:
    """The first three and last two characters of an identity number: 999*************28."""
    return _mask(number, 3, 2)


def mask_phone(phone: str) -> str:
    """The first three and last two digits of a phone number: 138******78."""
    return _mask(phone, 3, 2)


def mask_name(name: str) -> str:
    """The first character of a name, one star for each other one; a middle dot of a longer name stays: 买**·**."""
    return name[:1] + "".join("·" if character == "·" else _HIDDEN for character in name[1:])


def _mask(text: str, first: int, last: int) -> str:
    """Keep the ends only; a text too short to hide anything is hidden whole."""
    hidden = len(text) - first - last
    return text[:first] + _HIDDEN * hidden + text[-last:] if hidden > 0 else _HIDDEN * len(text)
