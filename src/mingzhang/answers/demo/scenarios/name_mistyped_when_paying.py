"""A digit of the number was typed wrong when paying."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import refused
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.money.collection.orders.records import Entered
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The name is right, the number is a neighbour's."""
    typed = Entered(who.person_id, MEMBER.name, MEMBER.number[:-2] + "1X")
    refused(stage, who, due_months(stage, who)[:1], stage.moment(3, 19), entered=[typed])


MEMBER = Member(
    sequence=960,
    region=GUANGZHOU,
    name="言错号",
    born=date(1987, 11, 3),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="缴费时身份证号填错，被退回。 A wrong digit in the number; the payment was refused.",
    symptoms=("PREM",),
    causes=("C69",),
    happen=happen,
)
