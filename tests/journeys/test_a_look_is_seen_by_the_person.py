"""A new clerk chooses a password, looks at somebody for a stated purpose, and that person reads who looked and why."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.cast import NOW, made
from tests.journeys.conftest import SCREEN, Visitor
from tests.journeys.test_everybody_can_work_at_the_counter import open_record

from mingzhang.books.database import connect
from mingzhang.doors.counter.staff import operations
from mingzhang.doors.counter.staff.records import NewStaff

pytestmark = pytest.mark.browser

FIRST, CHOSEN = "told-at-the-desk-once", "a sentence of my own choice"


def test_a_look_is_seen_by_the_person(visitor: Visitor) -> None:
    cast = visitor.story.cast
    with connect() as connection:
        new = NewStaff("newclerk", "示例新人", "越秀示例经办处", (cast.region,))
        made(
            operations.add(
                connection, new, password=FIRST, by="terminal", now=NOW, roles=frozenset({"clerk"}), demo=False
            )
        )
    clerk = visitor.window(**SCREEN)
    visitor.sit_down(clerk, "newclerk", FIRST)
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("先换成自己的密码")
    clerk.get_by_label("现在的密码").fill(FIRST)
    clerk.get_by_label("新密码").fill(CHOSEN)
    clerk.get_by_label("再输一遍").fill(CHOSEN)
    clerk.get_by_role("button", name="保存").click()
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("待办")

    open_record(clerk, visitor.story.number(cast.neighbour))
    expect(clerk.locator("#identity")).not_to_contain_text(visitor.story.number(cast.neighbour))
    visitor.picture(clerk, "counter-person")

    person = visitor.window(cast.neighbour)
    person.goto("/lookups")
    look = person.locator(".ledger li").filter(has_text="越秀示例经办处")
    expect(look).to_contain_text("本人到窗口查询")
    expect(look).to_contain_text("A017")
    expect(look).to_contain_text("newclerk")
    visitor.picture(person, "portal-lookups-by-staff")
