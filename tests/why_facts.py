"""Facts written by hand for the why room's tests: one healthy payer, and short ways to write one record.

`HEALTHY` is employed, paid up, activated and unharmed, with 1,000 yuan from five months of 200. Every test changes
one thing about this person. `BILL` is a settlement at a level 3 hospital in which everything ordinary happened.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from mingzhang.answers.why import Text
from mingzhang.answers.why.asked import AskedBill, AskedRefusal
from mingzhang.answers.why.facts import Facts, KnownAs, Rules
from mingzhang.answers.why.money_in import MoneyIn, Paper
from mingzhang.answers.why.windows import Window
from mingzhang.basics.periods import Period, add_months
from mingzhang.books.evidence import ChannelCopy, Event, Lookup, Outage
from mingzhang.books.ledger.queries import Hold, Movement, Movements
from mingzhang.care.filings.records import Choice
from mingzhang.care.visits.records import Amounts, LineRecord
from mingzhang.money.accounts.records import AccountView, AllocationItem, Freeze, Run
from mingzhang.money.collection.documents.queries import Watermark
from mingzhang.money.collection.orders.records import DebitAgreement, Order, OrderLine
from mingzhang.money.collection.refunds.records import Refund, RefundLine
from mingzhang.money.contributions.interruptions.records import Gap
from mingzhang.money.contributions.records import MonthStatus, Receipt, ReceiptLine
from mingzhang.registers.enrolment.records import Coverage, Credential, Employer, Entitlement, Person
from mingzhang.registers.institutions.records import Agreement, Institution, Settings
from mingzhang.rules.policy import Citation, Ruled
from mingzhang.rules.settlement.outcome import BandResult, CapResult, LayerResult, Outcome
from mingzhang.rules.settlement.plan import Band

CHINA = ZoneInfo("Asia/Shanghai")
REGION = "440100"
PERSON = 7
NOW = datetime(2025, 6, 10, 10, tzinfo=CHINA)
TODAY = NOW.date()
JANUARY = date(2025, 1, 1)
MONTHS = tuple(add_months(JANUARY, step) for step in range(5))
MONTHLY_FEN = 20_000
BALANCE_FEN = 5 * MONTHLY_FEN


def at(day: date, hour: int = 9) -> datetime:
    """A moment of a day in China's time."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)


def citation(key: str, starts: str = "2022-12-01") -> Citation:
    """A rule's source."""
    return Citation("source", "某市文件", "第 1 条", "transcribed", starts, "", key)


def ruled(key: str, value: int | bool | str, unit: str = "percent") -> Ruled:
    """A ruled value."""
    return Ruled(value, unit, citation(key))


def month(of: date, state: str = "paid", **changes: Any) -> MonthStatus:
    """An employee's month: 200 yuan of the person (all the account's) and 450 of the employer."""
    paid = {"paid": (20_000, 45_000), "late": (20_000, 45_000), "part": (20_000, 0)}.get(state, (0, 0))
    status = MonthStatus(
        person_id=PERSON,
        scheme="employee",
        month=of,
        months=1,
        state=state,  # type: ignore[arg-type]
        base_fen=1_000_000,
        person_due_fen=20_000,
        employer_due_fen=45_000,
        person_paid_fen=paid[0],
        employer_paid_fen=paid[1],
        account_base_fen=1_000_000,
        account_part_fen=MONTHLY_FEN,
        due_on=add_months(of, 1) - timedelta(days=1),
        paid_at=at(of.replace(day=15)) if state == "paid" else None,
        coverage_id=1,
        employer_id=3,
        rule="rule",
        receipts=(),
    )
    return replace(status, **changes)


def item(of: date, state: str = "posted", **changes: Any) -> AllocationItem:
    """A month's allocation of 200 yuan."""
    given = AllocationItem(
        person_id=PERSON,
        month=of,
        state=state,  # type: ignore[arg-type]
        base_fen=1_000_000,
        rate_bp=200,
        amount_fen=MONTHLY_FEN,
        rule="account.rate@2022-12-01",
        made_up=False,
        due_on=of.replace(day=28),
        posted_at=at(of.replace(day=28)) if state == "posted" else None,
        group_id=1,
    )
    return replace(given, **changes)


