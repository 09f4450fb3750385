"""The lowest base rose in July; the employer went on paying the old amount for that month."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.scenes import due_months, pay_part
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey

PAYING_DAY = 20


def happen(stage: Stage, who: PersonKey) -> None:
    """Every month is paid in full, the month of the last rise as if nothing had risen."""
    months = [month for month in due_months(stage, who) if month.month < stage.month(0)]
    before = [months[0], *months]
    rise = max(now.month for was, now in zip(before, months, strict=False) if now.due_fen > was.due_fen)
    for was, month in zip(before, months, strict=False):
        paid = was if month.month == rise else month
        days_ago = (stage.as_of - month.month.replace(day=PAYING_DAY)).days
        pay_part(stage, month, paid.person_due_fen, paid.employer_due_fen, stage.moment(days_ago))


MEMBER = Member(
    sequence=981,
    region=BEIJING,
    name="涨未补",
    born=date(1981, 8, 15),
    cover=Cover("employee", "in_service", employer="silent", months=15, wage_yuan=4_000),
    shows="缴费标准调整后仍按旧标准缴，差额中断。 The amount rose and the old one was paid.",
    symptoms=("GAP",),
    causes=("C81",),
    happen=happen,
)
