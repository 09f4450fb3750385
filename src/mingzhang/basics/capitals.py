"""An amount of money in capital Chinese numerals 人民币大写, as bills and receipts must show it."""

from __future__ import annotations

from mingzhang.basics.fen import FEN_PER_YUAN

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_GROUP = 10_000
_LARGEST_FEN = _GROUP ** len(_GROUPS) * FEN_PER_YUAN


def capital_yuan(fen: int) -> str:
    """Fen in capital numerals: 140950 is 人民币壹仟肆佰零玖元伍角; an amount below zero begins with 负.

    As the People's Bank asks (支付结算办法, annex 1): 整 after whole yuan only, a 零 for zeros inside a number, and
    between yuan and 角 or 分 where the yuan end in 0 or the 角 are none. Raises ValueError for a trillion yuan or more.
    """
    if abs(fen) >= _LARGEST_FEN:
        raise ValueError(f"an amount of {fen} fen is more than a receipt can say")
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    sign = "人民币负" if fen < 0 else "人民币"
    if rest == 0:
        return f"{sign}{_whole(yuan) or '零'}元整"
    jiao, single = divmod(rest, 10)
    zero = "零" if yuan and (yuan % 10 == 0 or jiao == 0) else ""
    small = (f"{_DIGITS[jiao]}角" if jiao else "") + (f"{_DIGITS[single]}分" if single else "")
    return f"{sign}{_whole(yuan)}元{zero}{small}" if yuan else f"{sign}{small}"


def _whole(yuan: int) -> str:
    """Whole yuan by groups of four digits; a 零 stands for the zeros with which a later group begins."""
    told = ""
    for place in reversed(range(len(_GROUPS))):
        group = yuan // _GROUP**place % _GROUP
        if group == 0:
            continue
        skipped = told and (group < 1000 or yuan // _GROUP ** (place + 1) % _GROUP == 0)
        told += ("零" if skipped else "") + _four(group) + _GROUPS[place]
    return told


def _four(group: int) -> str:
    """One to four digits; zeros between others are one 零, zeros at the end none."""
    told, gap = "", False
    for place in reversed(range(len(_PLACES))):
        digit = group // 10**place % 10
        if digit == 0:
            gap = bool(told)
            continue
        told += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return told
