"""The first bill of the year lies below the outpatient deductible."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import Bought, see_doctor
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """A visit for 420 yuan."""
    basket = [Bought(stage.shelf.plain(), 1, 42_000)]
    done(see_doctor(stage, who.person_id, basket, at=stage.moment(6, 9), where="hospital"))


MEMBER = Member(
    sequence=937,
    region=BEIJING,
    name="齐付线",
    born=date(1988, 8, 28),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="门诊费用未过起付线，统筹支付 0。 The bill lies below the yearly deductible.",
    symptoms=("PAY0", "NOREIMB"),
    causes=("C38",),
    happen=happen,
)
