"""The swipe failed and the bill was paid in cash."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The terminal tells that the swipe failed."""
    evidence.record_event(
        stage.connection,
        stage.region,
        "FAILED_SWIPE",
        channel="gateway",
        now=stage.moment(1, 9),
        person_id=who.person_id,
        institution_id=stage.institutions["pharmacy"].id,
        detail={"device": "POS-03", "paid": "cash"},
    )


MEMBER = Member(
    sequence=935,
    region=GUANGZHOU,
    name="梅刷成",
    born=date(1989, 7, 23),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="结算前没有刷卡成功，按自费处理。 The swipe failed, so the bill was paid in cash.",
    symptoms=("PAYF", "PAY0"),
    causes=("C36",),
    happen=happen,
)