def run(of: date, state: str = "finished") -> Run:
    """A month's allocation run, on the 28th."""
    begun = at(of.replace(day=28))
    return Run(of.month, of, begun, begun if state == "finished" else None, state)  # type: ignore[arg-type]


def moved(number: int, code: str, on: date, amount_fen: int, balance_fen: int) -> Movement:
    """One movement on the account."""
    return Movement(number, number, code, on, at(on, 12), amount_fen, balance_fen, "collection", 0, "event", number)


def view(state: str = "open", reason: str = "OPEN", balance_fen: int = BALANCE_FEN, held_fen: int = 0) -> AccountView:
    """The account's state and money."""
    available = balance_fen - held_fen if state == "open" else 0
    opened = JANUARY if state in ("open", "held") else None
    return AccountView(state, reason, None, balance_fen, held_fen, available, opened, opened, None, NOW)  # type: ignore[arg-type]


def coverage(**changes: Any) -> Coverage:
    """An active coverage in service since 2024."""
    start = date(2024, 1, 1)
    held = Coverage(1, PERSON, "employee", "in_service", 3, "active", "", start, start, False, Period(start))
    return replace(held, **changes)


def card(**changes: Any) -> Credential:
    """A card issued and activated in 2024."""
    start = date(2024, 1, 5)
    shown = Credential(1, "card", "A00001234", start, start, None, Period(start, date(2034, 1, 5)))
    return replace(shown, **changes)


def freeze(kind: str, **changes: Any) -> Freeze:
    """An order in force since May."""
    order = Freeze(5, PERSON, kind, "某区人民法院", "（2025）执 1 号", Period(date(2025, 5, 1)), None)  # type: ignore[arg-type]
    return replace(order, **changes)


def event(kind: str, days_ago: int = 2, number: int = 1, **changes: Any) -> Event:
    """Something that happened at a door."""
    return replace(Event(number, kind, PERSON, 9, "app", NOW - timedelta(days=days_ago), {}), **changes)


def outage(*, planned: bool, module: str = "platform", institution_id: int | None = None) -> Outage:
    """Two hours around the last look-up, the day before yesterday at nine."""
    start = NOW - timedelta(days=2, hours=1)
    return Outage(1, module, institution_id, planned, start, start + timedelta(hours=2), "升级")


def institution(**changes: Any) -> Institution:
    """A level 3 hospital of the region."""
    place = Institution(REGION, 9, "H44010000009", "甲医院", "hospital", "level3", False, False, "020-1", Settings())
    return replace(place, **changes)


def agreement(state: str = "active") -> Agreement:
    """The hospital's agreement since 2024."""
    return Agreement(2, 9, state, "", Period(date(2024, 1, 1)))  # type: ignore[arg-type]


def layer(**changes: Any) -> LayerResult:
    """The pooled fund's part: 600 yuan in scope, paid in full."""
    paid = LayerResult(
        name="pooled",
        fund="employee_pooled",
        basis_fen=60_000,
        deductible_standard_fen=0,
        deductible_before_fen=0,
        deductible_fen=0,
        deductible_span="year",
        bands=(BandResult(None, 10_000, 60_000),),
        caps=(),
        over_fen=0,
        paid_fen=60_000,
        reason="PAID_IN_FULL",
        changes=(),
        deductible_source=None,
        source=citation("outpatient.rate"),
    )
    return replace(paid, **changes)


def cap(key: str, *, binds: bool = True) -> CapResult:
    """A cap of 600 yuan that is used up."""
    return CapResult(60_000, 0, 60_000, "paid", "year", binds, citation(key))


def outcome(*layers: LayerResult, **changes: Any) -> Outcome:
    """A settled bill of 600 yuan."""
    paid = sum(one.paid_fen for one in layers)
    done = Outcome(
        view_digest="digest",
        total_fen=60_000,
        wholly_own_fen=0,
        over_limit_fen=0,
        first_self_fen=0,
        in_scope_fen=60_000,
        deductible_fen=0,
        fund_fen=paid,
        account_fen=0,
        family=(),
        cash_fen=60_000 - paid,
        layers=layers,
        account_reason="NOTHING_LEFT",
        family_reason="NOTHING_LEFT",
        account_source=None,
        first_pay=None,
        accumulators={},
        added={},
    )
    return replace(done, **changes)


