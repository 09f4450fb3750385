"""The case desk: who may do what, what each page shows, and how papers are taken in and given out."""

from __future__ import annotations

import re
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.case_papers import jpeg, pdf, png
from tests.cast import made
from tests.counter_stage import HERE, CounterStage, text_of

from mingzhang.basics.identifiers import record_number
from mingzhang.books import cases
from mingzhang.books.cases import Case
from mingzhang.books.database import connect
from mingzhang.money import applications

NEXT = count(1)


def scan(content: bytes | None = None, name: str = "身份证.png") -> SimpleUploadedFile:
    """A scanned paper, each a picture of its own."""
    return SimpleUploadedFile(name, content if content is not None else png(shade=next(NEXT) % 250))


def new_phone() -> str:
    """A telephone number that no application has named yet."""
    return f"1990{next(NEXT):07d}"


def handed_in(counter: CounterStage, kind: str, facts: dict[str, cases.Fact], person: int | None = None) -> Case:
    with connect() as connection:
        return made(
            cases.submit(
                connection,
                HERE,
                applications.kinds()[kind],
                person_id=person or counter.cast.healthy,
                applicant="陈健",
                channel="portal",
                facts=facts,
                now=counter.clock(),
            )
        )


@pytest.fixture
def correction(counter: CounterStage) -> Case:
    """A person's own correction of a telephone, decided by one clerk."""
    return handed_in(counter, "identity_correction", {"holder": "register", "phone": new_phone(), "reason": "换号"})


@pytest.fixture
def deemed(counter: CounterStage) -> Case:
    """An application that moves money, so two people decide; its papers are there."""
    with connect() as connection:
        kind = applications.kinds()["deemed_years"]
        found = made(
            cases.submit(
                connection,
                HERE,
                kind,
                person_id=counter.cast.healthy,
                applicant="陈健",
                channel="counter",
                facts={"months": next(NEXT), "basis": "招工登记表"},
                now=counter.clock(),
                by="clerk1",
            )
        )
        for rule in kind.needed_documents(HERE, counter.clock().date(), found.facts):
            content = png(shade=next(NEXT) % 250)
            paper = {"name": rule.name, "file_name": "a.png", "content": content, "by": "clerk1"}
            made(cases.add_document(connection, HERE, found.id, now=counter.clock(), **paper))
    return found


def step(client: Client, found: Case, name: str, **said: object):
    return client.post(f"/counter/casework/{found.number}/steps/{name}", said)


def now_of(found: Case) -> Case:
    with connect() as connection:
        there = cases.case(connection, HERE, found.id)
    assert there is not None
    return there


def test_two_people_decide_at_two_desks(counter: CounterStage, deemed: Case) -> None:
    clerk, checker = counter.browser("clerk"), counter.browser("checker")
    assert step(clerk, deemed, "accept").status_code == 302
    page = text_of(clerk.get(f"/counter/casework/{deemed.number}").content)
    assert "初审意见" in page
    assert "复核决定" not in page
    assert step(clerk, deemed, "propose", decision="approve").status_code == 302
    assert step(clerk, deemed, "check", decision="approve").status_code == 403
    page = text_of(checker.get(f"/counter/casework/{deemed.number}").content)
    assert "clerk1 拟同意" in page
    assert "复核决定" in page
    assert step(checker, deemed, "check", decision="approve").status_code == 302
    done = now_of(deemed)
    assert (done.state, done.proposed_by, done.decided_by) == ("done", "clerk1", "checker1")
    assert "已同意并办结" in text_of(clerk.get(f"/counter/casework/{deemed.number}").content)


def test_a_checker_refuses_with_a_reason_or_sends_back(counter: CounterStage, deemed: Case) -> None:
    clerk, checker = counter.browser("clerk"), counter.browser("checker")
    step(clerk, deemed, "accept")
    step(clerk, deemed, "propose", decision="approve")
    assert step(checker, deemed, "send-back", reason="档案页码不清").status_code == 302
    assert "档案页码不清" in text_of(clerk.get(f"/counter/casework/{deemed.number}").content)
    step(clerk, deemed, "propose", decision="approve", reason="已补页码")
    unreasoned = step(checker, deemed, "check", decision="refuse")
    assert unreasoned.status_code == 422
    assert "不同意须选定一项理由" in text_of(unreasoned.content)
    assert step(checker, deemed, "check", decision="refuse", reason_code="FILE_SILENT").status_code == 302
    page = text_of(clerk.get(f"/counter/casework/{deemed.number}").content)
    assert "档案不能证明该段工龄" in page


