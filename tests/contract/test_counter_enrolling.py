"""The enrolment desk: entering, changing and ending cover at the counter, with refusals beside the field."""

from __future__ import annotations

import re
from datetime import date
from itertools import count

import pytest
from django.test import Client
from tests.cast import id_number, made
from tests.counter_stage import HERE, THERE, CounterStage, text_of

from mingzhang.basics.identifiers import record_number
from mingzhang.books.database import connect
from mingzhang.registers.enrolment import operations, queries
from mingzhang.registers.enrolment.records import NewCoverage, NewPerson

SERIAL = count(301, 2)
BORN = date(1990, 2, 3)
CLERK = "clerk1"


def entered(region: str = HERE, *, number: str | None = None) -> tuple[int, str]:
    """A person new to a register, without cover: person id, identity number."""
    number = number or id_number(next(SERIAL), BORN)
    with connect() as connection:
        new = NewPerson("沈新来", number, 1, BORN)
        return made(operations.enrol_person(connection, region, new, on=date(2025, 1, 1))).person_id, number


def covered(person: int, new: NewCoverage, region: str = HERE) -> None:
    with connect() as connection:
        made(operations.open_coverage(connection, region, person, new))


def page_of(person: int) -> str:
    return f"/counter/enrolling/{record_number(HERE, person)}"


def status_of(person: int, region: str = HERE, on: date = date(2025, 6, 10)) -> str:
    with connect() as connection:
        found = queries.coverage_on(connection, region, person, on)
    return found.status if found is not None else "none"


def act(client: Client, person: int, name: str, **typed: str) -> object:
    return client.post(f"{page_of(person)}/{name}", typed)


def beside(content: bytes, field: str) -> str:
    """What is told beside a field; empty when nothing is."""
    found = re.search(rf'id="h-{field}"><strong class="wrong">(.*?)</strong>', content.decode())
    return found.group(1) if found else ""


FLEXIBLE = NewCoverage("employee", "flexible", date(2024, 1, 1), confirmed_on=date(2024, 1, 1))


class TestEntering:
    def test_somebody_new_is_entered_and_then_registered(self, counter: CounterStage) -> None:
        clerk, number = counter.browser("clerk"), id_number(next(SERIAL), BORN)
        answer = clerk.post("/counter/enrolling/new", {"name": "沈新来", "kind": "01", "document": number})
        assert answer.status_code == 302 and answer["Location"].endswith("/register")
        with connect() as connection:
            ((person,), *_) = [[key.person_id] for key in queries.find_people(connection, number)]
            found = queries.person(connection, HERE, person)
        assert found is not None and (found.birth_date, found.gender) == (BORN, 1)
        form = clerk.get(answer["Location"])
        assert 'value="2025-06-01"' in form.content.decode()
        done = clerk.post(answer["Location"], {"category": "flexible", "starts": "2025-06-01"}, follow=True)
        assert "已登记参保" in text_of(done.content) and "税务未核定" in text_of(done.content)
        confirmed = act(clerk, person, "confirm", on="2025-06-10")
        assert confirmed.status_code == 302  # type: ignore[attr-defined]
        assert "税务未核定" not in text_of(clerk.get(page_of(person)).content)

    @pytest.mark.parametrize(
        ("typed", "field", "says"),
        [
            ({"document": "999999199002033019"}, "document", "身份证号码不正确"),
            ({"document": ""}, "document", "证件号码"),
            ({"kind": "03", "document": "E1234567"}, "born", "出生日期或性别没有填"),
            ({"kind": "03", "document": "E1234567", "born": "2026-01-01", "gender": "2"}, "born", "今天以后"),
        ],
    )
    def test_what_is_wrong_is_told_beside_its_field(
        self, counter: CounterStage, typed: dict[str, str], field: str, says: str
    ) -> None:
        form = {"name": "沈新来", "kind": "01", **typed}
        answer = counter.browser("clerk").post("/counter/enrolling/new", form)
        assert answer.status_code == 422 and says in beside(answer.content, field)

    def test_a_number_that_is_somebodys_is_not_entered_twice(self, counter: CounterStage) -> None:
        _, number = entered()
        form = {"name": "别人", "kind": "01", "document": number.lower()}
        answer = counter.browser("clerk").post("/counter/enrolling/new", form)
        assert answer.status_code == 422 and "已经登记" in beside(answer.content, "document")

    def test_a_passport_states_birth_and_gender(self, counter: CounterStage) -> None:
        form = {"name": "LEE", "kind": "03", "document": f"P{next(SERIAL)}", "born": "1970-05-06", "gender": "2"}
        answer = counter.browser("clerk").post("/counter/enrolling/new", form)
        assert answer.status_code == 302


