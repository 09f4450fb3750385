"""The number or the code was typed wrong and the login rejected."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Two rejected logins on the evening before."""
    for minute in (5, 7):
        evidence.record_event(
            stage.connection,
            stage.region,
            "REJECTED_LOGIN",
            channel="portal",
            now=stage.moment(1, 21, minute),
            person_id=who.person_id,
            detail={"reason": "CODE_WRONG"},
        )


MEMBER = Member(
    sequence=927,
    region=GUANGZHOU,
    name="舒错码",
    born=date(1965, 3, 29),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="登录时输错，页面没有显示余额。 Mistyped at login, so nothing was shown.",
    symptoms=("DASH",),
    causes=("C26",),
    happen=happen,
)
