"""Use was suspended by a supervision decision after the card was lent."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.money.accounts.operations import freeze_account
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The decision holds for three months; the pharmacy reads of it when it tries."""
    done(
        freeze_account(
            stage.connection,
            stage.region,
            who.person_id,
            "SUPERVISION",
            authority="医疗保障行政部门（演示）",
            basis="出借医保卡，暂停联网结算三个月",
            now=stage.moment(12),
        )
    )


MEMBER = Member(
    sequence=955,
    region=GUANGZHOU,
    name="暂停用",
    born=date(1979, 3, 13),
    cover=Cover("employee", "in_service", employer="steady", wage_yuan=12_000),
    shows="因出借医保卡被暂停联网结算。 Use is suspended because the card was lent.",
    symptoms=("PAYF",),
    causes=("C62",),
    happen=happen,
)
