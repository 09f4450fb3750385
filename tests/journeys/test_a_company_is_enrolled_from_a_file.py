"""A clerk enrols a company from a file: its faults are shown first, mended, and then everybody is insured at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.cast import made
from tests.declarations import csv_file, person
from tests.journeys.conftest import Visitor

from mingzhang.books import jobs
from mingzhang.books.database import connect
from mingzhang.registers.enrolment import operations
from mingzhang.site.working import load_kinds

pytestmark = pytest.mark.browser

COMPANY, CODE = "明德精密机械有限公司", "JOURNEY01"


def sent(content: bytes, name: str) -> dict[str, object]:
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def work_through(visitor: Visitor) -> None:
    """What the worker beside the server does."""
    load_kinds()
    with connect() as watch, connect() as own:
        while jobs.run_next(watch, own, visitor.story.clock):
            pass


def test_a_company_is_enrolled_from_a_file(visitor: Visitor) -> None:
    with connect() as connection:
        made(operations.register_employer(connection, visitor.story.cast.region, CODE, COMPANY))
    good = [person(701, "12000"), person(702, "5,000.00"), person(703, "40000")]
    faulty = [*good, person(704, "一万"), person(705, change="入职"), person(703, "40000")]

    clerk = visitor.desk("clerk")
    clerk.goto("/counter/")
    clerk.get_by_role("navigation").get_by_role("link", name="缴费申报").click()
    clerk.get_by_label("单位名称或编号").fill("精密机械")
    clerk.get_by_role("button", name="查找").click()
    clerk.get_by_role("link", name=COMPANY).click()
    expect(clerk.locator("main")).to_contain_text("还没有核定过")

    clerk.get_by_label("名单文件").set_input_files(sent(csv_file(faulty, encoding="gb18030"), "六月人员.csv"))
    clerk.get_by_role("button", name="上传并核对").click()
    expect(clerk.locator("main")).to_contain_text("错误 3 处")
    for told in ("月工资不是金额", "变动类型只能是", "第 4 行已有"):
        expect(clerk.locator("main")).to_contain_text(told)
    expect(clerk.get_by_role("button", name="确认申报")).to_have_count(0)
    visitor.picture(clerk, "declare-faults")
    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="下载错误清单").click()
    assert download.value.suggested_filename.startswith("faults-")

    clerk.get_by_role("link", name=COMPANY).click()
    clerk.get_by_label("名单文件").set_input_files(sent(csv_file(good), "六月人员-改.csv"))
    clerk.get_by_role("button", name="上传并核对").click()
    # 12,000, the floor of 6,236 and the cap of 31,179 yuan at 2 % and 4.5 % + 0.85 %.
    for told in ("没有错误", "988.30", "2,643.71", "3,632.01", "低于缴费基数下限", "高于缴费基数上限"):
        expect(clerk.locator("main")).to_contain_text(told)
    visitor.picture(clerk, "declare-preview")
    clerk.get_by_role("button", name="确认申报").click()
    expect(clerk.get_by_role("heading", name="正在申报")).to_be_visible()
    visitor.picture(clerk, "declare-progress")
    work_through(visitor)
    expect(clerk.get_by_role("heading", name="已经申报")).to_be_visible()

    clerk.get_by_role("link", name=COMPANY).click()
    expect(clerk.locator("main")).to_contain_text("今天在保职工 3 人")
    expect(clerk.locator("main")).to_contain_text("3,632.01")
    visitor.picture(clerk, "declare-ledger")
    clerk.get_by_role("link", name="看是哪些人").click()
    expect(clerk.locator("main table tbody tr")).to_have_count(3)


def test_what_paying_late_costs_is_told_at_the_desk(visitor: Visitor) -> None:
    clerk = visitor.desk("clerk")
    clerk.goto(f"/counter/declaring/{visitor.story.cast.region}{visitor.story.cast.zero:014d}")
    expect(clerk.locator("main")).to_contain_text("3,805.11")
    expect(clerk.locator("main")).to_contain_text("单位没有按时缴费")
    visitor.picture(clerk, "declare-late-quote")
