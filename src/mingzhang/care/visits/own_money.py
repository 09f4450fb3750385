"""Who may spend the money of their own account although contributions keep the funds from paying.

What is in an open account is its owner's, whatever becomes of the coverage: somebody in arrears or in a waiting period
buys medicine and pays outpatient care from it. The pool pays nothing then and nothing counts towards deductibles or
caps; a stay in hospital is refused.
"""

from __future__ import annotations

from datetime import date

from mingzhang.basics.refusal import Refusal
from mingzhang.care.visits.facts import AccountFact, Facts, Question
from mingzhang.care.visits.rules import (
    coverage_of,
    refuse_entitlement,
    refuse_scheme,
    refuse_service,
    refuse_suspended,
    refuse_unpaid,
)
from mingzhang.money.accounts.records import AccountState
from mingzhang.money.accounts.rules import AccountFacts, account_state

FUND_REASONS = {
    "CONTRIBUTION_UNPAID": "CONTRIBUTION_UNPAID",
    "WAITING_PERIOD": "WAITING",
    "COVERAGE_SUSPENDED": "COVERAGE_SUSPENDED",
    "COVERAGE_STOPPED": "COVERAGE_STOPPED",
}
"""What bars the funds and leaves the own account, and the reason that a settlement then gives for each fund."""

BENEFITS = frozenset({"pharmacy", "outpatient"})
CAUSES_OF_NO_PAYMENT = frozenset({"arrears", "left_job", "removed_by_employer"})
"""Why a coverage is suspended or stopped where nobody pays for it any more; a coverage without a cause is not plain."""


def refuse_visiting(facts: Facts, question: Question, benefit: str, *, use_account: bool = True) -> Refusal | None:
    """As `refuse_service`, but for who may spend own money on this benefit and is asked to (`use_account`)."""
    refused = refuse_service(facts, question)
    if refused is None or not _spends_own_money(refused, facts, question, benefit, use_account):
        return refused
    return refuse_scheme(coverage_of(facts), question.person.scheme) or refuse_suspended(facts)


def barred_funds(facts: Facts) -> Refusal | None:
    """What keeps every fund from paying on the service day; None when they may pay."""
    return refuse_entitlement(facts, None) or refuse_unpaid(facts)


def account_on(account: AccountFact | None, category: str | None, entitled: bool | None, day: date) -> AccountState:
    """The state of a personal account on a day; `category` and `entitled` tell why there is none."""
    dates = (account.opened_on, account.activated_on, account.closed_on) if account else (None, None, None)
    freezes = account.freezes if account else ()
    return account_state(AccountFacts(*dates, freezes, category, entitled), day)[0]


def _spends_own_money(refused: Refusal, facts: Facts, question: Question, benefit: str, use_account: bool) -> bool:
    if refused.code not in FUND_REASONS or benefit not in BENEFITS or not use_account:
        return False
    coverage = coverage_of(facts)
    if coverage.status != "active" and coverage.cause not in CAUSES_OF_NO_PAYMENT:
        return False
    is_open = account_on(facts.account, None, None, question.now.date()) == "open"
    return is_open and facts.money is not None and facts.money.available_fen > 0
