"""The regions whose registers know the reader, by name."""

from __future__ import annotations

from mingzhang.answers.why.words import Language
from mingzhang.rules.policy import RegionInfo, regions


def region_info(code: str) -> RegionInfo | None:
    """A region that has a pack, or None."""
    return next((region for region in regions() if region.code == code), None)


def region_name(code: str, language: Language) -> str:
    """A region's name followed by its code; the code alone for a region without a pack."""
    info = region_info(code)
    if info is None:
        return code
    return f"{info.name_en} ({code})" if language == "en" else f"{info.name_zh}（{code}）"
