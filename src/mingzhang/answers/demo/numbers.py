"""Numbers for people who do not exist: sound by their check digit, in a region code (999999) that nobody has."""

from __future__ import annotations

from collections import Counter
from datetime import date

from mingzhang.basics.identifiers import id_card_check_digit

NOWHERE = "999999"
FIRST_OF_THE_CAST = 901  # sequences from here on belong to the named cast
MALE, FEMALE = 1, 2


def id_number(born: date, sequence: int) -> str:
    """The identity number of a day of birth and a sequence of three digits; odd sequences are male."""
    body = f"{NOWHERE}{born:%Y%m%d}{sequence:03d}"
    return body + id_card_check_digit(body)


class NumberMint:
    """Gives each newcomer the next free sequence of the day of birth; the same calls give the same numbers."""

    def __init__(self) -> None:
        self._given: Counter[tuple[date, int]] = Counter()

    def mint(self, born: date, gender: int) -> str | None:
        """The next identity number of a day and gender, or None when the day's sequences are used up."""
        turn = self._given[born, gender]
        sequence = 2 * turn + (1 if gender == MALE else 2)
        if sequence >= FIRST_OF_THE_CAST:
            return None
        self._given[born, gender] += 1
        return id_number(born, sequence)


def phone_number(turn: int) -> str:
    """A mobile number of the unassigned-looking form 19900xxxxxx."""
    return f"19900{turn % 1_000_000:06d}"


def card_number(region: str, turn: int) -> str:
    """A social card's number: a letter, the region's first three digits and the turn."""
    return f"D{region[:3]}{turn:07d}"