def amounts(**changes: int) -> Amounts:
    """A bill of 600 yuan that the funds paid."""
    return replace(Amounts(60_000, 0, 0, 0, 60_000, 0, 60_000, 0, 0, 0), **changes)


def line(**changes: Any) -> LineRecord:
    """One fee line of 600 yuan, all in scope."""
    fee = LineRecord(
        visit_id=4,
        serial="1",
        batch="b",
        item_code="i",
        item_name="某药",
        kind="drug",
        class_="A",
        category="",
        quantity=Decimal(1),
        unit_price=Decimal(600),
        amount_fen=60_000,
        first_share_bp=0,
        price_limit_fen=None,
        wholly_own_fen=0,
        over_limit_fen=0,
        first_self_fen=0,
        in_scope_fen=60_000,
        item_group="",
        reason="IN_SCOPE",
        occurred_at=at(date(2025, 6, 8)),
        settlement_id=11,
    )
    return replace(fee, **changes)


BILL = AskedBill(
    settlement_id=11,
    visit_id=4,
    institution_region=REGION,
    institution=institution(),
    agreement=agreement(),
    benefit="outpatient",
    scheme="employee",
    category="in_service",
    service_on=date(2025, 6, 8),
    settled_at=at(date(2025, 6, 8)),
    cancelled=False,
    amounts=amounts(),
    outcome=outcome(layer()),
    lines=(line(),),
)


def refusal(code: str, **changes: Any) -> AskedRefusal:
    """A request refused the day before yesterday at nine."""
    asked = AskedRefusal(6, code, NOW - timedelta(days=2), institution(), agreement(), "2207", "L0001")
    return replace(asked, **changes)


def choice(institution_id: int = 9) -> Choice:
    """The institution chosen for outpatient care."""
    return Choice(1, PERSON, "outpatient", "primary", REGION, institution_id, Period(date(2025, 1, 1)))


def receipt(of: date, **changes: Any) -> Receipt:
    """A payment for a month that came in today and is not posted."""
    lines = (ReceiptLine(PERSON, "employee", of, 20_000, 45_000),)
    return replace(Receipt(8, "employer", 3, "bank", "S8", 65_000, NOW, None, None, lines), **changes)


def tried(code: str, number: int = 1, **changes: Any) -> Event:
    """A payment for the person that was refused or failed the day before yesterday."""
    return event("PAYMENT_REFUSED", number=number, channel="portal", detail={"code": code}, **changes)


def order(state: str, code: str | None = None, of: date = MONTHS[-1], **changes: Any) -> Order:
    """An order of two days ago through the bank's debit for one month of 200 yuan."""
    opened = NOW - timedelta(days=2)
    sent = None if state == "created" else opened
    settled = opened if state in ("posted", "failed", "reversed") else None
    receipt_id = 8 if state in ("posted", "reversed") else None
    made = Order(
        region=REGION,
        id=17,
        payer_kind="person",
        payer_id=PERSON,
        channel="bank_debit",
        amount_fen=20_000,
        state=state,  # type: ignore[arg-type]
        code=code,
        serial="S17",
        opened_at=opened,
        sent_at=sent,
        settled_at=settled,
        next_check_at=None,
        receipt_id=receipt_id,
        batch_id=None,
        lines=(OrderLine(PERSON, "employee", of, 20_000, 0),),
    )
    return replace(made, **changes)


def agreement_to_debit(**changes: Any) -> DebitAgreement:
    """An agreement signed in January."""
    signed = DebitAgreement(4, PERSON, "某银行", "某人", "0017", "本人", Period(JANUARY), "")
    return replace(signed, **changes)


def refund(reason: str, state: str = "asked", **changes: Any) -> Refund:
    """A refund of a month's 200 yuan, asked for two days ago and due in August."""
    asked = NOW - timedelta(days=2)
    back = Refund(
        id=21,
        receipt_id=8,
        reason=reason,  # type: ignore[arg-type]
        state=state,  # type: ignore[arg-type]
        amount_fen=20_000,
        automatic=False,
        case_id=None,
        asked_at=asked,
        asked_by="本人",
        expected_on=date(2025, 8, 1),
        expected_provisional=False,
        rule="collection.refund_days",
        reviewed_at=None,
        reviewed_by=None,
        review_note="",
        finished_at=asked if state == "paid_back" else None,
        group_id=None,
        lines=(RefundLine(PERSON, "employee", MONTHS[-1], 20_000, 0, 0),),
        attempts=(),
    )
    return replace(back, **changes)


