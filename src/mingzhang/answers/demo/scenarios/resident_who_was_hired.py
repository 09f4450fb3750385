"""A resident who had paid the year was hired: the resident payment goes back."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.refunding import asked_back, reviewed
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.money.contributions import queries as contributions
from mingzhang.money.contributions.operations import assess_month, receive_employers_month
from mingzhang.registers.enrolment import operations as register
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Hired and paid for since last month; then the year's resident payment is asked back."""
    connection, region, month = stage.connection, stage.region, stage.month(1)
    employer = stage.employers["steady"]
    at = stage.moment(20)
    done(register.hire(connection, region, employer, who.person_id, on=month, by="演示", now=at, confirmed_on=month))
    done(assess_month(connection, region, month, now=at))
    receive_employers_month(connection, region, month, received_at=at, employers=[employer])
    year = [one for one in contributions.receipts_for(connection, region, who.person_id) if one.payer_kind == "person"]
    asked = asked_back(stage, year[-1].id, "TWO_SCHEMES", stage.moment(10, 9))
    reviewed(stage, asked, stage.moment(8, 14))


MEMBER = Member(
    sequence=978,
    region=GUANGZHOU,
    name="两险退",
    born=date(1998, 8, 8),
    cover=Cover("resident", "adult"),
    shows="缴了居民医保又参加职工医保，居民部分在退。 Both schemes were paid; the resident part is going back.",
    symptoms=("PREF",),
    causes=("C83",),
    happen=happen,
)
