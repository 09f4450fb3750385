"""What the family room answers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mingzhang.basics.periods import Period

Relation = Literal["spouse", "parent", "child", "sibling", "grandparent", "grandchild"]


@dataclass(frozen=True, slots=True)
class Grant:
    """The owner's account may pay for the member 家庭共济, in binding order; the member is the owner's `relation`."""

    id: int
    owner_id: int
    member_id: int
    relation: Relation
    bound_order: int
    span: Period
