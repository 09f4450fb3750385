"""Objecting to a suspension 停保异议: the papers prove that the coverage should have gone on from an earlier day."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import COMMON_REASONS, Case, CaseKind, DocumentRule, Facts, FieldRule, Reason, Words, declare
from mingzhang.books.database import Connection
from mingzhang.money.applications.papers import IDENTITY_CARD, OTHER
from mingzhang.money.applications.reading import decider, required_day
from mingzhang.money.applications.terms import term
from mingzhang.money.applications.trials import trial
from mingzhang.registers.enrolment import operations as enrolment


def carry_out(connection: Connection, case: Case, now: datetime) -> Facts | Refusal:
    """The suspended coverage is active again from the day proved; refuses what the register refuses."""
    resumed = enrolment.resume(
        connection,
        case.region,
        case.person_id,
        on=required_day(case.facts, "since"),
        by=decider(case),
        now=now,
        note=case.number,
        case_id=case.id,
    )
    return resumed if isinstance(resumed, Refusal) else {"active_from": resumed.holds.start.isoformat()}


KIND = declare(
    CaseKind(
        name="suspension_appeal",
        title=Words("停保异议", "Objection to a suspension"),
        fields=(
            FieldRule("since", Words("应从哪一天恢复", "From which day it should go on"), "day"),
            FieldRule("story", Words("异议理由", "Why the suspension is wrong"), "long_text"),
        ),
        documents=(
            IDENTITY_CARD,
            DocumentRule("proof", Words("缴费或在职证明", "Proof of payment or of employment")),
            OTHER,
        ),
        carry_out=carry_out,
        check=trial(carry_out),
        deadline=term("appeal_days"),
        reasons=(
            Reason("SUSPENSION_RIGHT", Words("停保记录经核实无误", "The suspension was found to be right")),
            *COMMON_REASONS,
        ),
        outcome_titles={"active_from": Words("恢复参保日", "Active again from")},
    )
)
