"""A court had the account frozen."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.money.accounts.operations import freeze_account
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The order is served twelve days before the story ends."""
    done(
        freeze_account(
            stage.connection,
            stage.region,
            who.person_id,
            "COURT",
            authority="演示人民法院",
            basis="（2026）演执字第 1 号协助执行通知",
            now=stage.moment(12),
        )
    )


MEMBER = Member(
    sequence=923,
    region=GUANGZHOU,
    name="董冻结",
    born=date(1976, 6, 6),
    cover=Cover("employee", "in_service", employer="steady", wage_yuan=12_000),
    shows="账户被法院冻结，有钱不能用。 A court order holds all the money.",
    symptoms=("Z0", "HASBAL"),
    causes=("C22",),
    happen=happen,
)