def gap(cause: str, **changes: Any) -> Gap:
    """April and May interrupted, 400 yuan owed, still open."""
    found = Gap(
        MONTHS[-2],
        MONTHS[-1],
        2,
        "employee",
        "in_service",
        cause,
        (),
        "open",
        None,
        40_000,  # type: ignore[arg-type]
    )
    return replace(found, **changes)


def paper(push_state: str, pushed_to: str | None = None) -> Paper:
    """A receipt as a paper, issued two days ago."""
    return Paper("44010000000000000031", 8, NOW - timedelta(days=2), push_state, pushed_to)


def shown_through(days_ago: int, channel: str = "alipay") -> Watermark:
    """A channel that shows its payments until so many days ago."""
    return Watermark(channel, NOW - timedelta(days=days_ago), NOW)


def coming_in(**changes: Any) -> MoneyIn:
    """Nothing on its way but what is named."""
    return MoneyIn(**changes)


def hold(reason: str, amount_fen: int = BALANCE_FEN) -> Hold:
    """Money held since May."""
    return Hold(12, PERSON, amount_fen, reason, None, at(date(2025, 5, 1)), None)


def facts(**changes: Any) -> Facts:
    """The healthy payer, changed in what is named."""
    return replace(HEALTHY, **changes)


def emptied(**changes: Any) -> Facts:
    """The healthy payer after spending all of it at a pharmacy in June."""
    spent = moved(6, "ACCOUNT_PAYMENT", date(2025, 6, 3), -BALANCE_FEN, 0)
    lines = Movements(0, (*HEALTHY.movements.lines, spent))
    return replace(HEALTHY, account=view(balance_fen=0), movements=lines, copies=(copy(0),), **changes)


def copy(balance_fen: int | None = BALANCE_FEN, days_ago: int = 0) -> ChannelCopy:
    """What the app shows."""
    return ChannelCopy("app", balance_fen, NOW - timedelta(days=days_ago))


RULES = Rules(
    first_lag_months=ruled("account.first_lag_months", 2, "months"),
    allocation_day=ruled("calendar.allocation_day", 31, "day_of_month"),
    choice_required=ruled("outpatient.choice_required", False, "bool"),
    in_service_account_rate=ruled("account.rate", 200),
    withdrawal_grounds=ruled("withdrawal.grounds", "death emigration", "text"),
    refresh_days=ruled("clearing.balance_refresh_days", 3, "days"),
    duplicate_refundable=ruled("contribution.duplicate_refundable", True, "bool"),
    window=Window(1, 3, citation("calendar.resident_late_last_month"), (10, 15)),
    pooled_outpatient=ruled("outpatient.pooled_exists", True, "bool"),
    rate_here=Band(None, 6_500, citation("outpatient.rate")),
    community_rate=Band(None, 6_500, citation("outpatient.rate")),
    compared=frozenset({"account", "bill"}),
)
HEALTHY = Facts(
    region=REGION,
    region_name=Text("某市", "A city"),
    person_id=PERSON,
    as_of=NOW,
    account=view(),
    entitlement=Entitlement(True, "ENTITLED", date(2024, 1, 1), coverage()),
    person=Person(REGION, PERSON, "某人", 1, date(1980, 1, 1), "01", None, None),
    employer=Employer(3, "E3", "某公司", "020-2"),
    coverages=(coverage(),),
    known_as=(
        KnownAs(1, "register", "某人", True, date(2024, 1, 1)),
        KnownAs(2, "card", "某人", True, date(2024, 1, 5)),
    ),
    credentials=(card(),),
    months=tuple(map(month, MONTHS)),
    items=tuple(map(item, MONTHS)),
    runs=tuple(map(run, MONTHS)),
    movements=Movements(
        0,
        tuple(
            moved(number, "ALLOCATION", of.replace(day=28), MONTHLY_FEN, number * MONTHLY_FEN)
            for number, of in enumerate(MONTHS, start=1)
        ),
    ),
    lookups=(Lookup(1, NOW - timedelta(days=2), "app", "self", "Z0"),),
    copies=(copy(),),
    rules=RULES,
)
