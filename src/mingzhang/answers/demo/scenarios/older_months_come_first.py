"""He owes three months and tries to pay the last one only."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import refused
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The payment of the latest month is refused."""
    refused(stage, who, due_months(stage, who)[2:3], stage.moment(2, 14))


MEMBER = Member(
    sequence=966,
    region=GUANGZHOU,
    name="欠在前",
    born=date(1978, 3, 30),
    cover=Cover("employee", "flexible", months=3, pays="never", wage_yuan=6_000),
    shows="有更早的欠费，须先补缴。 Older months are owed and come first.",
    symptoms=("PREM",),
    causes=("C75",),
    happen=happen,
)
