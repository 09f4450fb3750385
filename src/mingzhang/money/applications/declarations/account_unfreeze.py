"""Unfreezing an account 个人账户解冻: the authority that ordered the freeze lets go, and a document says so."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import (
    COMMON_REASONS,
    Case,
    CaseKind,
    Choice,
    DocumentRule,
    Facts,
    FieldRule,
    Reason,
    Words,
    declare,
)
from mingzhang.books.database import Connection
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.accounts import queries
from mingzhang.money.applications.papers import IDENTITY_CARD, OTHER
from mingzhang.money.applications.reading import decider, record_id, required_text
from mingzhang.money.applications.terms import term
from mingzhang.money.applications.trials import trial


def freezes(connection: Connection, region: str, person_id: int) -> tuple[Choice, ...]:
    """The account's freezes that have not ended, by authority and first day."""
    return tuple(
        Choice(record_number(region, one.id), Words(told := f"{one.authority} {one.span.start.isoformat()}", told))
        for one in queries.freezes(connection, region, person_id)
        if one.lifted_at is None
    )


def carry_out(connection: Connection, case: Case, now: datetime) -> Facts | Refusal:
    """End the freeze; its money becomes available. Refuses FREEZE_NOT_OPEN, also for a freeze of somebody else."""
    freeze_id = record_id(case.facts, "freeze", case.region)
    mine = {one.id for one in queries.freezes(connection, case.region, case.person_id)}
    if freeze_id is None or freeze_id not in mine:
        return Refusal("FREEZE_NOT_OPEN", {}, "never")
    basis = required_text(case.facts, "basis")
    released = accounts.unfreeze_account(connection, case.region, freeze_id, now=now, by=decider(case), basis=basis)
    return released if isinstance(released, Refusal) else {"released_fen": released}


KIND = declare(
    CaseKind(
        name="account_unfreeze",
        title=Words("个人账户解冻", "Unfreezing an account"),
        fields=(
            FieldRule("freeze", Words("哪一项冻结", "Which freeze"), offers=freezes),
            FieldRule("basis", Words("解除文书的名称和文号", "The document that ends it, with its number")),
        ),
        documents=(
            IDENTITY_CARD,
            DocumentRule("release_order", Words("解除冻结的文书", "The order that ends the freeze")),
            OTHER,
        ),
        carry_out=carry_out,
        check=trial(carry_out),
        deadline=term("unfreeze_days"),
        four_eyes=True,
        reasons=(
            Reason("ORDER_STANDS", Words("冻结的决定仍然有效", "The order to freeze still stands")),
            *COMMON_REASONS,
        ),
        outcome_titles={"released_fen": Words("解冻金额", "Amount released")},
    )
)
