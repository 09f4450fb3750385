"""From the figure as printed, with its printed unit, to a whole number: exactly, or not at all."""

from __future__ import annotations

import re

from mingzhang.basics.fen import to_basis_points, to_fen

FULL_RATE_BP = 10_000

_WHOLE = re.compile(r"0|[1-9][0-9]*")
_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.[0-9]{1,2})?")
_SHARE = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]{1,2})?")
_TEXT = re.compile(r"[a-z0-9_]+(?: [a-z0-9_]+)*")
_BOUNDS = {"day_of_month": (1, 31), "month_of_year": (1, 12)}

UNITS = ("yuan", "percent", "multiplier", "days", "months", "years", "count", *_BOUNDS, "bool", "text")


def read_printed(printed: str | bool, unit: str) -> int | bool | str:
    """A printed figure in its unit as fen, basis points, a whole number, True or False, or closed words.

    Raises ValueError, in words, for what the unit cannot hold: a fraction of a fen, a rate above 100%, a thirteenth
    month. No figure is ever rounded here.
    """
    if unit == "bool":
        return _read_bool(printed)
    if isinstance(printed, bool):
        raise ValueError(f"单位是 {unit}，不能写真假值。 A truth value cannot be {unit}.")
    if unit == "text":
        return _matching(_TEXT, printed, "小写字母、数字和下划线的词，以一个空格分开 words of a-z, 0-9 and _")
    if unit == "yuan":
        return to_fen(_matching(_AMOUNT, printed, "最多两位小数的元 yuan with at most two decimals"))
    if unit == "percent":
        return _read_percent(printed)
    if unit == "multiplier":
        return to_basis_points(_matching(_SHARE, printed, "倍数 a multiplier")) * 100
    return _read_whole(printed, unit)


def _read_bool(printed: str | bool) -> bool:
    if not isinstance(printed, bool):
        raise ValueError(f"应为 true 或 false，实为 {printed!r}。 Expected true or false.")
    return printed


def _read_percent(printed: str) -> int:
    rate = to_basis_points(_matching(_SHARE, printed, "百分数（不带 %） a percentage without its sign"))
    if rate > FULL_RATE_BP:
        raise ValueError(f"比例超过 100%：{printed}。 A rate above 100%.")
    return rate


def _read_whole(printed: str, unit: str) -> int:
    number = int(_matching(_WHOLE, printed, "整数 a whole number"))
    low, high = _BOUNDS.get(unit, (0, number))
    if not low <= number <= high:
        raise ValueError(f"{unit} 应在 {low} 与 {high} 之间，实为 {number}。 Out of range.")
    return number


def _matching(pattern: re.Pattern[str], printed: str, kind: str) -> str:
    if not pattern.fullmatch(printed):
        raise ValueError(f"不是{kind}：{printed!r}")
    return printed
