"""Asks in one city, insured in another."""

from datetime import date

from mingzhang.answers.demo.cast import Member
from mingzhang.answers.demo.regions import BEIJING, GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.registers.enrolment import operations as register
from mingzhang.registers.enrolment import queries as people
from mingzhang.registers.enrolment.records import NewCoverage, NewPerson, PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The same identity number is insured in the other region."""
    here = people.person(stage.connection, stage.region, who.person_id)
    assert here is not None
    there = NewPerson(MEMBER.name, MEMBER.number, here.gender, here.birth_date)
    key = done(register.enrol_person(stage.connection, GUANGZHOU, there, on=stage.month(20)))
    coverage = NewCoverage("resident", "adult", stage.month(20), confirmed_on=stage.month(20))
    done(register.open_coverage(stage.connection, GUANGZHOU, key.person_id, coverage))


MEMBER = Member(
    sequence=933,
    region=BEIJING,
    name="戚异地",
    born=date(1990, 3, 15),
    cover=None,
    shows="在另一个城市参保，这里查当然是空的。 Insured in another city; here there is nothing.",
    symptoms=("Z0",),
    causes=("C34",),
    happen=happen,
)
