"""The README's second login: ten months declared, none paid, and the page says so."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU

MEMBER = Member(
    sequence=904,
    region=GUANGZHOU,
    name="梅有钱",
    born=date(1992, 8, 8),
    cover=Cover("employee", "in_service", employer="silent", months=10),
    shows="单位参保登记后未缴费，余额为 0。 Enrolled by an employer that pays nothing; the balance is 0.",
    symptoms=("Z0", "NOMON"),
    causes=("C1",),
)
