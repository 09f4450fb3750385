"""The declaration desk: a file is shown before it is taken over, its faults can be taken away, work goes on beside."""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from tests.cast import made
from tests.counter_stage import HERE, THERE, CounterStage, text_of
from tests.declarations import HEADER, csv_file, person

from mingzhang.books import jobs
from mingzhang.books.database import connect
from mingzhang.money.contributions.declaring import file_by_id
from mingzhang.registers.enrolment import operations, queries
from mingzhang.registers.enrolment.records import Employer
from mingzhang.site.working import load_kinds

SERIAL = count(401)
MONTH = "2025-06"


@pytest.fixture
def employer() -> Employer:
    number = next(SERIAL)
    with connect() as connection:
        return made(operations.register_employer(connection, HERE, f"D{number}", f"申报{number}有限公司"))


def upload(client: Client, employer: str, content: bytes, *, name: str = "六月.csv", month: str = MONTH) -> str:
    """Upload a file; the address of its page, or what was refused."""
    sent = {"employer": employer, "month": month, "file": SimpleUploadedFile(name, content)}
    answer = client.post("/counter/declaring/upload", sent)
    return answer["Location"] if answer.status_code == 302 else f"{answer.status_code} {text_of(answer.content)}"


def work_through() -> None:
    """What the worker beside the server does."""
    load_kinds()
    with connect() as watch, connect() as own:
        from mingzhang.doors.frame import clock

        while jobs.run_next(watch, own, clock.now):
            pass


def file_id(page: str) -> int:
    return int(page.rstrip("/").split("/")[-1].split("?")[0])


class TestAFileThatIsSound:
    def test_it_is_shown_then_taken_over_in_the_background(self, counter: CounterStage, employer: Employer) -> None:
        clerk = counter.browser("clerk")
        rows = [person(next(SERIAL), "10000"), person(next(SERIAL), "5000")]
        page = upload(clerk, employer.code, csv_file(rows))
        shown = text_of(clerk.get(page).content)
        # 10,000 and the floor of 6,236 yuan at 2 % and 5.35 %: 324.72 from the people, 868.63 from the employer.
        for said in ("新增 2", "324.72", "868.63", "1,193.35", "没有错误", "月工资低于缴费基数下限"):
            assert said in shown, said
        assert file_by_id_here(page).state == "checked"
        asked = clerk.post(f"{page}/declare")
        assert "正在申报" in text_of(clerk.get(asked["Location"]).content)
        work_through()
        done = text_of(clerk.get(asked["Location"]).content)
        assert "已经申报" in done and "clerk1" in done
        with connect() as connection:
            assert queries.staff_count(connection, HERE, employer.id, date(2025, 6, 1)) == 2
        ledger = text_of(clerk.get(f"/counter/declaring/employers/{employer.code}").content)
        assert "2025年6月" in ledger and "1,193.35" in ledger and "六月.csv" in ledger

    def test_the_same_file_again_is_the_same_file(self, counter: CounterStage, employer: Employer) -> None:
        clerk = counter.browser("clerk")
        content = csv_file([person(next(SERIAL))])
        assert upload(clerk, employer.code, content) == upload(clerk, employer.code, content)

    def test_xlsx_is_read_as_well(self, counter: CounterStage, employer: Employer, tmp_path: Path) -> None:
        book = Workbook()
        sheet = book.active
        sheet.append(list(HEADER))
        row = person(next(SERIAL), "")
        sheet.append([row["证件号码"], row["姓名"], 8000.5, "新增"])
        book.save(tmp_path / "六月.xlsx")
        clerk = counter.browser("clerk")
        page = upload(clerk, employer.code, (tmp_path / "六月.xlsx").read_bytes(), name="六月.xlsx")
        assert "8,000.50" in text_of(clerk.get(page).content)


