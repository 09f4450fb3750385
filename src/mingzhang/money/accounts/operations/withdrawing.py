"""Paying an account out 支取: on death to the heirs, on emigration, to who settled elsewhere, or on transfer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from psycopg import Rollback

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.periods import medical_year
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import evidence, ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.ledger.codes import BANK, INTEREST, PERSONAL, Code
from mingzhang.money.accounts import rules
from mingzhang.money.accounts.earning import earning_of
from mingzhang.money.accounts.operations.keeping import let_go, not_usable, wait_for_runs
from mingzhang.money.accounts.operations.payouts import check_payees, order_payouts
from mingzhang.money.accounts.queries.paying_out import withdrawals_of
from mingzhang.money.accounts.records import Ground, Payee, Withdrawal
from mingzhang.registers.enrolment import queries as enrolment
from mingzhang.rules.policy import Citation, PolicyView, UnknownRule, view_for

_SQL = load_statements("mingzhang.money.accounts", "paying_out.sql")
_ACCOUNTS = load_statements("mingzhang.money.accounts", "accounts.sql")


def withdraw(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    ground: Ground,
    payees: tuple[Payee, ...],
    case_id: int,
    by: str,
    now: datetime,
) -> Withdrawal | Refusal:
    """Pay out all that an account holds, with the interest of the running year, by a decided case; close the account.

    Who settled elsewhere stays insured: that account stays open. Money that was never activated is paid out as well.
    Where the rule of interest is not known the principal is paid and the withdrawal says that none was computed.
    A case is paid once: asked again it gives the same withdrawal.

    Refuses UNKNOWN_RULE, GROUND_NOT_ALLOWED, NOT_INHERITABLE, GROUND_NOT_PROVED (no death in the register),
    STILL_ENROLLED, PAYEES_INCOMPLETE, SHARES_NOT_WHOLE, NO_ACCOUNT, ACCOUNT_CLOSED, ACCOUNT_FROZEN, BILL_OPEN,
    NOTHING_TO_PAY and CASE_ALREADY_PAID (to another person).
    """
    asked = _Asked(region, person_id, ground, case_id, by, now)
    try:
        rule = _ground_rule(view_for(region, asked.day), ground)
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix")
    if isinstance(rule, Refusal):
        return rule
    refusal = check_payees(payees)
    if refusal is not None:
        return refusal
    outcome: int | Refusal
    with connection.transaction() as whole:
        wait_for_runs(connection, region)
        paid = connection.execute(_SQL["withdrawal_of_case"], asked.values()).fetchone()
        if paid is not None and paid[0] != person_id:
            outcome = Refusal("CASE_ALREADY_PAID", {"case": case_id}, "never")
        elif paid is not None:
            outcome = int(paid[1])
        else:
            outcome = _in_the_way(connection, asked) or _pay_out(connection, asked, rule, payees)
        if isinstance(outcome, Refusal):
            raise Rollback(whole)
    return outcome if isinstance(outcome, Refusal) else _there(connection, region, person_id, outcome)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who is to be paid out, on which ground, by which case, and who ordered it when."""

    region: str
    person_id: int
    ground: Ground
    case_id: int
    by: str
    now: datetime

    @property
    def day(self) -> date:
        """The day in China."""
        return self.now.date()

    def values(self) -> dict[str, object]:
        """The parameters of the room's statements."""
        return {name: getattr(self, name) for name in self.__slots__} | {"day": self.day}


def _ground_rule(view: PolicyView, ground: str) -> Citation | Refusal:
    grounds = view.find("withdrawal.grounds", scheme="employee")
    if ground not in str(grounds.value).split():
        return Refusal("GROUND_NOT_ALLOWED", {"ground": ground, "day": view.day.isoformat()}, "never")
    if ground == "death" and view.find("withdrawal.inheritable", scheme="employee").value is False:
        return Refusal("NOT_INHERITABLE", {"day": view.day.isoformat()}, "never")
    return grounds.citation


