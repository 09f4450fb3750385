"""A card lies in the drawer, not activated: the money is there and cannot be used."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU

MEMBER = Member(
    sequence=909,
    region=GUANGZHOU,
    name="韦激活",
    born=date(1995, 11, 11),
    cover=Cover("employee", "in_service", employer="steady", months=12),
    shows="卡已制发但没有激活，余额被保留。 The card is not activated; the money is there and held.",
    symptoms=("Z0", "HASBAL"),
    causes=("C6",),
    card="inactive",
)
