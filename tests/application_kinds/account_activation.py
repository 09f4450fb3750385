"""Activating an account 个人账户激活: a kind added by nothing but this file."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import Case, CaseKind, Facts, FieldRule, Words, declare
from mingzhang.books.database import Connection
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.applications.papers import IDENTITY_CARD
from mingzhang.money.applications.trials import trial


def carry_out(connection: Connection, case: Case, now: datetime) -> Facts | Refusal:
    """The money held until now becomes available."""
    released = accounts.activate_account(connection, case.region, case.person_id, now=now)
    return released if isinstance(released, Refusal) else {"released_fen": released}


KIND = declare(
    CaseKind(
        name="account_activation",
        title=Words("个人账户激活", "Activating an account"),
        fields=(FieldRule("agreed", Words("已核对本人", "The person was checked"), "yes_no"),),
        documents=(IDENTITY_CARD,),
        carry_out=carry_out,
        check=trial(carry_out),
        four_eyes=True,
    )
)
