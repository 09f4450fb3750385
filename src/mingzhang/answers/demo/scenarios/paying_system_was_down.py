"""He tried to pay while the payment system was down."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import refused
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Half an hour of maintenance, and a try in it."""
    evidence.declare_outage(
        stage.connection,
        stage.region,
        "payment",
        planned=True,
        starts_at=stage.moment(1, 12),
        ends_at=stage.moment(1, 12, 30),
        note="税务端升级 upgrade at the tax side",
    )
    refused(stage, who, due_months(stage, who)[:1], stage.moment(1, 12, 15))


MEMBER = Member(
    sequence=968,
    region=BEIJING,
    name="停缴修",
    born=date(1986, 8, 18),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="缴费时系统维护。 The payment system was down when he tried.",
    symptoms=("PREM",),
    causes=("C77",),
    happen=happen,
)
