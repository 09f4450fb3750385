"""Giving contributions back in the demo: asked for, reviewed by another one, sent, and back where it came from."""

from __future__ import annotations

from datetime import datetime

from mingzhang.answers.demo.stage import Stage, done
from mingzhang.money.accounts.operations import take_back
from mingzhang.money.collection.operations import answer_refund, refund, review_refund, send_refund
from mingzhang.money.collection.refunds.records import Refund, RefundReason

CLERK, CHECKER, FINANCE = "经办（演示）", "复核（演示）", "财务（演示）"


def asked_back(stage: Stage, receipt_id: int | None, reason: RefundReason, at: datetime) -> Refund:
    """A clerk asks that a whole payment goes back."""
    assert receipt_id is not None
    return done(refund(stage.connection, stage.region, receipt_id, reason=reason, by=CLERK, now=at))


def reviewed(stage: Stage, asked: Refund, at: datetime) -> Refund:
    """Another one approves it."""
    outcome = review_refund(
        stage.connection, stage.region, asked.id, approve=True, by=CHECKER, now=at, take_back=take_back
    )
    return done(outcome)


def paid_back(stage: Stage, approved: Refund, at: datetime) -> Refund:
    """The money is sent off and arrives."""
    done(send_refund(stage.connection, stage.region, approved.id, by=FINANCE, now=at))
    return done(answer_refund(stage.connection, stage.region, approved.id, arrived=True, by=FINANCE, now=at))
