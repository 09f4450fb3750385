"""What a transfer can be, and between which accounts: two closed lists.

Money flows from the debit account to the credit account. An account's balance is what it was credited less what it
was debited; all balances of a region therefore sum to zero, and accounts that stand for the outside world
(`bank`, `cash`) carry negative balances.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

PERSONAL = "personal"  # a person's medical account; the owner is the person
INSTITUTION = "institution"  # what is owed to a hospital or pharmacy; the owner is the institution
CASH = "cash"  # memo of what a person paid in cash; the owner is the person
COLLECTION = "collection"  # contributions that came in and are not yet divided
BANK = "bank"  # the fund's bank account: the outside world's side
SUSPENSE = "suspense"  # money that is nobody's here: its owner is not yet known, or it waits to go back
INTEREST = "interest"  # interest owed by the bank and credited to accounts
OWED = "owed"  # what re-settling a year left owing to a person, or by a person when negative; the owner is the person

KINDS = frozenset({PERSONAL, INSTITUTION, CASH, COLLECTION, BANK, SUSPENSE, INTEREST, OWED})

FUNDS = (
    "employee_pooled",
    "resident_pooled",
    "large_amount",
    "major_illness",
    "civil_servant",
    "assistance",
    "enterprise_supplement",
    "unified_supplement",
)


class Code(StrEnum):
    """The kinds of transfer. A `*_CANCELLED` code is the mirror of its namesake: same accounts, other direction."""

    ALLOCATION = "ALLOCATION"  # collection or a fund → personal: the month's share 划入
    MAKE_UP = "MAKE_UP"  # the same for an earlier month 补划
    CONTRIBUTION_PERSON = "CONTRIBUTION_PERSON"  # bank → collection: the person's part came in
    CONTRIBUTION_EMPLOYER = "CONTRIBUTION_EMPLOYER"  # bank → collection: the employer's part came in
    POOLING = "POOLING"  # collection → fund: what of a contribution is everybody's 统筹
    SUBSIDY = "SUBSIDY"  # bank → fund: what the treasury adds for residents
    LATE_FEE = "LATE_FEE"  # bank → fund: the charge on a late payment 滞纳金; nobody's account has a share in it
    SET_ASIDE = "SET_ASIDE"  # bank → suspense: money that came in for what was paid already
    FUND_PAYMENT = "FUND_PAYMENT"  # fund → institution
    ACCOUNT_PAYMENT = "ACCOUNT_PAYMENT"  # personal → institution
    FAMILY_PAYMENT = "FAMILY_PAYMENT"  # a relative's personal → institution 家庭共济
    CASH_PAYMENT = "CASH_PAYMENT"  # cash → institution, a memo: the institution has it already
    FUND_PAYMENT_CANCELLED = "FUND_PAYMENT_CANCELLED"
    ACCOUNT_PAYMENT_CANCELLED = "ACCOUNT_PAYMENT_CANCELLED"
    FAMILY_PAYMENT_CANCELLED = "FAMILY_PAYMENT_CANCELLED"
    CASH_PAYMENT_CANCELLED = "CASH_PAYMENT_CANCELLED"
    INTEREST = "INTEREST"  # interest → personal
    POOLING_RETURNED = "POOLING_RETURNED"  # fund → collection: a refunded month leaves the funds again
    SUBSIDY_RETURNED = "SUBSIDY_RETURNED"  # fund → bank: the treasury's part of a refunded year
    ALLOCATION_RETURNED = "ALLOCATION_RETURNED"  # personal → collection: a refunded month leaves the account 划入收回
    REFUND_READY = "REFUND_READY"  # collection or a fund → suspense: a refund that was approved waits to be sent
    REFUND = "REFUND"  # suspense → bank: the money went back to who paid it
    WITHDRAWAL = "WITHDRAWAL"  # personal → bank: death, emigration, settled elsewhere
    TRANSFER_IN = "TRANSFER_IN"  # bank → personal: from another region
    TRANSFER_OUT = "TRANSFER_OUT"  # personal → bank: to another region
    LONGCARE = "LONGCARE"  # collection → bank: taken off the shares of accounts and passed on 长护险
    OWED_PAID = "OWED_PAID"  # owed → personal or bank: what re-settling left owing to a person is paid
    OWED_COLLECTED = "OWED_COLLECTED"  # personal or bank → owed: what it left owing by a person is collected
    CORRECTION = "CORRECTION"  # any → any, naming the group it corrects
    SUPPORT = "SUPPORT"  # bank → any: opening balances and what else puts money at the start


_OPPOSITES = MappingProxyType(
    {
        Code.FUND_PAYMENT: Code.FUND_PAYMENT_CANCELLED,
        Code.ACCOUNT_PAYMENT: Code.ACCOUNT_PAYMENT_CANCELLED,
        Code.FAMILY_PAYMENT: Code.FAMILY_PAYMENT_CANCELLED,
        Code.CASH_PAYMENT: Code.CASH_PAYMENT_CANCELLED,
    }
)


def opposite(code: str) -> Code:
    """The code of the transfer that takes one of this code back; CORRECTION where there is no mirror of its own."""
    return _OPPOSITES.get(Code(code), Code.CORRECTION)


def fund_account(name: str) -> str:
    """The account kind of a fund by its name; refuses a name outside the list with ValueError."""
    if name not in FUNDS:
        raise ValueError(f"no fund is called {name!r}; the funds are {', '.join(FUNDS)}")
    return f"fund.{name}"


def is_account_kind(kind: str) -> bool:
    """Whether the ledger keeps accounts of this kind."""
    return kind in KINDS or kind.removeprefix("fund.") in FUNDS
