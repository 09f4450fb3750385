"""She chose the bank debit and never signed an agreement."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import BANK_DEBIT, refused
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The debit for last month is refused."""
    refused(stage, who, due_months(stage, who)[:1], stage.moment(4, 10), BANK_DEBIT)


MEMBER = Member(
    sequence=963,
    region=GUANGZHOU,
    name="白未签",
    born=date(1992, 9, 9),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="没签代扣协议，银行代扣缴不了。 No agreement allows the bank to debit.",
    symptoms=("PREM",),
    causes=("C72",),
    happen=happen,
)
