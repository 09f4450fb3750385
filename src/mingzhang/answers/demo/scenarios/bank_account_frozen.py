"""The bank froze the card's own bank account; the medical account is untouched."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment import operations as register
from mingzhang.registers.enrolment import queries as people
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The bank tells that it froze the account behind the card."""
    card = people.credentials(stage.connection, stage.region, who.person_id)[-1]
    register.report_bank_freeze(stage.connection, stage.region, card.id, since=stage.moment(15).date())


MEMBER = Member(
    sequence=924,
    region=BEIJING,
    name="尹行冻",
    born=date(1980, 2, 2),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="银行冻结了卡上的金融账户，医保账户正常。 The bank froze its own account, not the medical one.",
    symptoms=("HASBAL", "PAYF"),
    causes=("C23",),
    happen=happen,
)
