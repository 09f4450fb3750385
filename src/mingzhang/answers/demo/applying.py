"""Applications of the demo's crowd, one at each point of its way, so that desk and pages have something to show.

What they change is small on purpose: a telephone. Refunds among them are asked for and not carried out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from mingzhang.answers.demo.stage import Stage, done
from mingzhang.basics.identifiers import record_number
from mingzhang.books import cases
from mingzhang.books.cases import Case, Facts
from mingzhang.money import applications
from mingzhang.money.contributions import queries as contributions
from mingzhang.registers.enrolment import queries as register

CLERK, CHECKER = "clerk1", "checker1"
CORRECTIONS, REFUNDS = 5, 2
MISSING = "身份证件背面"
STORY = "替同名的亲戚缴费，缴到了我自己名下"
REFUSED = "转账附言写的是本人姓名，不能证明是替他人缴费"


def hand_in_applications(stage: Stage, people: Sequence[int]) -> None:
    """Let people of the crowd apply: new, waiting, overdue, to be checked, refused, done, taken back."""
    if len(people) < CORRECTIONS:
        return
    new, waiting, overdue, finished, withdrawn = people[:CORRECTIONS]
    correct_phone(stage, new, days_ago=1)
    found = correct_phone(stage, waiting, days_ago=9)
    ask(stage, found, days_ago=7)
    accept(stage, correct_phone(stage, overdue, days_ago=40), days_ago=38)
    finish(stage, correct_phone(stage, finished, days_ago=26), days_ago=22)
    found = correct_phone(stage, withdrawn, days_ago=15)
    done(cases.withdraw(stage.connection, stage.region, found.id, by=found.applicant, now=stage.moment(14)))
    asking = islice(refunds_asked(stage, people[CORRECTIONS:], days_ago=30), REFUNDS)
    for number, found in enumerate(asking):
        propose(stage, found, days_ago=28)
        if number > 0:
            refuse(stage, found, days_ago=20)


def refunds_asked(stage: Stage, people: Sequence[int], *, days_ago: int) -> Iterator[Case]:
    """Those whose newest contribution could go back ask for it, as paid for somebody else."""
    now = stage.moment(days_ago)
    for person_id in people:
        paid = contributions.receipts_for(stage.connection, stage.region, person_id)
        before = [one for one in paid if one.posted_at is not None and one.posted_at < now]
        if not before:
            continue
        receipt = record_number(stage.region, before[-1].id)
        facts: Facts = {"receipt": receipt, "ground": "IDENTITY_WRONG", "story": STORY}
        if applications.kinds()["premium_refund"].check(stage.connection, stage.region, person_id, facts, now) is None:
            yield hand_in(stage, "premium_refund", person_id, facts, days_ago)


def correct_phone(stage: Stage, person_id: int, *, days_ago: int) -> Case:
    """The person asks for another telephone in the register, with the identity card."""
    phone = f"1990000{person_id % 10_000:04d}"
    facts: Facts = {"holder": "register", "phone": phone, "reason": "更换手机号码"}
    return hand_in(stage, "identity_correction", person_id, facts, days_ago)


def ask(stage: Stage, found: Case, *, days_ago: int) -> None:
    """A clerk asks for a paper that is missing."""
    now = stage.moment(days_ago)
    done(cases.ask_for_papers(stage.connection, stage.region, found.id, missing=MISSING, by=CLERK, now=now))


def propose(stage: Stage, found: Case, *, days_ago: int) -> None:
    """A clerk takes the application on and proposes to approve it."""
    taken = accept(stage, found, days_ago=days_ago + 1)
    now = stage.moment(days_ago)
    done(cases.propose(stage.connection, stage.region, taken.id, decision="approve", by=CLERK, now=now))


def hand_in(stage: Stage, kind: str, person_id: int, facts: Facts, days_ago: int) -> Case:
    """Hand an application in through the portal with every paper that it needs."""
    who = register.person(stage.connection, stage.region, person_id)
    declared, now = applications.kinds()[kind], stage.moment(days_ago, 9)
    found = done(
        cases.submit(
            stage.connection,
            stage.region,
            declared,
            person_id=person_id,
            applicant=who.name if who is not None else "",
            channel="portal",
            facts=facts,
            now=now,
        )
    )
    for rule in declared.needed_documents(stage.region, now.date(), facts):
        added = cases.add_document(
            stage.connection,
            stage.region,
            found.id,
            name=rule.name,
            file_name=f"{rule.title.zh}.pdf",
            content=paper(rule.title.en),
            by=found.applicant,
            now=now,
        )
        done(added)
    return found


def accept(stage: Stage, found: Case, *, days_ago: int) -> Case:
    """A clerk takes the application on."""
    return done(cases.accept(stage.connection, stage.region, found.id, by=CLERK, now=stage.moment(days_ago)))


def refuse(stage: Stage, found: Case, *, days_ago: int) -> None:
    """A checker refuses what was proposed, with a reason and in words."""
    refused = cases.decide(
        stage.connection,
        stage.region,
        found.id,
        decision="refuse",
        reason_code="GROUND_NOT_PROVED",
        reason=REFUSED,
        by=CHECKER,
        now=stage.moment(days_ago),
    )
    done(refused)


def finish(stage: Stage, found: Case, *, days_ago: int) -> None:
    """The clerk takes an application on and decides it."""
    taken = accept(stage, found, days_ago=days_ago + 1)
    now = stage.moment(days_ago)
    done(cases.decide(stage.connection, stage.region, taken.id, decision="approve", by=CLERK, now=now))


def paper(title: str) -> bytes:
    """A page that says what it stands for: `title` in the letters that every PDF reader has."""
    drawn = f"BT /F1 24 Tf 72 720 Td (Demonstration: {title}) Tj ET".encode("ascii")
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    )
    whole, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(whole))
    return whole + b"xref\n0 %d\n" % size + table + trailer
