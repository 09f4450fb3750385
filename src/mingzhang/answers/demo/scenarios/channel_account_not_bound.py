"""His account in Alipay is not bound to the insurance."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The channel reports a look-up without a bound account."""
    evidence.record_event(
        stage.connection,
        stage.region,
        "CHANNEL_NOT_BOUND",
        channel="alipay",
        now=stage.moment(3, 20),
        person_id=who.person_id,
    )


MEMBER = Member(
    sequence=974,
    region=BEIJING,
    name="未绑付",
    born=date(1994, 7, 17),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="支付宝没有绑定医保，查不到缴费。 The Alipay account was not bound.",
    symptoms=("PNF",),
    causes=("C90",),
    happen=happen,
)
