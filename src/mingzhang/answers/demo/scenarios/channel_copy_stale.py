"""The app shows a copy three weeks old."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The channel copied a zero before the money came."""
    evidence.copy_to_channel(
        stage.connection, stage.region, who.person_id, channel="alipay", balance_fen=0, now=stage.moment(45, 3)
    )


MEMBER = Member(
    sequence=914,
    region=BEIJING,
    name="池更新",
    born=date(1982, 4, 18),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="App 显示的是三周前的数据。 The app shows a copy that is three weeks old.",
    symptoms=("Z0", "DASH"),
    causes=("C10",),
    happen=happen,
)
