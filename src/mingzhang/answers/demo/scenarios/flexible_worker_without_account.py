"""A flexible worker in a region whose rule gives such people no account."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING

MEMBER = Member(
    sequence=920,
    region=BEIJING,
    name="霍灵活",
    born=date(1987, 12, 1),
    cover=Cover("employee", "flexible", wage_yuan=7_000),
    shows="灵活就业按本地规定不设个人账户。 Flexible workers have no account here by rule.",
    symptoms=("Z0", "NOMON"),
    causes=("C16",),
)
