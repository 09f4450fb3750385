"""A healthy payer: every month paid in time, money in the account, a few bills, nothing to explain."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import fall_ill_now_and_then
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """A cold, medicine at home, and a short stay in hospital."""
    fall_ill_now_and_then(stage, who)


MEMBER = Member(
    sequence=901,
    region=GUANGZHOU,
    name="甄有钱",
    born=date(1986, 4, 12),
    cover=Cover("employee", "in_service", employer="steady", wage_yuan=15_000),
    shows="每月足额缴费，账户有钱可用。 Paid in full every month; there is money to use.",
    also={"NOREF": ("C86", "C87"), "WDRAW": ("C111",)},
    happen=happen,
)
