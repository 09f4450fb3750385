"""She paid last night; the bank has the money and the books do not."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import ordered, said, sent
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The channel says that it took the money, and nothing more."""
    order = ordered(stage, who, due_months(stage, who)[:1], stage.moment(1, 21))
    sent(stage, order, stage.moment(1, 21))
    said(stage, order, "accepted", stage.moment(1, 21, 1))


MEMBER = Member(
    sequence=969,
    region=GUANGZHOU,
    name="途中银",
    born=date(1996, 5, 5),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="昨晚已付款，钱在银行，还没到医保。 Paid, at the bank, not with us yet.",
    symptoms=("PREM",),
    causes=("C78",),
    also={"PNF": ("C11",), "NOMON": ("C11",)},
    happen=happen,
)
