"""The big hospital's rate is lower than the community centre's."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import Bought, see_doctor
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """A bill of 800 yuan in a level-three hospital."""
    basket = [Bought(stage.shelf.plain(), 1, 80_000)]
    done(see_doctor(stage, who.person_id, basket, at=stage.moment(4, 15), where="grand"))


MEMBER = Member(
    sequence=953,
    region=GUANGZHOU,
    name="贡等级",
    born=date(1991, 12, 15),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="三级医院报销比例低于基层。 The rate of a level-three hospital is lower.",
    symptoms=("NOREIMB",),
    causes=("C60",),
    happen=happen,
)
