"""What re-settling left owing 重算差额: paid to the person, or collected, so that it ends at nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from psycopg import Rollback

from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.ledger.codes import BANK, OWED, PERSONAL, Code
from mingzhang.money.accounts.operations.keeping import not_usable
from mingzhang.money.accounts.operations.payouts import check_payees, order_payouts
from mingzhang.money.accounts.queries.paying_out import owed_fen
from mingzhang.money.accounts.records import Payee

_SQL = load_statements("mingzhang.money.accounts", "paying_out.sql")
_ACCOUNTS = load_statements("mingzhang.money.accounts", "accounts.sql")
EVENT = "owed"


def pay_owed(
    connection: Connection, region: str, person_id: int, *, by: str, now: datetime, payee: Payee | None = None
) -> int | Refusal:
    """Pay a person all that is owed to them, into the account or to a bank account; how many fen.

    Refuses NOTHING_OWED, PAYEES_INCOMPLETE, NO_ACCOUNT and ACCOUNT_CLOSED (a bank account is needed then).
    """
    refusal = check_payees((payee,)) if payee is not None else None
    if refusal is not None:
        return refusal
    values = {"region": region, "person_id": person_id}
    with connection.transaction():
        connection.execute(_SQL["lock_person"], values)
        owed = owed_fen(connection, region, person_id)
        if owed <= 0:
            return Refusal("NOTHING_OWED", {"owed_fen": owed}, "never")
        if payee is None:
            refusal = not_usable(connection.execute(_ACCOUNTS["lock_account"], values).fetchone())
            if refusal is not None:
                return refusal
        to = (PERSONAL, person_id) if payee is None else (BANK, 0)
        entry = ledger.Entry(Code.OWED_PAID, OWED, person_id, *to, owed)
        group = ledger.post(connection, region, [entry], effective_on=now.date(), event_kind=EVENT, event_id=person_id)
        if isinstance(group, Refusal):
            return group
        if payee is not None:
            order_payouts(connection, region, person_id, "owed", group, (payee,), owed, by=by, now=now)
    return owed


def collect_owed(
    connection: Connection, region: str, person_id: int, *, way: Literal["account", "bank"], now: datetime
) -> int | Refusal:
    """Collect from a person all that they owe, out of the account or as money that came to the bank; how many fen.

    Refuses NOTHING_OWED, and BALANCE_SHORT when the account has less than that.
    """
    outcome: int | Refusal
    with connection.transaction() as whole:
        connection.execute(_SQL["lock_person"], {"region": region, "person_id": person_id})
        owed = -owed_fen(connection, region, person_id)
        if owed <= 0:
            return Refusal("NOTHING_OWED", {"owed_fen": -owed}, "never")
        of = (PERSONAL, person_id) if way == "account" else (BANK, 0)
        entry = ledger.Entry(Code.OWED_COLLECTED, *of, OWED, person_id, owed)
        outcome = ledger.post(
            connection, region, [entry], effective_on=now.date(), event_kind=EVENT, event_id=person_id
        )
        if isinstance(outcome, Refusal):
            raise Rollback(whole)
    return outcome if isinstance(outcome, Refusal) else owed
