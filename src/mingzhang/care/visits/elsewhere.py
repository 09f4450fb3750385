"""Care away from the person's region: how far away it is, and how it counts as announced. Pure."""

from __future__ import annotations

from mingzhang.rules.policy import PolicyView
from mingzhang.rules.settlement.facts import Filing, Reach

PROVINCE_DIGITS = 2
EXEMPT_AREA = "offsite.exempt_area"

_FILED_AS: dict[str, Filing] = {
    "long_term": "filed",
    "temporary": "temporary",
    "referral": "referral",
    "emergency": "emergency",
}


def reach_of(region: str, place: str) -> Reach:
    """How far a place (six digits, both) lies from the person's region."""
    if place == region:
        return "in_region"
    return "in_province" if _province(place) == _province(region) else "cross_province"


def filing_of(view: PolicyView, place: str, filed: str | None, *, emergency: bool) -> Filing:
    """How care in a place counts as announced to the view's region: `filed` is the kind of filing that holds, if any.

    Where the region exempts areas from filing, care there counts as filed; raises UnknownRule where it has such a rule
    and the rule is not known.
    """
    if place == view.region:
        return "local"
    if emergency:
        return "emergency"
    if filed is not None:
        return _FILED_AS[filed]
    return "filed" if _is_exempt(view, place) else "unfiled"


def _is_exempt(view: PolicyView, place: str) -> bool:
    if not view.declares(EXEMPT_AREA):
        return False
    return _province(place) in str(view.find(EXEMPT_AREA).value).split()


def _province(place: str) -> str:
    return place[:PROVINCE_DIGITS]
