"""An earlier bill is cancelled late, and the one after it is settled again."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import Bought, see_doctor, take_back
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """A bill entered for the wrong patient used up the cap; it is cancelled after the person's own bill."""
    wrong = [Bought(stage.shelf.plain(), 1, 4_000_000)]
    own = [Bought(stage.shelf.plain(), 1, 60_000)]
    mistaken = done(see_doctor(stage, who.person_id, wrong, at=stage.moment(20, 9), use_account=False))
    done(see_doctor(stage, who.person_id, own, at=stage.moment(5, 9)))
    done(take_back(stage, mistaken, at=stage.moment(2, 15)))


MEMBER = Member(
    sequence=957,
    region=GUANGZHOU,
    name="重算明",
    born=date(1959, 3, 8),
    cover=Cover("employee", "retired"),
    shows="较早的错误账单撤销后，后面的账单重算补差。 A late cancellation settles the later bill again.",
    symptoms=(),
    causes=(),
    happen=happen,
)
