"""The tax office took the money and sent it back: the account is another's."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import ordered, said, sent
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """First taken, then sent back for the name."""
    order = ordered(stage, who, due_months(stage, who)[:1], stage.moment(4, 18), "tax")
    sent(stage, order, stage.moment(4, 18))
    said(stage, order, "accepted", stage.moment(4, 18, 1))
    said(stage, order, "failed", stage.moment(3, 9), "IDENTITY_MISMATCH")


MEMBER = Member(
    sequence=971,
    region=BEIJING,
    name="退错名",
    born=date(1997, 3, 13),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="姓名证件不符，缴费被退回。 Name or number did not match; the payment came back.",
    symptoms=("PREF",),
    causes=("C84",),
    happen=happen,
)
