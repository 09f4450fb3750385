"""What the accounts room answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from mingzhang.basics.periods import Period
from mingzhang.basics.refusal import Refusal

if TYPE_CHECKING:
    from mingzhang.rules.policy import Citation

AccountState = Literal["no_account", "not_opened", "held", "open"]
ItemState = Literal["posted", "waiting_money", "suspended"]
FreezeKind = Literal["COURT", "SUPERVISION", "ABNORMAL", "ALLOCATION_SUSPENDED"]
Ground = Literal["death", "emigration", "settled_elsewhere", "transfer"]
PayoutState = Literal["ordered", "sent", "paid", "failed"]
SkipReason = Literal[
    "WAITING_MONEY",  # nothing of the month's contribution has come
    "PART_PAID",  # some of it has come; nothing is given before all of it has
    "SUSPENDED",  # an authority suspended the allocation
    "CLOSED",  # the account is closed
    "NO_ACCOUNT",  # the rule gives the category no account
    "RULE_UNKNOWN",  # the pack does not say; the missing document is named
    "NOT_ASSESSED",  # nothing was found due for the month yet
    "RETIRED_IN_MONTH",  # the fixed amount begins with the month after retirement
    "GIVEN_FOR_YEAR",  # the year's fixed amount came at its beginning
]


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
    placed_by: str | None = None
    lifted_by: str | None = None
    lifted_at: datetime | None = None
    lift_basis: str | None = None
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class AllocationItem:
    """What one month gave (or will give) to a person's account: base and rate, or a fixed amount, in fen.

    `longcare_fen` was taken off before (长护险); `due_on`, the run's moment, `posted_at` and each channel's copy are
    the four clocks of the money.
    """

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
    longcare_fen: int = 0
    run_id: int | None = None


@dataclass(frozen=True, slots=True)
class RunResult:
    """What an allocation run did; amounts in fen. `made_up` counts earlier months posted by this run (补划).

    `waiting` counts months for which money is missing, `part_paid` those among them of which some has come; `closed`
    the months of closed accounts. `left_out` names each category whose rule is not known (Refusal UNKNOWN_RULE).
    """

    run_id: int
    month: date
    posted: int
    posted_fen: int
    made_up: int
    made_up_fen: int
    waiting: int
    suspended: int
    part_paid: int = 0
    closed: int = 0
    left_out: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """An allocation run of a month: when it was begun and finished."""

    id: int
    month: date
    started_at: datetime
    finished_at: datetime | None
    state: Literal["running", "finished", "failed"]


@dataclass(frozen=True, slots=True)
class RunPart:
    """How many people of a run ended for one reason (POSTED, MADE_UP or a SkipReason), of one category where it says.

    `facts` cite the rule, or the document that is missing.
    """

    reason: str
    category: str
    tier: str
    people: int
    amount_fen: int
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a month's run did for one person: given, or skipped and why."""

    person_id: int
    month: date
    reason: str
    amount_fen: int
    category: str
    item: AllocationItem | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run of a month would do if it were started now; nothing is written."""

    month: date
    due_on: date
    parts: tuple[RunPart, ...]
    left_out: tuple[Refusal, ...]

    @property
    def posted_fen(self) -> int:
        """What would be given in all, in fen, months made up included."""
        return sum(part.amount_fen for part in self.parts if part.reason in ("POSTED", "MADE_UP"))


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month in the region's calendar of allocations: when it is due, and the run, if there was one.

    `closes` says whether the month is one in which the region allocates (every month where it does so twelve times).
    """

    month: date
    due_on: date | None
    closes: bool
    run: Run | None
    unknown: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Interest:
    """A year's interest on an account, in fen. `until` is the first day it was not computed for."""

    person_id: int
    year: int
    until: date
    days_basis: int
    amount_fen: int
    rule: str
    credited_on: date
    posted_at: datetime
    group_id: int | None


@dataclass(frozen=True, slots=True)
class InterestResult:
    """What an interest run did: accounts that got some, their sum in fen, accounts for which it was nothing."""

    year: int
    accounts: int
    amount_fen: int
    nothing: int


@dataclass(frozen=True, slots=True)
class CarryOver:
    """The change of years: what was left on its day became prior-year money (历年结余)."""

    year: int
    starts: date
    accounts: int
    carried_fen: int
    carried_at: datetime
    rule: str


@dataclass(frozen=True, slots=True)
class SubBalances:
    """The two parts of an account (当年, 历年) in fen; their sum is the balance, always."""

    as_of: date
    current_fen: int
    prior_fen: int
    rule: Citation

    @property
    def balance_fen(self) -> int:
        """The whole balance."""
        return self.current_fen + self.prior_fen


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is paid, into which bank account, and which share of the whole in basis points."""

    name: str
    bank_account: str
    share_bp: int = 10_000


@dataclass(frozen=True, slots=True)
class PayoutStep:
    """A stage of a payment: when, by whom, the bank's number, and why the bank returned it."""

    state: PayoutState
    at: datetime
    by: str
    serial: str
    reason: str


@dataclass(frozen=True, slots=True)
class Payout:
    """A payment to a bank account with all its stages; the account's number is masked."""

    id: int
    kind: Literal["withdrawal", "move", "owed"]
    source_id: int
    person_id: int
    payee: str
    bank_masked: str
    share_bp: int
    amount_fen: int
    state: PayoutState
    expected_on: date | None
    steps: tuple[PayoutStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An account paid out on a ground, with its payments. `interest_fen` is inside `amount_fen`.

    `interest_fen` is None where the rule of interest is not known: then none was computed, and the record says so.
    """

    id: int
    person_id: int
    ground: Ground
    case_id: int
    amount_fen: int
    interest_fen: int | None
    closes: bool
    ordered_by: str
    ordered_at: datetime
    rule: str
    group_id: int | None
    payouts: tuple[Payout, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """Money that moves with a person to or from another region; waiting until the other side confirms."""

    id: int
    direction: Literal["out", "in"]
    certificate: str
    person_id: int
    other_region: str
    amount_fen: int
    state: Literal["waiting", "confirmed"]
    moved_by: str
    moved_at: datetime
    confirmed_at: datetime | None
    group_id: int | None


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The other side of a movement: which kind of account, and its name where it has one (an institution's)."""

    kind: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """The four clocks of a movement: due, run, posted, and when each channel last copied the balance afterwards.

    A channel that copied before the money was posted is missing from `copies`: it does not show it yet.
    """

    due_on: date | None
    ran_at: datetime | None
    posted_at: datetime
    copies: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement of a statement; money that came is positive. `month` is what it was given for."""

    transfer_id: int
    code: str
    on: date
    month: date | None
    amount_fen: int
    balance_fen: int
    counterpart: Counterpart
    event_kind: str
    event_id: int
    clocks: Clocks


@dataclass(frozen=True, slots=True)
class AccountStatement:
    """An account's story for a span of days, both included: opening + came − went = closing, to the fen."""

    region: str
    person_id: int
    first: date
    last: date
    opening_fen: int
    lines: tuple[StatementLine, ...]
    closing_fen: int

    @property
    def came_fen(self) -> int:
        """What came in the span, in fen."""
        return sum(line.amount_fen for line in self.lines if line.amount_fen > 0)

    @property
    def went_fen(self) -> int:
        """What went in the span, in fen."""
        return -sum(line.amount_fen for line in self.lines if line.amount_fen < 0)
