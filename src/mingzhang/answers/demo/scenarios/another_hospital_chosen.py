"""The chosen community centre is another one."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import Bought, see_doctor
from mingzhang.care.filings.operations import choose
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """She chose the community centre in the east and goes to the second hospital."""
    chosen = stage.institutions["community"]
    done(
        choose(
            stage.connection,
            stage.region,
            who.person_id,
            chosen.region,
            chosen.id,
            kind="primary",
            starts=stage.month(10),
        )
    )
    basket = [Bought(stage.shelf.plain(), 1, 30_000)]
    done(see_doctor(stage, who.person_id, basket, at=stage.moment(6, 9), where="hospital"))


MEMBER = Member(
    sequence=949,
    region=GUANGZHOU,
    name="宣定点",
    born=date(1981, 11, 7),
    cover=Cover("resident", "adult"),
    shows="就诊的不是本人选定的定点。 The visit was not at the chosen institution.",
    symptoms=("NOREIMB",),
    causes=("C51", "C58"),
    happen=happen,
)
