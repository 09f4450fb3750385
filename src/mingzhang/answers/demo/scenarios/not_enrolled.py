"""Known to the register, insured nowhere."""

from datetime import date

from mingzhang.answers.demo.cast import Member
from mingzhang.answers.demo.regions import BEIJING

MEMBER = Member(
    sequence=922,
    region=BEIJING,
    name="魏参保",
    born=date(2001, 10, 10),
    cover=None,
    shows="目前没有任何参保。 Not enrolled in any scheme.",
    symptoms=("Z0",),
    causes=("C20",),
)
