"""What payers, people and steps of change are called in the report."""

from __future__ import annotations

from mingzhang.answers.why.words import term
from mingzhang.rules.policy.wording import WORDS_ZH, Language
from mingzhang.rules.settlement.phrases import FUNDS

Head = tuple[str, str]

BASELINE: Head = ("现行规则", "baseline")
REFORM: Head = ("假设方案", "reform")
SIDES: dict[str, Head] = {"baseline": BASELINE, "reform": REFORM}


def payer(name: str, language: Language = "zh") -> str:
    """A fund by the name that a statement gives it; accounts and cash by theirs."""
    return FUNDS[name][language] if name in FUNDS else term(name, language)


def category(scheme: str, word: str) -> str:
    """A category with its scheme."""
    return f"{WORDS_ZH[scheme]}·{WORDS_ZH[word]}"


def level(word: str) -> str:
    """A hospital level."""
    return term(word, "zh")


def ages(first: int, below: int | None) -> str:
    """An age band: 0–6 岁, 80 岁以上."""
    return f"{first} 岁以上" if below is None else f"{first}–{below - 1} 岁"


def step(low: int | None, high: int | None) -> str:
    """A class of change in yuan: 不变, 增加 10–50, 减少 20,000 以上."""
    if low == high == 0:
        return "不变"
    if low is None or high is None:
        return f"减少 {-(high or 0):,} 以上" if low is None else f"增加 {low:,} 以上"
    if low >= 0:
        return f"增加 {low:,}–{high:,}" if low else f"增加不满 {high:,}"
    return f"减少 {-high:,}–{-low:,}" if high else f"减少不满 {-low:,}"


def short_step(low: int | None, high: int | None) -> str:
    """The same for the foot of a column: its bound nearer to nothing."""
    if low == high == 0:
        return "0"
    if low is not None and low >= 0:
        return f"+{_short(low)}" if low else f"<{_short(high or 0)}"
    near = -(high or 0)
    return f"−{_short(near)}" if near else f">−{_short(-(low or 0))}"


def _short(yuan: int) -> str:
    return f"{yuan // 10_000}万" if yuan >= 10_000 else f"{yuan // 1_000}千" if yuan >= 1_000 else str(yuan)
