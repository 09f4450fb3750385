"""The regions by name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mingzhang.answers.why.words import Language
from mingzhang.rules.policy import RegionInfo, regions
from mingzhang.rules.policy.loading import NATIONAL


def region_info(code: str) -> RegionInfo | None:
    """A region that has a pack, or None."""
    return next((region for region in regions() if region.code == code), None)


def region_name(code: str, language: Language) -> str:
    """A region's name followed by its code, the code alone for one without a pack; what holds everywhere has a name."""
    if code == NATIONAL:
        return _("全国统一")
    if region_info(code) is None:
        return code
    name = short_name(code, language)
    return f"{name} ({code})" if language == "en" else f"{name}（{code}）"


def short_name(code: str, language: Language) -> str:
    """A region's name alone; the code for a region without a pack."""
    info = region_info(code)
    if info is None:
        return code
    return info.name_en if language == "en" else info.name_zh
