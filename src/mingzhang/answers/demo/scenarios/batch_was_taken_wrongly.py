"""A whole batch was debited wrongly; her refund waits for its review."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import paid
from mingzhang.answers.demo.refunding import asked_back
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Paid ten days ago, asked back for the batch, not reviewed yet."""
    order = paid(stage, who, due_months(stage, who)[:1], stage.moment(10, 11))
    asked_back(stage, order.receipt_id, "BATCH", stage.moment(2, 9))


MEMBER = Member(
    sequence=979,
    region=BEIJING,
    name="批扣错",
    born=date(1988, 12, 12),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="一批缴费扣错，退费在审核。 A batch was debited wrongly; the refund is under review.",
    symptoms=("PREF",),
    causes=("C85",),
    also={"NOREF": ("C105",)},
    happen=happen,
)
