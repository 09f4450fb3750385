"""The employer stopped paying four months ago: no benefit, but the money in the account is still the owner's."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import INPATIENT, Bought, buy, turned_away
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Medicine for 12 yuan is paid from the account; the day after, the hospital may not admit him."""
    done(buy(stage, who.person_id, [Bought(stage.shelf.plain(), 1, 1_200)], at=stage.moment(4, 9)))
    turned_away(stage, who, at=stage.moment(3, 9), where="hospital", benefit=INPATIENT)


MEMBER = Member(
    sequence=943,
    region=GUANGZHOU,
    name="段缴费",
    born=date(1983, 3, 8),
    cover=Cover("employee", "in_service", employer="stopped"),
    shows="单位断缴，住院没有待遇，账户的钱仍可用。 The employer stopped paying: no stay is paid, own money still is.",
    symptoms=("PAYF",),
    causes=("C44",),
    happen=happen,
)