def _in_the_way(connection: Connection, asked: _Asked) -> Refusal | None:
    """What of the register or the account stands against paying out."""
    region, person_id, ground, day = asked.region, asked.person_id, asked.ground, asked.day
    refusal = not_usable(connection.execute(_ACCOUNTS["lock_account"], asked.values()).fetchone())
    if refusal is not None:
        return refusal
    who = enrolment.person(connection, region, person_id)
    if ground == "death" and (who is None or who.died_on is None or who.died_on > day):
        return Refusal("GROUND_NOT_PROVED", {"ground": ground})
    coverage = enrolment.coverage_on(connection, region, person_id, day)
    if ground in rules.ENDING_GROUNDS and coverage is not None and coverage.status != "stopped":
        return Refusal("STILL_ENROLLED", {"day": day.isoformat()})
    reasons = {hold.reason for hold in ledger.open_holds(connection, region, person_id)}
    if "FROZEN" in reasons or connection.execute(_ACCOUNTS["frozen_on"], asked.values()).fetchone():
        return Refusal("ACCOUNT_FROZEN", {}, "later")
    return Refusal("BILL_OPEN", {}, "later") if reasons - {"NOT_ACTIVATED"} else None


def _pay_out(connection: Connection, asked: _Asked, rule: Citation, payees: tuple[Payee, ...]) -> int | Refusal:
    """Book it, order the payments, close the account; the withdrawal's number."""
    region, person_id, now = asked.region, asked.person_id, asked.now
    let_go(connection, region, person_id, "NOT_ACTIVATED", now)
    interest = _credit_interest(connection, region, person_id, now)
    amount = ledger.balance(connection, region, PERSONAL, person_id).available_fen
    if amount == 0:
        return Refusal("NOTHING_TO_PAY", {}, "never")
    closes = asked.ground in rules.CLOSING_GROUNDS
    facts = {"amount_fen": amount, "interest_fen": interest, "closes": closes, "rule": f"{rule.key}@{rule.starts}"}
    row = connection.execute(_SQL["insert_withdrawal"], asked.values() | facts).fetchone()
    if row is None:
        raise InvariantBroken("a withdrawal was written and is not there")
    entry = ledger.Entry(Code.WITHDRAWAL, PERSONAL, person_id, BANK, 0, amount)
    group = ledger.post(connection, region, [entry], effective_on=asked.day, event_kind="withdrawal", event_id=row[0])
    if isinstance(group, Refusal):
        return group
    connection.execute(_SQL["withdrawal_booked"], {"region": region, "id": row[0], "group_id": group})
    order_payouts(connection, region, person_id, "withdrawal", row[0], payees, amount, by=asked.by, now=now)
    if closes:
        connection.execute(_ACCOUNTS["close"], asked.values() | {"reason": asked.ground})
    said = {"withdrawal": row[0], "ground": asked.ground, "amount_fen": amount, "case": asked.case_id}
    evidence.audit(connection, region, asked.by, "WITHDRAW", record_number(region, person_id), said, now=now)
    return int(row[0])


def _credit_interest(connection: Connection, region: str, person_id: int, now: datetime) -> int | None:
    """Credit the interest of the running year up to the day; None where its rule is not known."""
    day = now.date()
    try:
        starts_in = view_for(region, day).find("calendar.medical_year_start").number
        year = medical_year(day, starts_in)
        starts = date(year, starts_in, 1)
        earning = earning_of(region, starts, day) if starts < day else None
    except UnknownRule:
        return None
    if earning is None:
        return 0
    story = ledger.movements(connection, region, PERSONAL, person_id, date.min, day)
    moved = [(line.effective_on, line.amount_fen) for line in story.lines]
    fen = earning.earned_fen(moved)
    group = _book_interest(connection, region, person_id, fen, day) if fen else None
    values = {
        "region": region,
        "person_id": person_id,
        "year": year,
        "until": day,
        "parts": sum(amount * earning.weight(on) for on, amount in moved if on < day),
        "days_basis": earning.days_basis,
        "amount_fen": fen,
        "rule": earning.rule,
        "on": day,
        "now": now,
        "group_id": group,
    }
    if connection.execute(_SQL["interest_at_end"], values).fetchone() is None:
        raise InvariantBroken("the running year of an account had its interest already")
    return fen


def _book_interest(connection: Connection, region: str, person_id: int, fen: int, day: date) -> int:
    entry = ledger.Entry(Code.INTEREST, INTEREST, 0, PERSONAL, person_id, fen)
    group = ledger.post(connection, region, [entry], effective_on=day, event_kind="interest", event_id=person_id)
    if isinstance(group, Refusal):
        raise InvariantBroken(f"interest could not be credited: {group.code}")
    return group


def _there(connection: Connection, region: str, person_id: int, withdrawal_id: int) -> Withdrawal:
    found = [one for one in withdrawals_of(connection, region, person_id) if one.id == withdrawal_id]
    if not found:
        raise InvariantBroken("a withdrawal was booked and is not there")
    return found[0]
