"""What the why room answers with: one Explanation that page, JSON, message, phone and terminal all render.

Every sentence is there in both languages (`Text`); amounts are whole fen; nothing in an explanation needs another
look at the books. Verdicts are `proved`, `refuted` or `unknown`, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from mingzhang.answers.why.words import Text

if TYPE_CHECKING:
    from mingzhang.rules.policy import Citation

__all__ = [
    "About",
    "Actor",
    "Contact",
    "Evidence",
    "Explanation",
    "Finding",
    "MoneyFlow",
    "Remedy",
    "Shown",
    "State",
    "Text",
    "Unaffected",
]

About = Literal["account", "settlement", "refusal", "contributions", "nothing"]
State = Literal["proved", "refuted", "unknown"]
Actor = Literal["self", "employer", "agency", "institution", "bank", "tax", "operator", "relative", "nobody"]


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers: a name, a number and the hours in which somebody is there."""

    name: Text
    number: str
    hours: Text


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record that proves or refutes: of which kind (room and table), its number, and what it says.

    `kind` is such as `contributions.due`; `number` names the record inside that kind and region.
    """

    kind: str
    number: str
    says: Text
    at: date | datetime | None = None
    amount_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do now: who acts, the steps in order, where, with which papers, by when, and what is seen then.

    `page` is the portal's page on which the person can act at once, such as `/pay/late`.
    """

    actor: Actor
    who: Contact
    steps: tuple[Text, ...]
    channel: Text
    documents: tuple[Text, ...] = ()
    deadline: date | None = None
    deadline_text: Text | None = None
    then: Text | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause judged for one person: the verdict, one sentence with figures and dates, and what stands behind it.

    Proved: `evidence` (never empty), `since`, `amount_fen`, `rule` and `remedy`. Refuted: `sentence` says by what.
    Unknown: `sentence` says what is missing, `source` who has it, `check` what the person can do to find out.
    """

    cause: str
    name: str
    title: Text
    state: State
    sentence: Text
    evidence: tuple[Evidence, ...] = ()
    since: date | None = None
    amount_fen: int | None = None
    rule: Citation | None = None
    remedy: Remedy | None = None
    source: Contact | None = None
    check: Text | None = None


@dataclass(frozen=True, slots=True)
class MoneyFlow:
    """How a year's money went, in fen: what was there and came, less what went and is held, is what can be used.

    `corrections_fen` is what corrections took away (negative when they gave). `relatives_fen` is what relatives
    spent from this account (家庭共济).
    """

    first: date
    last: date
    opening_fen: int
    allocated_fen: int
    refunds_fen: int
    received_fen: int
    own_fen: int
    relatives_fen: int
    out_fen: int
    corrections_fen: int
    holds_fen: int

    @property
    def available_fen(self) -> int:
        """What can be used at the end, by this sum."""
        came = self.opening_fen + self.allocated_fen + self.refunds_fen + self.received_fen
        went = self.own_fen + self.relatives_fen + self.out_fen + self.corrections_fen
        return came - went - self.holds_fen


@dataclass(frozen=True, slots=True)
class Shown:
    """The amount or state that is asked about, never alone: with its moment, its source and a sentence.

    `about` is account, settlement, refusal, contributions or nothing. `state` is, for an account: open, held,
    not_opened, no_account; for a settlement: settled, cancelled; for a refusal: its code; for contributions: paid_up,
    owing, nothing_due. `amount_fen` is None only where there is no amount to show (no account by rule, a refusal); for
    contributions it is what was paid for the months told.
    """

    about: About
    state: str
    amount_fen: int | None
    balance_fen: int
    held_fen: int
    as_of: datetime
    source: Text
    sentence: Text


@dataclass(frozen=True, slots=True)
class Unaffected:
    """What the symptom does not touch: whether pooled benefit holds, since or until when, and how it comes back."""

    entitled: bool
    since: date | None
    sentence: Text


@dataclass(frozen=True, slots=True)
class Explanation:
    """For one person and one symptom at one moment: what is shown, why, what now, where the money went.

    `proved` stands in blocking order: what must be mended first comes first.
    """

    region: str
    person_id: int
    person_number: str
    symptom: str
    title: Text
    as_of: datetime
    shown: Shown
    proved: tuple[Finding, ...]
    unknown: tuple[Finding, ...]
    refuted: tuple[Finding, ...]
    money: MoneyFlow
    unaffected: Unaffected
    hotline: Contact

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding: proved in blocking order, then unknown, then refuted."""
        return self.proved + self.unknown + self.refuted
