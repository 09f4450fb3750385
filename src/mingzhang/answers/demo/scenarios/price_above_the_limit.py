"""The item cost more than the catalogue pays for."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import Bought, see_doctor
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Three units at three times the limit."""
    item = stage.shelf.limited()
    assert item.price_limit_fen is not None
    basket = [Bought(item, 3, 3 * item.price_limit_fen)]
    done(see_doctor(stage, who.person_id, basket, at=stage.moment(7, 14), where="hospital"))


MEMBER = Member(
    sequence=936,
    region=BEIJING,
    name="高价超",
    born=date(1985, 9, 19),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="单价超过医保支付标准，超出部分自付。 The price is above the limit; the rest is one's own.",
    symptoms=("NOREIMB",),
    causes=("C37",),
    happen=happen,
)
