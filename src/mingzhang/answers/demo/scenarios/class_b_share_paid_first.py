"""Class B medicine: a share is paid by the patient before the insurance counts."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import Bought, see_doctor
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Class B medicine for about 500 yuan at the community centre."""
    item = stage.shelf.first("drug", "B")
    basket = [Bought(item, stage.shelf.quantity_for(item, 50_000))]
    done(see_doctor(stage, who.person_id, basket, at=stage.moment(4, 10)))


MEMBER = Member(
    sequence=951,
    region=GUANGZHOU,
    name="易类药",
    born=date(1977, 4, 22),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="乙类药先自付一部分，再按比例报销。 Class B: a first share is one's own, then the rate applies.",
    symptoms=("NOREIMB",),
    causes=("C59",),
    happen=happen,
)
