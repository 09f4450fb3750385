"""The zero was the card's bank account, not the medical account."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """A look-up of the card's bank account at a cash machine."""
    evidence.record_event(
        stage.connection,
        stage.region,
        "BANK_ACCOUNT_LOOKUP",
        channel="bank",
        now=stage.moment(1, 12),
        person_id=who.person_id,
        detail={"shown_fen": 0},
    )


MEMBER = Member(
    sequence=926,
    region=GUANGZHOU,
    name="康错户",
    born=date(1984, 1, 14),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="看的是卡里的银行账户，不是医保账户。 The zero belongs to the card's bank account.",
    symptoms=("Z0",),
    causes=("C25",),
    happen=happen,
)
