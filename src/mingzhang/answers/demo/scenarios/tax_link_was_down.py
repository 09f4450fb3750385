"""She looked for her payment while the link to the tax office was down."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.scenes import look
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """An hour without the link, and a look in it."""
    evidence.declare_outage(
        stage.connection,
        stage.region,
        "tax_link",
        planned=True,
        starts_at=stage.moment(4, 8),
        ends_at=stage.moment(4, 9),
        note="接口切换 interface moved",
    )
    look(stage, who, stage.moment(4, 8, 20))


MEMBER = Member(
    sequence=973,
    region=BEIJING,
    name="税查无",
    born=date(1993, 10, 10),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="查缴费记录时税务接口维护。 The link to the tax office was down when she looked.",
    symptoms=("PNF",),
    causes=("C89",),
    happen=happen,
)
