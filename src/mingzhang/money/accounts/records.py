"""What the accounts room answers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from mingzhang.basics.periods import Period

if TYPE_CHECKING:
    from mingzhang.rules.policy import Citation

AccountState = Literal["no_account", "not_opened", "held", "open"]
ItemState = Literal["posted", "waiting_money", "suspended"]
FreezeKind = Literal["COURT", "SUPERVISION", "ABNORMAL", "ALLOCATION_SUSPENDED"]


@dataclass(frozen=True, slots=True)
class AccountView:
    """A person's account at a moment: which of the four states, why, and the money in fen.

    `reason` codes: no_account — RESIDENT, FLEXIBLE, RETIRED_PAYING_ON, CATEGORY, NOT_ENROLLED, CLOSED, RULE_UNKNOWN;
    not_opened — FIRST_ALLOCATION_PENDING; held — NOT_ACTIVATED, FROZEN; open — OPEN.
    `rule` cites the policy that gives or denies the category an account, when one was read.
    """

    state: AccountState
    reason: str
    rule: Citation | None
    balance_fen: int
    held_fen: int
    available_fen: int
    opened_on: date | None
    activated_on: date | None
    closed_on: date | None
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Freeze:
    """Money that an authority ordered to be held, or allocation that it ordered to be suspended, on which basis."""

    id: int
    person_id: int
    kind: FreezeKind
    authority: str
    basis: str
    span: Period
    hold_id: int | None


@dataclass(frozen=True, slots=True)
class AllocationItem:
    """What one month gave (or will give) to a person's account: base and rate, or a fixed amount, in fen."""

    person_id: int
    month: date
    state: ItemState
    base_fen: int
    rate_bp: int
    amount_fen: int
    rule: str
    made_up: bool
    due_on: date
    posted_at: datetime | None
    group_id: int | None


@dataclass(frozen=True, slots=True)
class RunResult:
    """What an allocation run did; amounts in fen. `made_up` counts earlier months posted by this run (补划)."""

    run_id: int
    month: date
    posted: int
    posted_fen: int
    made_up: int
    made_up_fen: int
    waiting: int
    suspended: int


@dataclass(frozen=True, slots=True)
class Run:
    """An allocation run of a month: when it was begun and finished."""

    id: int
    month: date
    started_at: datetime
    finished_at: datetime | None
    state: Literal["running", "finished", "failed"]
