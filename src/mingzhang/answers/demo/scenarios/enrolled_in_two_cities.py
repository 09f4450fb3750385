"""She works in one city and is still enrolled as a resident in the other."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import refused
from mingzhang.answers.demo.regions import BEIJING, GUANGZHOU
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.registers.enrolment import operations as register
from mingzhang.registers.enrolment.records import NewCoverage, NewEnrolment, NewPerson, PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The other city's books were taken over with her in them; then she tries to pay here."""
    since = stage.month(3)
    there = NewPerson(MEMBER.name, MEMBER.number, MEMBER.gender, MEMBER.born)
    cover = NewCoverage("employee", "flexible", since, confirmed_on=since, entitled_from=since)
    done(register.enrol_many(stage.connection, BEIJING, [NewEnrolment(there, (cover,))], on=since))
    refused(stage, who, due_months(stage, who)[:1], stage.moment(2, 12))


MEMBER = Member(
    sequence=959,
    region=GUANGZHOU,
    name="双城保",
    born=date(1990, 10, 1),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="两地同时参保，缴费被拦下。 Enrolled in two cities at once; the payment is stopped.",
    symptoms=("PREM",),
    causes=("C68",),
    happen=happen,
)
