"""The card's term ended three weeks ago."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.stage import Stage
from mingzhang.answers.demo.visiting import turned_away
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The pharmacy reads the old card and is refused."""
    turned_away(stage, who, at=stage.moment(1, 15), show_card=True)


MEMBER = Member(
    sequence=950,
    region=BEIJING,
    name="郭期卡",
    born=date(1969, 9, 1),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="卡已过有效期，刷不了。 The card has expired.",
    symptoms=("PAYF",),
    causes=("C52",),
    card="expired",
    happen=happen,
)
