"""The regions whose registers know the reader, by name."""

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
    info = region_info(code)
    if info is None:
        return code
    return f"{info.name_en} ({code})" if language == "en" else f"{info.name_zh}（{code}）"
