"""How much a resident's cap of major illness cover rises for years of cover and years without a claim. Pure; fen.

Source: 国办发〔2024〕38号 连续参保激励、基金零报销激励; the figures are the region's.
"""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.basics.fen import share
from mingzhang.rules.policy import PolicyView


@dataclass(frozen=True, slots=True)
class Rewards:
    """After `from_years` of cover each further year adds `per_year_fen`; each year without claim `without_claim_fen`.

    Both together never add more than `most_bp` of the cap.
    """

    from_years: int
    per_year_fen: int
    without_claim_fen: int
    most_bp: int


def rewards_of(view: PolicyView) -> Rewards:
    """The region's rewards on the view's day; raises UnknownRule when one of them is not known."""
    names = ("reward_from_years", "reward_continuous", "reward_without_claim", "reward_cap_share")
    return Rewards(*(view.find(f"supplement.{name}", scheme="resident").number for name in names))


def rewarded_cap(cap_fen: int, rewards: Rewards, continuous_years: int, years_without_claim: int) -> int:
    """The cap in fen with both rewards, each as earned since the last break or claim."""
    earned = max(0, continuous_years - rewards.from_years) * rewards.per_year_fen
    earned += years_without_claim * rewards.without_claim_fen
    return cap_fen + min(earned, share(cap_fen, rewards.most_bp))
