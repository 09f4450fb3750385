"""From a cause and the facts to a finding: the verdict with its sentence, evidence, remedy or source. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang.answers.why.cause import Cause, Proved, Refuted
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Finding, Text

NOT_TOLD = Text("这一点还不能判断", "This cannot be told yet")


def judge(causes: Iterable[Cause], facts: Facts) -> tuple[Finding, ...]:
    """Every cause's finding, in the order given."""
    return tuple(_finding(cause, facts) for cause in causes)


def _finding(cause: Cause, facts: Facts) -> Finding:
    verdict = cause.check(facts)
    if isinstance(verdict, Proved):
        return Finding(
            cause=cause.id,
            name=cause.name,
            title=cause.title,
            state="proved",
            sentence=(verdict.says or cause.proved).filled(verdict.figures),
            evidence=verdict.evidence,
            since=verdict.since,
            amount_fen=verdict.amount_fen,
            rule=verdict.rule,
            remedy=cause.remedy(facts, verdict),
        )
    if isinstance(verdict, Refuted):
        sentence = (verdict.says or cause.refuted).filled(verdict.figures)
        return Finding(cause.id, cause.name, cause.title, "refuted", sentence, verdict.evidence)
    return Finding(
        cause=cause.id,
        name=cause.name,
        title=cause.title,
        state="unknown",
        sentence=(verdict.says or cause.unknown or NOT_TOLD).filled(verdict.figures),
        source=verdict.source or cause.source,
        check=cause.ask,
    )
