"""Figures as a reader of the report meets them: yuan, changes with their sign, shares, counts."""

from __future__ import annotations

from mingzhang.basics.fen import BASIS_POINTS, FEN_PER_YUAN, half_up, percent_text, yuan_text

_MYRIAD = 10_000


def yuan(fen: int) -> str:
    """1,234.56"""
    return yuan_text(fen)


def change(fen: int) -> str:
    """+1,234.56, −1,234.56, 0.00"""
    return f"+{yuan_text(fen)}" if fen > 0 else yuan_text(fen)


def share(part: int, whole: int) -> str:
    """The part of a whole as a percentage with its sign; a dash with a reason where there is no whole."""
    if whole == 0:
        return "无基数" if part else "0%"
    points = half_up(part * BASIS_POINTS, whole)
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{percent_text(abs(points))}"


def count(number: int) -> str:
    """1,234"""
    return f"{number:,}"


def average(fen: int, people: int) -> int:
    """Fen a head, half up; 0 for nobody."""
    return half_up(fen, people) if people else 0


def short_yuan(fen: int) -> str:
    """An amount for an axis: 350, 1.2 万, 3 亿."""
    whole = abs(fen) // FEN_PER_YUAN
    sign = "−" if fen < 0 else ""
    for unit, name in ((_MYRIAD * _MYRIAD, "亿"), (_MYRIAD, "万")):
        if whole >= unit:
            tenths = half_up(whole * 10, unit)
            body = f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
            return f"{sign}{body}{name}"
    cents = abs(fen) % FEN_PER_YUAN
    return f"{sign}{whole}" if cents == 0 else yuan_text(fen)


def short_count(number: int) -> str:
    """A count for an axis: 350, 1.2 万."""
    return short_yuan(number * FEN_PER_YUAN)