def test_nobody_decides_on_an_old_screen(counter: CounterStage, deemed: Case) -> None:
    clerk = counter.browser("clerk")
    page = clerk.get(f"/counter/casework/{deemed.number}").content.decode()
    shown = re.search(r'name="version" value="(\d+)"', page)
    assert shown is not None
    step(clerk, deemed, "accept", version=shown.group(1))
    late = step(clerk, deemed, "ask", missing="证明", version=shown.group(1))
    assert late.status_code == 422
    assert "有了变化" in text_of(late.content)
    assert now_of(deemed).state == "accepted"


def test_one_clerk_concludes_where_no_money_moves_and_never_where_it_does(
    counter: CounterStage, correction: Case, deemed: Case
) -> None:
    clerk = counter.browser("clerk")
    for found in (correction, deemed):
        step(clerk, found, "accept")
    refused = step(clerk, deemed, "conclude", decision="approve")
    assert refused.status_code == 422
    assert "要先由经办人提出意见" in text_of(refused.content)
    paperless = step(clerk, correction, "conclude", decision="approve")
    assert "身份证件" in text_of(paperless.content)
    clerk.post(f"/counter/casework/{correction.number}/papers", {"paper-identity_card": scan()})
    assert step(clerk, correction, "conclude", decision="approve").status_code == 302
    assert now_of(correction).state == "done"


def test_the_clock_stands_while_the_desk_waits_for_papers(counter: CounterStage, correction: Case) -> None:
    clerk = counter.browser("clerk")
    assert step(clerk, correction, "ask", missing="身份证反面").status_code == 302
    page = text_of(clerk.get(f"/counter/casework/{correction.number}").content)
    assert "停住" in page
    assert "等申请人补：身份证反面" in page
    assert step(clerk, correction, "arrived").status_code == 302
    assert now_of(correction).due_on is not None


def test_only_a_supervisor_extends_and_only_where_a_rule_allows(counter: CounterStage, correction: Case) -> None:
    step(counter.browser("clerk"), correction, "accept")
    assert step(counter.browser("clerk"), correction, "extend", reason="核查").status_code == 403
    refused = step(counter.browser("supervisor"), correction, "extend", reason="核查")
    assert refused.status_code == 422
    assert "没有可以延长办理时限的规定" in text_of(refused.content)


@pytest.mark.parametrize("role", ["finance", "system", "security", "audit"])
def test_other_roles_see_no_application(counter: CounterStage, correction: Case, role: str) -> None:
    client = counter.browser(role)
    for address in ("", correction.number, f"{correction.number}/papers/1"):
        assert client.get(f"/counter/casework/{address}").status_code == 403
    assert step(client, correction, "accept").status_code == 403
    assert now_of(correction).state == "submitted"


def test_an_application_of_another_region_is_not_here(counter: CounterStage, correction: Case) -> None:
    elsewhere = counter.browser("clerk2")
    assert elsewhere.get(f"/counter/casework/{correction.number}").status_code == 404
    assert step(elsewhere, correction, "accept").status_code == 404
    for number in ("1", record_number(HERE, 10**12), "x" * 20):
        assert counter.browser("clerk").get(f"/counter/casework/{number}").status_code == 404


def test_covered_numbers_open_only_when_asked_and_the_person_sees_it(counter: CounterStage, correction: Case) -> None:
    clerk = counter.browser("clerk")
    phone = str(correction.facts["phone"])
    address = f"/counter/casework/{correction.number}"
    covered, opened = clerk.get(address).content.decode(), clerk.post(f"{address}/open").content.decode()
    for whole in (phone, "陈健"):
        assert whole not in covered
        assert whole in opened
        assert whole not in clerk.get(address).content.decode()
    looks = counter.rows(
        "select purpose, reference from evidence_lookup where person_id = %s and actor = 'clerk1' order by id",
        correction.person_id,
    )
    assert ("unmask", correction.number) in looks


