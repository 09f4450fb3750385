"""A husband's account paid for his wife: 家庭共济 used it up."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member, members
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import spend
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.money.family.operations import bind
from mingzhang.registers.enrolment.queries import find_people
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The wife, a resident without an account of her own, buys medicine on his."""
    wife = next(member for member in members() if member.sequence == 912)
    key = find_people(stage.connection, wife.number)[0]
    done(bind(stage.connection, stage.region, who.person_id, key.person_id, "spouse", starts=stage.month(2)))
    spend(stage, key, 32_800, stage.moment(5, 17))


MEMBER = Member(
    sequence=911,
    region=GUANGZHOU,
    name="贾人用",
    born=date(1975, 5, 5),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="家人共济用了账户里的钱。 A relative spent from this account (家庭共济).",
    symptoms=("LESS",),
    causes=("C8",),
    happen=happen,
)
