"""She searched her payments under another scheme and year."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The portal notes that the filter hid everything."""
    evidence.record_event(
        stage.connection,
        stage.region,
        "FILTER_HID_RECORDS",
        channel="portal",
        now=stage.moment(2, 9),
        person_id=who.person_id,
        detail={"scheme": "resident", "year": f"{stage.as_of.year - 3}"},
    )


MEMBER = Member(
    sequence=975,
    region=GUANGZHOU,
    name="错年查",
    born=date(1989, 6, 16),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="查询条件选错，看不到缴费记录。 The search filter hid the payments.",
    symptoms=("PNF",),
    causes=("C91",),
    happen=happen,
)
