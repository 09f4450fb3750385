"""What the books, registers and evidence hold about one person at one moment: a frozen snapshot, with record numbers.

Causes read nothing but this, so a cause can be tried on facts written by hand. Absent records are empty tuples or
None; what a rule could not tell is None and its reason stands in `Rules.unknown`. Money in fen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from mingzhang.answers.why.asked import AskedBill, AskedRefusal
from mingzhang.answers.why.money_in import NO_MONEY_IN, MoneyIn
from mingzhang.answers.why.windows import Window
from mingzhang.answers.why.words import Text
from mingzhang.basics.periods import Period, next_day_in_month
from mingzhang.books.evidence import ChannelCopy, Event, Lookup, Outage
from mingzhang.books.ledger.queries import Hold, Movement, Movements
from mingzhang.care.filings.records import Choice, OffsiteFiling
from mingzhang.money.accounts.records import AccountView, AllocationItem, Freeze, Run
from mingzhang.money.contributions.records import MonthStatus, Receipt
from mingzhang.registers.enrolment.records import Coverage, Credential, Employer, Entitlement, Person
from mingzhang.rules.policy import Citation, Ruled
from mingzhang.rules.settlement.plan import Band

RECENT = timedelta(days=30)
"""How far back what happened at the doors still explains what a person sees now."""


NO_MOVEMENTS = Movements(0, ())


@dataclass(frozen=True, slots=True)
class KnownAs:
    """As whom a holder (register, card, bank, channel) knows the person, and whether the number is the register's."""

    identity_id: int
    holder: str
    name: str
    number_agrees: bool
    since: date


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A coverage that the same identity number has in another region."""

    region: str
    region_name: Text
    coverage_id: int
    scheme: str
    since: date


@dataclass(frozen=True, slots=True)
class Recomputed:
    """One amount computed for this person under the rule before a change and under the rule after it, in fen."""

    changed_on: date
    before_fen: int
    after_fen: int
    before: Citation | None
    after: Citation | None


@dataclass(frozen=True, slots=True)
class Rules:
    """What the region's policy says for this person; None where it says nothing or is not known.

    `account_changed` and `bill_changed` hold a recomputation only when the rule changed; `compared` names what could
    be recomputed at all, so that "equal" and "not known" stay apart.
    """

    first_lag_months: Ruled | None = None
    payment_cutoff_day: Ruled | None = None
    allocation_day: Ruled | None = None
    choice_required: Ruled | None = None
    in_service_account_rate: Ruled | None = None
    refresh_days: Ruled | None = None
    duplicate_refundable: Ruled | None = None
    withdrawal_grounds: Ruled | None = None
    window: Window | None = None
    pooled_outpatient: Ruled | None = None
    community_rate: Band | None = None
    rate_here: Band | None = None
    account_changed: Recomputed | None = None
    bill_changed: Recomputed | None = None
    compared: frozenset[str] = frozenset()
    unknown: Mapping[str, str] = field(default_factory=dict)


NO_RULES = Rules()


@dataclass(frozen=True, slots=True)
class PaidBill:
    """A settlement of this year in brief: what the funds and the own account paid of it, in fen."""

    settlement_id: int
    benefit: str
    service_on: date
    settled_at: datetime
    fund_fen: int
    account_fen: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything an explanation may rest on.

    `entitlement` is that of the asked day; `filing` the off-site filing that covers the asked institution on it.
    """

    region: str
    region_name: Text
    person_id: int
    as_of: datetime
    account: AccountView
    entitlement: Entitlement
    person: Person | None = None
    employer: Employer | None = None
    coverages: tuple[Coverage, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    known_as: tuple[KnownAs, ...] = ()
    credentials: tuple[Credential, ...] = ()
    months: tuple[MonthStatus, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    holds: tuple[Hold, ...] = ()
    items: tuple[AllocationItem, ...] = ()
    runs: tuple[Run, ...] = ()
    movements: Movements = NO_MOVEMENTS
    choices: tuple[Choice, ...] = ()
    events: tuple[Event, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    outages: tuple[Outage, ...] = ()
    copies: tuple[ChannelCopy, ...] = ()
    bill: AskedBill | None = None
    refusal: AskedRefusal | None = None
    filing: OffsiteFiling | None = None
    paid_bills: tuple[PaidBill, ...] = ()
    money_in: MoneyIn = NO_MONEY_IN
    rules: Rules = NO_RULES
    symptom: str = "Z0"

    @property
    def today(self) -> date:
        """The day of the explanation."""
        return self.as_of.date()

    @property
    def asked_day(self) -> date:
        """The service day asked about, or today."""
        if self.bill is not None:
            return self.bill.service_on
        return self.refusal.received_at.date() if self.refusal is not None else self.today

    @property
    def coverage(self) -> Coverage | None:
        """The coverage whose period holds today, whatever its status."""
        return self.coverage_on(self.today)

    def coverage_on(self, day: date) -> Coverage | None:
        """The coverage whose period holds a day, whatever its status."""
        return next((coverage for coverage in self.coverages if coverage.holds.holds(day)), None)

    @property
    def category(self) -> str | None:
        """The insured category today."""
        return self.coverage.category if self.coverage is not None else None

    @property
    def unpaid(self) -> tuple[MonthStatus, ...]:
        """The months whose payment day has passed with nothing paid and no payment on its way, oldest first."""
        on_its_way = (*self.in_transit, *self.money_in.on_their_way)
        coming = {line.month for payment in on_its_way for line in payment.lines}
        return tuple(month for month in self.owed if month.state == "unpaid" and month.month not in coming)

    @property
    def owed(self) -> tuple[MonthStatus, ...]:
        """The months whose payment day has passed and of which something is missing, oldest first."""
        return tuple(month for month in self.months if month.state in ("unpaid", "part") and month.missing_fen > 0)

    @property
    def next_cutoff(self) -> date | None:
        """The next day on which a month's payment closes, where the region's rule is known."""
        rule = self.rules.payment_cutoff_day
        return next_day_in_month(self.today, rule.number) if rule is not None else None

    @property
    def in_transit(self) -> tuple[Receipt, ...]:
        """The payments that came in and are not posted yet, oldest first."""
        return tuple(paid for paid in self.receipts if paid.posted_at is None and paid.refunded_at is None)

    @property
    def balance_fen(self) -> int:
        """What the account holds, held money included."""
        return self.account.balance_fen

    @property
    def last_movement(self) -> Movement | None:
        """The latest movement on the account."""
        return self.movements.lines[-1] if self.movements.lines else None

    @property
    def year(self) -> Period:
        """The calendar year of the explanation until today, today included."""
        return Period(date(self.today.year, 1, 1), self.today + timedelta(days=1))

    def posted(self, month: date) -> AllocationItem | None:
        """What was credited to the account for a month, if it was."""
        return next((item for item in self.items if item.month == month and item.state == "posted"), None)

    def run_of(self, month: date) -> Run | None:
        """The allocation run of a month, if one was started."""
        return next((run for run in self.runs if run.month == month), None)

    @property
    def waiting(self) -> tuple[MonthStatus, ...]:
        """The months that are paid and give the account something that has not been credited, oldest first."""
        paid = (month for month in self.months if month.paid_at is not None and month.account_part_fen > 0)
        return tuple(month for month in paid if self.posted(month.month) is None)

    def events_of(self, *kinds: str) -> tuple[Event, ...]:
        """What happened to the person lately, of these kinds, oldest first."""
        return tuple(e for e in self.events if e.kind in kinds and self.as_of - RECENT <= e.happened_at <= self.as_of)

    @property
    def moments(self) -> tuple[datetime, ...]:
        """When the person looked or asked lately: look-ups, failures at the doors, the refusal asked about, and now."""
        looked = tuple(lookup.looked_at for lookup in self.lookups)
        failed = tuple(event.happened_at for event in self.events)
        refused = (self.refusal.received_at,) if self.refusal is not None else ()
        return tuple(at for at in (*looked, *failed, *refused, self.as_of) if self.as_of - RECENT <= at <= self.as_of)
