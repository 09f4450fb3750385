"""She paid in Alipay yesterday; Alipay shows payments of the day before."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import paid
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.money.collection.operations import note_shown
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The payment is booked; the channel told until when its own pages are up to date."""
    paid(stage, who, due_months(stage, who)[:1], stage.moment(1, 20), "alipay")
    shown = stage.moment(1, 6)
    note_shown(stage.connection, stage.region, "alipay", shown_through=shown, now=stage.moment(0, 6))


MEMBER = Member(
    sequence=976,
    region=GUANGZHOU,
    name="支查无",
    born=date(1999, 9, 29),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="支付宝昨晚缴的费，支付宝里还查不到。 Paid in Alipay last night; Alipay does not show it yet.",
    symptoms=("PNF", "NOQ"),
    causes=("C88",),
    happen=happen,
)
