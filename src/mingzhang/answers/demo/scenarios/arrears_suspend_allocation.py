"""Three months of arrears in a row: the agency suspended the allocation."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.money.accounts.operations import freeze_account, open_account
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The agency suspends the allocation to the account two months later."""
    connection, region = stage.connection, stage.region
    open_account(connection, region, who.person_id, on=stage.month(7), activated_on=stage.month(7))
    done(
        freeze_account(
            connection,
            region,
            who.person_id,
            "ALLOCATION_SUSPENDED",
            authority="医疗保障经办中心（演示）",
            basis="连续三个月未足额缴费",
            now=stage.moment(100),
        )
    )


MEMBER = Member(
    sequence=906,
    region=GUANGZHOU,
    name="连月欠",
    born=date(1979, 11, 30),
    cover=Cover("employee", "in_service", employer="silent", months=8),
    shows="连续欠费，划账被暂停。 Arrears month after month; allocation is suspended.",
    symptoms=("Z0", "DASH"),
    causes=("C3", "C1"),
    happen=happen,
)
