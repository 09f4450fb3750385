"""The card still carries the name from before the change in the register."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.stage import Stage
from mingzhang.answers.demo.visiting import turned_away
from mingzhang.registers.enrolment import operations as register
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The register's name was changed; the card's was not, and the pharmacy asks by the card's."""
    done_or_none = register.change_identity(
        stage.connection, stage.region, who.person_id, on=stage.month(3), reason="制卡", holder="card", name="更旧名"
    )
    assert done_or_none is None
    turned_away(stage, who, at=stage.moment(2, 11), name="更旧名")


MEMBER = Member(
    sequence=907,
    region=BEIJING,
    name="更新名",
    born=date(1983, 5, 21),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="卡上仍是旧名字，与参保登记不一致。 The card still has the former name.",
    symptoms=("PAYF",),
    causes=("C4",),
    happen=happen,
)
