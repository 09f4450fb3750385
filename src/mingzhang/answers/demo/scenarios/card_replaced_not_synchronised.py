"""A new card, and an app that still shows what it copied for the old one."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.books import evidence
from mingzhang.registers.enrolment import operations as register
from mingzhang.registers.enrolment import queries as people
from mingzhang.registers.enrolment.records import NewCredential, PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The old card ends, a new one begins, and the channel's copy is older than that."""
    connection, region = stage.connection, stage.region
    old = people.credentials(connection, region, who.person_id)[-1]
    day = stage.moment(3).date()
    register.end_credential(connection, region, old.id, on=day)
    done(
        register.issue_credential(connection, region, who.person_id, NewCredential("card", f"{old.number}R", day, day))
    )
    evidence.copy_to_channel(connection, region, who.person_id, channel="alipay", balance_fen=0, now=stage.moment(9, 3))


MEMBER = Member(
    sequence=910,
    region=BEIJING,
    name="焕新卡",
    born=date(1981, 8, 16),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="刚换新卡，App 的数据还没有同步。 The card was replaced; the app has not caught up.",
    symptoms=("Z0",),
    causes=("C7",),
    happen=happen,
)
