"""Amounts as a page prints them: two decimals always, thousands apart, a true minus sign, never a dash for a number."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.basics.fen import yuan_text


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount taken apart, so that the page can set the yuan larger than the fen."""

    sign: str
    whole: str
    fraction: str

    @property
    def text(self) -> str:
        """The amount in one piece: ¥1,234.56."""
        return f"{self.sign}¥{self.whole}{self.fraction}"


def amount(fen: int) -> Amount:
    """An amount for the large figure of a page."""
    whole, fraction = yuan_text(abs(fen)).split(".")
    return Amount("−" if fen < 0 else "", whole, f".{fraction}")


def yuan(fen: int) -> str:
    """An amount in a table or a list: ¥1,234.56, −¥20.00."""
    return amount(fen).text


def signed_yuan(fen: int) -> str:
    """A movement: +¥374.16 came, −¥86.40 left."""
    return f"+{yuan(fen)}" if fen > 0 else yuan(fen)
