"""A healthy payer: every month paid in time, money in the account, nothing to explain."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU

MEMBER = Member(
    sequence=901,
    region=GUANGZHOU,
    name="甄有钱",
    born=date(1986, 4, 12),
    cover=Cover("employee", "in_service", employer="steady", wage_yuan=15_000),
    shows="每月足额缴费，账户有钱可用。 Paid in full every month; there is money to use.",
)
