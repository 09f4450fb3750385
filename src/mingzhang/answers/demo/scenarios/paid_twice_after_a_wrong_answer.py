"""The bank said that the debit failed; he paid again; the bank had taken the money all the same."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import found_paid, ordered, paid, said, sent
from mingzhang.answers.demo.refunding import paid_back
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.money.collection import queries as collection
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The first payment turns up on the bank's bill, and goes back by itself."""
    month = due_months(stage, who)[:1]
    first = sent(stage, ordered(stage, who, month, stage.moment(9, 9), "alipay"), stage.moment(9, 9))
    said(stage, first, "failed", stage.moment(9, 10), "BANK_ERROR")
    paid(stage, who, month, stage.moment(8, 9))
    found_paid(stage, first, stage.moment(6, 8))
    refund = collection.refunds_of(stage.connection, stage.region, who.person_id)[-1]
    paid_back(stage, refund, stage.moment(3, 15))


MEMBER = Member(
    sequence=977,
    region=GUANGZHOU,
    name="双缴退",
    born=date(1985, 5, 25),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="同一个月缴了两次，重复的已自动退回。 The same month was paid twice; one payment went back.",
    symptoms=("PREF",),
    causes=("C82",),
    happen=happen,
)