class TestChanging:
    def test_an_unknown_wait_is_asked_for_beside_its_field(self, counter: CounterStage) -> None:
        person, _ = entered()
        clerk, form = counter.browser("clerk"), {"category": "adult", "starts": "2025-06-01"}
        answer = act(clerk, person, "register", **form)
        assert answer.status_code == 422  # type: ignore[attr-defined]
        assert "居民集中参保期" in beside(answer.content, "entitled_from")  # type: ignore[attr-defined]
        assert status_of(person) == "none"
        again = act(clerk, person, "register", **form, entitled_from="2025-09-01")
        assert again.status_code == 302 and status_of(person) == "active"  # type: ignore[attr-defined]

    def test_suspended_resumed_stopped_and_renewed(self, counter: CounterStage) -> None:
        person, _ = entered()
        covered(person, FLEXIBLE)
        clerk = counter.browser("clerk")
        for name, typed, status in (
            ("suspend", {"on": "2025-03-01", "reason": "arrears"}, "suspended"),
            ("resume", {"on": "2025-04-01"}, "active"),
            ("stop", {"on": "2025-05-01", "reason": "own_wish", "note": "去外地"}, "stopped"),
            ("renew", {"starts": "2025-06-01"}, "active"),
        ):
            assert act(clerk, person, name, **typed).status_code == 302  # type: ignore[attr-defined]
            assert status_of(person) == status
        told = text_of(clerk.get(page_of(person)).content)
        for words in ("暂停", "恢复", "停保", "续保", "去外地", CLERK):
            assert words in told

    @pytest.mark.parametrize(
        ("name", "typed", "field", "says"),
        [
            ("stop", {"on": "2025-09-01", "reason": "own_wish"}, "on", "太晚"),
            ("stop", {"on": "2025-06-01", "reason": "died"}, "reason", "停保的原因"),
            ("stop", {"on": "1. Juni", "reason": "own_wish"}, "on", "从哪天起"),
            ("suspend", {"on": "2025-06-01"}, "reason", "暂停的原因"),
            ("death", {"died_on": "2025-06-11"}, "died_on", "太晚"),
            ("hire", {"employer": "E999", "on": "2025-06-01"}, "employer", "没有找到这个单位"),
            ("leave", {"last_month": "2025-05", "reason": "left_job"}, "last_month", "不由本单位参保"),
        ],
    )
    def test_refusals_stand_beside_their_field_and_change_nothing(
        self, counter: CounterStage, name: str, typed: dict[str, str], field: str, says: str
    ) -> None:
        person, _ = entered()
        covered(person, FLEXIBLE)
        answer = act(counter.browser("clerk"), person, name, **typed)
        assert answer.status_code == 422  # type: ignore[attr-defined]
        assert says in beside(answer.content, field)  # type: ignore[attr-defined]
        for value in (typed[name] for name in typed if name != "reason"):
            assert f'value="{value}"' in answer.content.decode()  # type: ignore[attr-defined]
        assert status_of(person) == "active"

    def test_hired_and_left(self, counter: CounterStage) -> None:
        person, _ = entered()
        clerk = counter.browser("clerk")
        hired = act(clerk, person, "hire", employer="E001", on="2025-05-01", confirmed="yes")
        assert hired.status_code == 302  # type: ignore[attr-defined]
        staff = text_of(clerk.get("/counter/enrolling/employers/E001").content)
        assert record_number(HERE, person) in staff and "沈新来" not in staff  # names are covered
        assert act(clerk, person, "leave", last_month="2025-05", reason="left_job").status_code == 302  # type: ignore[attr-defined]
        assert status_of(person) == "stopped"
        page = clerk.get("/counter/enrolling/employers/E001?on=2025-05-31")
        assert record_number(HERE, person) in text_of(page.content)
        assert clerk.get("/counter/enrolling/employers/E404").status_code == 404

    def test_a_death_stops_everything(self, counter: CounterStage) -> None:
        person, _ = entered()
        covered(person, FLEXIBLE)
        clerk = counter.browser("clerk")
        assert act(clerk, person, "death", died_on="2025-06-01").status_code == 302  # type: ignore[attr-defined]
        assert status_of(person) == "stopped"
        page = clerk.get(page_of(person)).content.decode()
        assert f"{page_of(person)}/register" not in page and f"{page_of(person)}/renew" not in page


