"""Insured in Guangzhou, treated in Beijing without filing."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import INPATIENT, Bought, see_doctor
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """A stay of 30,000 yuan in the other region's hospital."""
    basket = [Bought(stage.shelf.plain(), 1, 3_000_000)]
    done(see_doctor(stage, who.person_id, basket, at=stage.moment(10, 9), where="elsewhere", benefit=INPATIENT))


MEMBER = Member(
    sequence=947,
    region=GUANGZHOU,
    name="易地医",
    born=date(1974, 8, 12),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="异地就医没有备案，待遇降低。 Treated elsewhere without filing; the benefit is lower.",
    symptoms=("NOREIMB",),
    causes=("C48",),
    happen=happen,
)
