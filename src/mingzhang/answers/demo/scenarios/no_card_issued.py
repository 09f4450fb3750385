"""Paid every month, but no card was ever issued: the money is held."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU

MEMBER = Member(
    sequence=908,
    region=GUANGZHOU,
    name="吴社卡",
    born=date(1996, 1, 30),
    cover=Cover("employee", "in_service", employer="steady", months=12),
    shows="从未办卡，账户未激活，钱已划入但不可用。 No card was ever issued, so the money is held.",
    symptoms=("Z0",),
    causes=("C5",),
    card="none",
)
