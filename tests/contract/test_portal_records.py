"""Records: months as a map, filters that say what they hide, benefit as of any day, and an account that adds up."""

from __future__ import annotations

import csv
import io
import re

import pytest
from tests.contract.test_portal_pages import signed_in
from tests.portal_stage import Stage

HERE, THERE = "440100", "110000"
CELL = re.compile(r'<li class="month (\w+)"><span class="which">([^<]+)</span>.*?<span>([^<]+)</span>', re.DOTALL)


def cells(page: str) -> list[tuple[str, ...]]:
    return CELL.findall(page)


def test_the_map_tells_each_month_by_word_sign_and_edge(portal: Stage) -> None:
    healthy = cells(signed_in(portal, portal.cast.healthy).get("/contributions").text)
    assert healthy[:5] == [("good", f"{month}月", "已缴") for month in range(1, 6)]
    zero = cells(signed_in(portal, portal.cast.zero).get("/contributions").text)
    assert zero[:5] == [("stop", f"{month}月", "未缴") for month in range(1, 6)]
    lapsed = cells(signed_in(portal, portal.cast.lapsed).get("/contributions").text)
    assert lapsed[3:5] == [("rest", "4月", "未参保"), ("rest", "5月", "未参保")]


def test_a_month_tells_what_was_due_whose_part_and_when_it_was_paid(portal: Stage) -> None:
    """2 % of 10,000 are the person's, 4.5 % and 0.85 % maternity the employer's."""
    text = signed_in(portal, portal.cast.healthy).get("/contributions").text
    assert "个人 ¥200.00，单位 ¥535.00" in text
    assert "2025年5月15日 09:00 缴清" in text
    assert "东园纺织有限公司 缴" in text


def test_a_gap_names_its_proved_cause_and_what_is_missing(portal: Stage) -> None:
    text = signed_in(portal, portal.cast.zero).get("/contributions").text
    assert "单位没有按时缴费" in text
    assert "¥3,675.00" in text


@pytest.mark.parametrize(
    ("query", "hidden", "part"),
    [
        ("payer=self", 5, "别人缴的或替别人缴的 5"),
        ("scheme=resident", 5, "别的险种 5"),
        ("year=2025&payer=employer", 0, ""),
    ],
)
def test_a_filter_says_what_it_hides_and_the_books_keep_that_it_did(
    portal: Stage, query: str, hidden: int, part: str
) -> None:
    browser = signed_in(portal, portal.cast.neighbour)
    counted = "select count(*) from evidence_event where kind = 'FILTER_HID_RECORDS' and person_id = %s"
    before = portal.rows(counted, portal.cast.neighbour)[0][0]
    text = browser.get(f"/contributions?{query}").text
    assert (f"另有 {hidden} 笔缴费没有显示" in text) == bool(hidden)
    assert part in text
    after = portal.rows(counted, portal.cast.neighbour)[0][0]
    assert after == before + bool(hidden)  # type: ignore[operator]


def test_records_in_another_region_are_pointed_to(portal: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who was once insured elsewhere is told how many payments lie there, and goes there with one button."""
    from django.test import Client

    from mingzhang.doors.portal.views import contributions as page

    browser = Client()
    browser.post("/login", {"number": portal.number(portal.cast.offsite)})
    code = next(portal.code(person, region) for region, person in sent_to(portal))
    browser.post("/login/code", {"code": code})
    assert "不在这一页" not in browser.get("/contributions").text
    here = page.receipts_for
    monkeypatch.setattr(page, "receipts_for", lambda *key: here(*key) if key[1] == HERE else (None, None))
    text = browser.get("/contributions").text
    assert "还有 2 笔，不在这一页" in text
    assert f'name="place" value="{THERE}"' in text
    monkeypatch.undo()


def sent_to(portal: Stage) -> list[tuple[str, int]]:
    """Who was sent the newest code."""
    newest = (
        "select region, person_id from evidence_outbox where kind = 'SIGN_IN_CODE' order by created_at desc, id desc"
    )
    return portal.rows(newest)[:1]  # type: ignore[return-value]


def test_somebody_without_records_is_told_what_that_means(portal: Stage) -> None:
    browser = signed_in(portal, portal.cast.unconfirmed)
    text = browser.get("/contributions").text
    assert "没有收到过您的缴费" in text
    assert "还没有票据" in browser.get("/receipts").text
    assert "还没有办过什么" in browser.get("/applications").text


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("healthy", ("可以使用", "可以享受", "到期的都缴清了", "连续缴费")),
        ("zero", ("要到 2025年12月1日起", "有到期没缴清的", "补缴要多少")),
        ("waiting", ("要到 2025年8月1日起", "等待期", "还要等 52 天")),
        ("resident", ("没有个人账户", "可以享受")),
    ],
)
def test_benefit_is_told_with_its_day_and_reason(portal: Stage, who: str, told: tuple[str, ...]) -> None:
    """Benefit of one enrolled late begins on 2025-08-01: from 10 June to 31 July, both included, are 52 days."""
    text = signed_in(portal, getattr(portal.cast, who)).get("/entitlement").text
    assert [words for words in told if words not in text] == []


def test_benefit_is_told_as_of_any_day_and_a_day_that_is_none_is_named(portal: Stage) -> None:
    browser = signed_in(portal, portal.cast.waiting)
    assert "可以享受" in browser.get("/entitlement?on=2025-08-01").text
    for day in ("2025-13-01", "1800-01-01", "9999-12-31"):
        assert f"“{day}”不是能查的日期" in browser.get("/entitlement", {"on": day}).text


def test_the_statement_adds_up_and_tells_four_clocks(portal: Stage) -> None:
    """1,000.00 allocated, 249.90 own, 20.00 the child: 730.10 are left."""
    browser = signed_in(portal, portal.cast.healthy)
    text = browser.get("/movements/statement?first=2025-01-01&last=2025-06-10").text
    for told in ("+¥1,000.00", "−¥269.90", "¥730.10", "按规定应划", "系统划账", "记入账本"):
        assert told in text, told
    assert "按规定应划</dt><dd>2025年1月31日" in text
    half = browser.get("/movements/statement?first=2025-03-31&last=2025-02-01").text  # the two days the wrong way round
    assert "2025年2月1日 — 2025年3月31日" in half
    assert '期初</th><td class="money">¥200.00' in half
    assert "不是能查的日期" in browser.get("/movements/statement?first=2025-02-30").text


def test_the_statement_is_kept_as_paper_and_as_table(portal: Stage) -> None:
    browser = signed_in(portal, portal.cast.healthy)
    paper = browser.get("/movements/statement.pdf")
    assert (paper.headers["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    table = browser.get("/movements/statement.csv")
    assert table.headers["Content-Disposition"] == 'attachment; filename="account-2025-01-01-2025-06-10.csv"'
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert rows[0] == ["日期", "什么", "所属月份", "进出（元）", "余额（元）", "对方"]
    assert sum(round(float(row[3]) * 100) for row in rows[1:] if row[3]) == 73_010
    assert (rows[1][1], rows[-1][1], rows[-1][4]) == ("期初", "期末", "730.10")


def test_without_an_account_there_is_no_statement_of_zeros(portal: Stage) -> None:
    text = signed_in(portal, portal.cast.resident).get("/movements/statement").text
    assert "没有个人账户" in text
    assert "¥" not in text.partition("<main")[2].partition("</main>")[0]