class TestAFileWithFaults:
    def test_every_fault_is_told_and_nothing_can_be_declared(self, counter: CounterStage, employer: Employer) -> None:
        clerk = counter.browser("clerk")
        rows = [person(next(SERIAL), "abc"), person(next(SERIAL)) | {"姓名": ""}, person(next(SERIAL), change="走了")]
        page = upload(clerk, employer.code, csv_file(rows))
        answer = clerk.get(page)
        shown = text_of(answer.content)
        for said in ("错误 3 处", "月工资不是金额", "没有填姓名", "变动类型只能是", "整份不能申报"):
            assert said in shown, said
        assert b"/declare" not in answer.content
        clerk.post(f"{page}/declare")
        work_through()
        assert file_by_id_here(page).state == "faulty"

    def test_the_list_of_faults_is_a_file_that_runs_no_formula(self, counter: CounterStage, employer: Employer) -> None:
        clerk = counter.browser("clerk")
        page = upload(clerk, employer.code, csv_file([person(next(SERIAL), "=1+1")]))
        answer = clerk.get(f"{page}/faults.csv")
        assert answer["Content-Type"].startswith("text/csv")
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert lines[0] == "行,列,问题,应为,文件里写的"
        assert lines[1].startswith("2,月工资,") and lines[1].endswith(",'=1+1")

    @pytest.mark.parametrize(
        ("content", "said"),
        [(b"", "文件里没有内容"), (b"\xd0\xcf\x11\xe0old", "看不懂这种文件"), (b"PK\x03\x04broken", "文件打不开")],
    )
    def test_a_file_that_is_none_is_refused(
        self, counter: CounterStage, employer: Employer, content: bytes, said: str
    ) -> None:
        assert said in upload(counter.browser("clerk"), employer.code, content)

    def test_an_employer_and_a_month_are_needed(self, counter: CounterStage, employer: Employer) -> None:
        clerk = counter.browser("clerk")
        content = csv_file([person(next(SERIAL))])
        assert "没有这个单位编号" in upload(clerk, "NOBODY", content)
        assert "起始年月看不懂" in upload(clerk, employer.code, content, month="六月")
        assert "2025年7月 还没有到" in upload(clerk, employer.code, content, month="2025-07")


class TestWhoMay:
    def test_only_clerks_upload_and_declare(self, counter: CounterStage, employer: Employer) -> None:
        page = upload(counter.browser("clerk"), employer.code, csv_file([person(next(SERIAL))]))
        for role in ("checker", "finance", "supervisor"):
            other = counter.browser(role)
            assert other.get(page).status_code == 200
            assert b"/declare" not in other.get(page).content
            assert other.post(f"{page}/declare").status_code == 403
        assert counter.browser("audit").get(page).status_code == 403

    def test_another_regions_files_do_not_exist(self, counter: CounterStage, employer: Employer) -> None:
        page = upload(counter.browser("clerk"), employer.code, csv_file([person(next(SERIAL))]))
        away = counter.browser("clerk2", region=THERE)
        assert away.get(page).status_code == 404
        assert away.get(f"/counter/declaring/employers/{employer.code}").status_code == 404


class TestAPerson:
    def test_what_an_employer_owes_late_by_hand(self, counter: CounterStage) -> None:
        # January to May 2025 at 735 yuan; 130, 102, 71, 41 and 10 days late on 10 June at 0.05 % a day:
        # 47.78, 37.49 (37.485), 26.09, 15.07 and 3.68.
        clerk = counter.browser("clerk")
        shown = text_of(clerk.get(f"/counter/declaring/{counter.number(counter.cast.zero)}").content)
        for said in ("3,805.11", "3,675.00", "130.11", "2025年12月1日", "由个人承担", "单位没有按时缴费", "1,000.00"):
            assert said in shown, said

    def test_who_owes_nothing_is_told_so(self, counter: CounterStage) -> None:
        clerk = counter.browser("clerk")
        page = clerk.get(f"/counter/declaring/{counter.number(counter.cast.healthy)}")
        assert "没有过期未缴的月份" in text_of(page.content)

    def test_the_look_is_recorded(self, counter: CounterStage) -> None:
        clerk = counter.browser("clerk")
        clerk.get(f"/counter/declaring/{counter.number(counter.cast.retired)}")
        looks = counter.rows(
            "select purpose from evidence_lookup where person_id = %s and purpose = 'contribution'",
            counter.cast.retired,
        )
        assert looks


def test_the_empty_file_has_every_column(counter: CounterStage) -> None:
    content = counter.browser("clerk").get("/counter/declaring/template.csv").content
    assert content.decode("utf-8-sig").strip() == ",".join(HEADER)


def test_employers_are_found_by_name(counter: CounterStage, employer: Employer) -> None:
    page = counter.browser("clerk").get("/counter/declaring/", {"search": employer.name})
    assert f"/counter/declaring/employers/{employer.code}" in page.content.decode()


def file_by_id_here(page: str):  # type: ignore[no-untyped-def]
    with connect() as connection:
        found = file_by_id(connection, HERE, file_id(page))
    assert found is not None
    return found
