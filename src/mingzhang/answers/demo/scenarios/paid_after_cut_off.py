"""The employer pays each month after the cut-off, so each allocation is made up a month later."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU

MEMBER = Member(
    sequence=918,
    region=GUANGZHOU,
    name="池缴费",
    born=date(1988, 9, 9),
    cover=Cover("employee", "in_service", employer="tardy", months=6),
    shows="单位过了截止日才缴费，当月的钱顺延到下一批划入。 Paid after the cut-off; it comes with the next batch.",
    symptoms=("NOMON",),
    causes=("C14",),
)