class TestComparing:
    def test_each_difference_is_marked_with_the_characters_that_differ(self, counter: CounterStage) -> None:
        person, number = entered()
        clerk = counter.browser("clerk")
        assert "都一致" in text_of(clerk.get(page_of(person)).content)
        with connect() as connection:
            wrong = {"on": date(2025, 3, 5), "reason": "发卡", "holder": "bank", "name": "沈辛来"}
            operations.change_identity(connection, HERE, person, **wrong)
        answer = clerk.get(page_of(person))
        told = text_of(answer.content)
        assert "1 处不一致" in told and "第 2 位不同" in told
        assert number not in answer.content.decode() and "辛" not in told  # both sides are covered
        with connect() as connection:
            operations.change_identity(
                connection, HERE, person, on=date(2025, 6, 9), reason="已改", holder="bank", name="沈新来"
            )
        assert "都一致" in text_of(clerk.get(page_of(person)).content)


class TestMovingAndDoubles:
    def test_the_rule_says_which_of_two_ends_and_the_desk_of_both_regions_ends_it(self, counter: CounterStage) -> None:
        here, number = entered()
        there, _ = entered(THERE, number=number)
        covered(there, NewCoverage("resident", "adult", date(2025, 1, 1), confirmed_on=date(2025, 1, 1)), THERE)
        clerk = counter.browser("clerk")
        registered = act(clerk, here, "register", category="flexible", starts="2025-06-01")
        assert registered.status_code == 302  # type: ignore[attr-defined]
        told = text_of(clerk.get(page_of(here)).content)
        assert "职工和居民重复参保" in told and "重复缴的费可以退" in told
        person_page = f"/counter/people/{record_number(HERE, here)}"
        assert "职工和居民重复参保" in text_of(clerk.get(person_page).content)
        form = {"end": record_number(THERE, there), "on": "2025-06-10"}
        refused = act(clerk, here, "end-duplicate", **form)
        assert "不归本窗口管" in beside(refused.content, "end")  # type: ignore[attr-defined]
        wide = counter.browser("wide1")
        assert act(wide, here, "end-duplicate", **form).status_code == 302  # type: ignore[attr-defined]
        assert (status_of(here), status_of(there, THERE)) == ("active", "stopped")

    def test_a_transfer_is_asked_for_shown_to_both_desks_and_refused(self, counter: CounterStage) -> None:
        here, number = entered()
        there, _ = entered(THERE, number=number)
        clerk = counter.browser("clerk")
        assert act(clerk, here, "ask-transfer", region=THERE).status_code == 302  # type: ignore[attr-defined]
        again = act(clerk, here, "ask-transfer", region=THERE)
        assert "已有一笔转移在办理中" in beside(again.content, "region")  # type: ignore[attr-defined]
        other = counter.browser("clerk2")
        assert record_number(THERE, there) in text_of(other.get("/counter/enrolling/").content)
        assert "外地来要的转移凭证" in text_of(other.get("/counter/").content)
        with connect() as connection:
            (open_one,) = queries.transfers(connection, HERE, here)
        form = {"transfer": open_one.number, "reason": "本人改主意"}
        assert act(clerk, here, "refuse-transfer", **form).status_code == 302  # type: ignore[attr-defined]
        assert "本人改主意" in text_of(clerk.get(page_of(here)).content)
        assert record_number(THERE, there) not in text_of(other.get("/counter/enrolling/").content)


class TestWhoMay:
    def test_only_clerks_act_and_others_read(self, counter: CounterStage) -> None:
        person, _ = entered()
        covered(person, FLEXIBLE)
        for role in ("checker", "supervisor"):
            browser = counter.browser(role)
            assert browser.get(page_of(person)).status_code == 200
            assert browser.get(f"{page_of(person)}/stop").status_code == 403
            assert act(browser, person, "stop", on="2025-06-01", reason="own_wish").status_code == 403  # type: ignore[attr-defined]
            assert browser.get("/counter/enrolling/new").status_code == 403
        for role in ("finance", "system", "security", "audit"):
            assert counter.browser(role).get(page_of(person)).status_code == 403
            assert counter.browser(role).get("/counter/enrolling/").status_code == 403
        assert status_of(person) == "active"

    def test_another_regions_person_does_not_exist_and_each_look_is_recorded(self, counter: CounterStage) -> None:
        person, _ = entered()
        assert counter.browser("clerk2").get(page_of(person)).status_code == 404
        counter.browser("clerk").get(page_of(person))
        looks = counter.rows("select purpose, actor from evidence_lookup where person_id = %s", person)
        assert looks == [("enrolment", CLERK)]

    def test_an_act_that_does_not_fit_leads_back_and_an_unknown_one_is_not_found(self, counter: CounterStage) -> None:
        person, _ = entered()
        clerk = counter.browser("clerk")
        assert clerk.get(f"{page_of(person)}/resume")["Location"] == page_of(person)
        assert clerk.get(f"{page_of(person)}/divorce").status_code == 404
