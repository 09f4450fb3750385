"""He pays for himself in the second tier: no personal account in his city."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import HAIKOU

MEMBER = Member(
    sequence=983,
    region=HAIKOU,
    name="灵无户",
    born=date(1983, 1, 27),
    cover=Cover("employee", "flexible", tier="tier2"),
    shows="灵活就业二档，按当地规定没有个人账户。 A flexible worker without an account.",
    symptoms=("Z0", "NOQ"),
    causes=("C16",),
)
