"""Past retirement age and paying on: no account by rule."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU

MEMBER = Member(
    sequence=921,
    region=GUANGZHOU,
    name="严缴费",
    born=date(1962, 7, 7),
    cover=Cover("employee", "retired_paying_on", wage_yuan=6_000),
    shows="到龄延缴人员不设个人账户。 Those who pay on after retirement age have no account.",
    symptoms=("Z0",),
    causes=("C19",),
)
