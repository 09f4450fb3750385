"""The medicine is outside the catalogue's scope: all of it is the patient's."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import Bought, see_doctor
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """One medicine of class C."""
    basket = [Bought(stage.shelf.first("drug", "C"), 1, 19_900)]
    done(see_doctor(stage, who.person_id, basket, at=stage.moment(8, 10), where="hospital", use_account=False))


MEMBER = Member(
    sequence=938,
    region=BEIJING,
    name="毛录外",
    born=date(1971, 1, 25),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="所用药品属丙类，医保不支付。 The medicine is class C: the insurance pays nothing for it.",
    symptoms=("PAY0", "NOREIMB"),
    causes=("C39",),
    happen=happen,
)
