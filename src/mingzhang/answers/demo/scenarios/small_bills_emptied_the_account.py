"""Small outpatient bills came out of the account until it was empty."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import available_fen, spend_all
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import Bought, see_doctor
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Three visits to the community centre, then medicine for the rest."""
    for days_ago in (26, 21, 16):
        basket = [Bought(stage.shelf.plain(), 1, available_fen(stage, who) // 4)]
        done(see_doctor(stage, who.person_id, basket, at=stage.moment(days_ago, 9)))
    spend_all(stage, who, days_ago=2)


MEMBER = Member(
    sequence=952,
    region=GUANGZHOU,
    name="龙零花",
    born=date(1966, 2, 8),
    cover=Cover("employee", "in_service", employer="steady", months=6),
    shows="门诊小额费用都由个人账户支付，账户用空。 Small bills were paid by the account until it was empty.",
    symptoms=("Z0",),
    causes=("C32", "C9"),
    happen=happen,
)
