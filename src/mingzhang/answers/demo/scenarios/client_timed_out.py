"""The phone gave up before the answer came."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The app reports a time-out of its own."""
    evidence.record_event(
        stage.connection,
        stage.region,
        "CLIENT_TIMEOUT",
        channel="mini_program",
        now=stage.moment(1, 22),
        person_id=who.person_id,
        detail={"after_seconds": 10},
    )


MEMBER = Member(
    sequence=928,
    region=BEIJING,
    name="辛号差",
    born=date(1998, 1, 1),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="手机网络超时，没有收到结果。 The phone timed out before the answer came.",
    symptoms=("DASH",),
    causes=("C27",),
    happen=happen,
)
