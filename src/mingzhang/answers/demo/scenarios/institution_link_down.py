"""The clinic's link was down; elsewhere the card works."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """An hour without the link, and a swipe that failed in it."""
    clinic = stage.institutions["offline"]
    evidence.declare_outage(
        stage.connection,
        stage.region,
        "institution_link",
        planned=False,
        starts_at=stage.moment(1, 9),
        ends_at=stage.moment(1, 10),
        note="专线中断 line down",
        institution_id=clinic.id,
    )
    evidence.record_event(
        stage.connection,
        stage.region,
        "FAILED_SWIPE",
        channel="gateway",
        now=stage.moment(1, 9, 40),
        person_id=who.person_id,
        institution_id=clinic.id,
        detail={"reason": "timeout"},
    )


MEMBER = Member(
    sequence=946,
    region=GUANGZHOU,
    name="段网医",
    born=date(1982, 10, 31),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="医院结算网络中断，换一家可以刷。 The clinic's link was down; elsewhere it works.",
    symptoms=("PAYF",),
    causes=("C47",),
    happen=happen,
)
