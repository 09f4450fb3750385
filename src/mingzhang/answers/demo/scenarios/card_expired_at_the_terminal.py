"""The self-service terminal pays by card, and the card has expired."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import refused
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Last month's contribution is refused at the terminal."""
    refused(stage, who, due_months(stage, who)[:1], stage.moment(1, 11), "self_service")


MEMBER = Member(
    sequence=965,
    region=GUANGZHOU,
    name="期卡缴",
    born=date(1980, 12, 1),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="自助终端凭卡缴费，卡已过期。 The terminal reads the card, and it has expired.",
    symptoms=("PREM",),
    causes=("C74",),
    card="expired",
    happen=happen,
)
