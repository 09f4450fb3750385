"""The year's outpatient cap is used up."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import Bought, see_doctor
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """One very large bill, then another for which nothing is left."""
    for days_ago, fen in ((20, 4_000_000), (5, 60_000)):
        basket = [Bought(stage.shelf.plain(), 1, fen)]
        done(see_doctor(stage, who.person_id, basket, at=stage.moment(days_ago, 9)))


MEMBER = Member(
    sequence=939,
    region=GUANGZHOU,
    name="冯封顶",
    born=date(1960, 5, 27),
    cover=Cover("employee", "retired"),
    shows="门诊年度限额已用完。 The yearly outpatient cap is used up.",
    symptoms=("NOREIMB",),
    causes=("C40",),
    happen=happen,
)
