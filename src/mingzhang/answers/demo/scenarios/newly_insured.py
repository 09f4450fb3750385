"""Insured since this month: the first money comes later, and that is how it should be."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING

MEMBER = Member(
    sequence=916,
    region=BEIJING,
    name="辛参保",
    born=date(1999, 6, 14),
    cover=Cover("employee", "in_service", employer="steady", months=0),
    shows="本月刚参保，首次划入在下月。 Newly insured; the first allocation comes next month.",
    symptoms=("Z0", "NOMON"),
    causes=("C12",),
)
