"""An employer that declared its people and never paid: the account stays at zero."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING

MEMBER = Member(
    sequence=903,
    region=BEIJING,
    name="梅缴费",
    born=date(1991, 5, 2),
    cover=Cover("employee", "in_service", employer="silent", months=14),
    shows="单位从未缴费，账户一直为 0。 The employer has never paid, so the account is 0.",
    symptoms=("Z0", "NOMON"),
    causes=("C1",),
    also={"FAKEOK": ("C93",), "GAP": ("C1",)},
)
