"""The answer to “why”: every cause of a symptom judged on one person's facts, as one Explanation.

`explain` reads the facts once and calls `explain_facts`, which is pure: the same facts give the same explanation in
every channel.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mingzhang.answers.why.directory import AGENCY
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.flowing import money_flow
from mingzhang.answers.why.gathering import gather
from mingzhang.answers.why.judging import judge
from mingzhang.answers.why.records import Explanation, Finding, Shown, Text
from mingzhang.answers.why.showing import shown, unaffected
from mingzhang.answers.why.symptoms import OF_CONTRIBUTIONS, SYMPTOMS, causes_of
from mingzhang.basics.identifiers import record_number
from mingzhang.books.database import Connection

UNEXPLAINED = Finding(
    cause="C0",
    name="not_explained_yet",
    title=Text("原因还没有查明", "Not explained yet"),
    state="unknown",
    sentence=Text(
        "已列的原因都已排除，但仍不能说明这个结果；请由医保经办核查账本",
        "Every listed cause is excluded, yet the result is not explained; the agency must look into the books",
    ),
    source=AGENCY,
    check=Text("拨打 12393，报本页的时间和金额", "Call 12393 and tell the time and amount of this page"),
)
"""An open question is said openly: a zero, a missing amount or a refusal never stands without any reason."""
NOT_SEEN = replace(
    UNEXPLAINED,
    sentence=Text(
        "账本和渠道记录里没有您说的情况；请告诉我们在哪个渠道、什么时间遇到",
        "Neither the books nor the channels hold what you describe; tell us in which channel and when it happened",
    ),
)
"""What people meet while paying may happen where no record of ours is made: then the channel and time are missing."""


def explain(
    connection: Connection, region: str, person_id: int, symptom: str, as_of: datetime, context: str | int | None = None
) -> Explanation:
    """Why a person sees a symptom (a key of SYMPTOMS) at a moment.

    `context` names a settlement or a refused request; without it the latest is meant, for symptoms about a payment.
    """
    return explain_facts(gather(connection, region, person_id, symptom, as_of, context))


def explain_facts(facts: Facts) -> Explanation:
    """The explanation that these facts give."""
    findings = judge(causes_of(facts.symptom), facts)
    what = shown(facts)
    proved = tuple(finding for finding in findings if finding.state == "proved")
    unknown = tuple(finding for finding in findings if finding.state == "unknown")
    if not proved and not unknown:
        unknown = _open_question(facts, what)
    return Explanation(
        region=facts.region,
        person_id=facts.person_id,
        person_number=record_number(facts.region, facts.person_id),
        symptom=facts.symptom,
        title=SYMPTOMS[facts.symptom],
        as_of=facts.as_of,
        shown=what,
        proved=proved,
        unknown=unknown,
        refuted=tuple(finding for finding in findings if finding.state == "refuted"),
        money=money_flow(facts),
        unaffected=unaffected(facts),
        hotline=AGENCY,
    )


def _open_question(facts: Facts, what: Shown) -> tuple[Finding, ...]:
    """What is left open when every cause is excluded: nothing, when what is shown is neither a zero nor a refusal."""
    if facts.symptom in OF_CONTRIBUTIONS:
        return (NOT_SEEN,)
    return () if what.amount_fen else (UNEXPLAINED,)