def test_papers_are_given_out_as_files_and_never_run(counter: CounterStage, correction: Case) -> None:
    clerk = counter.browser("clerk")
    content = pdf(b"5 0 obj (%d) endobj" % next(NEXT))
    paper = scan(content, "附件; filename=evil.html.pdf")
    added = clerk.post(f"/counter/casework/{correction.number}/papers", {"paper-other": paper})
    assert added.status_code == 302
    with connect() as connection:
        (there,) = cases.documents(connection, HERE, correction.id)
    answer = clerk.get(f"/counter/casework/{correction.number}/papers/{there.id}")
    assert answer.content == content
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert '"' not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert clerk.get(f"/counter/casework/{correction.number}/papers/{there.id + 10**6}").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.html", b"<script>alert(1)</script>", "不是 PDF、JPG 或 PNG 文件"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "不是 PDF、JPG 或 PNG 文件"),
        ("a.pdf", pdf(b"5 0 obj << /S /JavaScript >> endobj"), "含有脚本"),
        ("a.pdf", b"%PDF-1.4" + bytes(5 * 1024 * 1024), "超过 5 MB"),
    ],
    ids=["html", "svg as png", "script", "large"],
)
def test_papers_that_attack_are_refused_with_a_reason(
    counter: CounterStage, correction: Case, name: str, content: bytes, says: str
) -> None:
    address = f"/counter/casework/{correction.number}/papers"
    answer = counter.browser("clerk").post(address, {"paper-other": scan(content, name)})
    assert answer.status_code == 422
    assert says in text_of(answer.content)


def test_the_queue_shows_what_each_desk_looks_for(counter: CounterStage, correction: Case, deemed: Case) -> None:
    clerk, checker = counter.browser("clerk"), counter.browser("checker")
    new = clerk.get("/counter/casework/?show=new").content.decode()
    assert correction.number in new
    assert "陈健" not in new
    step(clerk, deemed, "accept")
    assert deemed.number in clerk.get("/counter/casework/?show=mine").content.decode()
    step(clerk, deemed, "propose", decision="approve")
    assert deemed.number in checker.get("/counter/casework/?show=to_check").content.decode()
    assert deemed.number not in clerk.get("/counter/casework/?show=mine").content.decode()
    only = checker.get("/counter/casework/?kind=deemed_years").content.decode()
    assert deemed.number in only
    assert correction.number not in only
    assert "等我复核" in text_of(checker.get("/counter/").content)


def test_an_application_is_taken_in_at_the_window(counter: CounterStage) -> None:
    clerk = counter.browser("clerk")
    number = counter.number(counter.cast.neighbour)
    assert "参保信息更正" in text_of(clerk.get(f"/counter/casework/start/{number}").content)
    form = f"/counter/casework/start/{number}/identity-correction"
    assert "正确的手机号码" in text_of(clerk.get(form).content)
    typed = {"applicant": "林芳", "holder": "register", "phone": new_phone(), "reason": "换号"}
    unfilled = clerk.post(form, typed | {"reason": ""})
    assert unfilled.status_code == 422
    assert "更正原因" in text_of(unfilled.content)
    broken = clerk.post(form, typed | {"paper-identity_card": scan(b"GIF89a", "a.gif")})
    assert broken.status_code == 422
    with connect() as connection:
        assert cases.cases_of(connection, HERE, counter.cast.neighbour) == ()
    taken = clerk.post(form, typed | {"paper-identity_card": scan(jpeg(), "a.jpg")})
    assert taken.status_code == 302
    with connect() as connection:
        (found,) = cases.cases_of(connection, HERE, counter.cast.neighbour)
    assert (found.state, found.handler, found.channel) == ("accepted", "clerk1", "counter")
    assert taken.url == f"/counter/casework/{found.number}"


def test_the_window_tells_at_once_what_cannot_be_refunded(counter: CounterStage) -> None:
    clerk = counter.browser("clerk")
    form = f"/counter/casework/start/{counter.number(counter.cast.healthy)}/premium-refund"
    page = clerk.get(form).content.decode()
    receipt = re.search(r'<option value="(\d{20})"', page)
    assert receipt is not None
    answer = clerk.post(form, {"receipt": receipt.group(1), "ground": "DUPLICATE"})
    assert answer.status_code == 422
    assert clerk.get(form.replace("premium-refund", "no-such-kind")).status_code == 404
