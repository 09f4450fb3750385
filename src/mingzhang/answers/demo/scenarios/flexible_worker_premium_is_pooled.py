"""A flexible worker: the premium goes to the pool, and whether there is an account at all is honestly unknown."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING

MEMBER = Member(
    sequence=920,
    region=BEIJING,
    name="霍灵活",
    born=date(1987, 12, 1),
    cover=Cover("employee", "flexible", wage_yuan=7_000),
    shows="灵活就业缴费进入统筹；是否设个人账户，条文未入库，页面如实说明。 The premium goes to the pool.",
    symptoms=("NOMON",),
    causes=("C33",),
)
