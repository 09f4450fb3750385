"""A name in pinyin, so that a clerk finds a person by typing Latin letters."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8192)
def _syllable(character: str) -> str:
    from pypinyin import lazy_pinyin  # its tables take a second to load, and most processes enrol nobody

    return "".join(lazy_pinyin(character))


def pinyin_of(name: str) -> str:
    """The name's syllables without tones or blanks: 张伟 → zhangwei."""
    return "".join(_syllable(character) for character in name).lower()
