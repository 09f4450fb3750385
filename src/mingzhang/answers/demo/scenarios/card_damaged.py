"""Two readers could not read the card; the e-voucher would work."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Two errors at two devices on one day."""
    for hour, device in ((9, "READER-17"), (10, "READER-42")):
        evidence.record_event(
            stage.connection,
            stage.region,
            "CARD_READ_ERROR",
            channel="gateway",
            now=stage.moment(2, hour),
            person_id=who.person_id,
            institution_id=stage.institutions["pharmacy"].id,
            detail={"device": device},
        )


MEMBER = Member(
    sequence=932,
    region=GUANGZHOU,
    name="怀磁条",
    born=date(1958, 12, 12),
    cover=Cover("employee", "retired"),
    shows="卡损坏，两台读卡机都读不出。 Two readers could not read the card.",
    symptoms=("PAYF",),
    causes=("C31",),
    happen=happen,
)
