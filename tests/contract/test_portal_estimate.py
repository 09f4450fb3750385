"""The estimator: an address in, a statement or the missing document out; a person's own facts never in the address."""

from __future__ import annotations

import re
from html import unescape

import pytest
from tests.portal_stage import Stage

VISIT = "category=in_service&age=45&level=level3&place=other&on=2025-06-01"
OUTPATIENT = f"/estimate?region=440100&{VISIT}&benefit=outpatient"
STAY = f"/estimate?region=110000&{VISIT}&benefit=inpatient"
UNKNOWN = "/estimate?region=440100&category=adult&benefit=inpatient&level=level3&on=2025-06-01&class_a=1000000"
AMOUNT = re.compile(r"[¥ ][\d,]+\.\d{2}")


@pytest.fixture
def browser(portal: Stage):  # type: ignore[no-untyped-def]
    """A browser in which nobody has signed in."""
    from django.test import Client

    return Client()


@pytest.fixture
def healthy(portal: Stage, browser):  # type: ignore[no-untyped-def]
    """The same browser, the healthy one signed in: 360.10 of the outpatient cap used, 730.10 in the account."""
    browser.post("/login", {"number": portal.number(portal.cast.healthy)})
    browser.post("/login/code", {"code": portal.code(portal.cast.healthy)})
    return browser


def lines(page: str) -> list[str]:
    """The statement's sentences."""
    return re.findall(r"<li[^>]*>\s*<p>([^<]+)</p>", page)


def test_without_amounts_there_is_a_form_and_no_result(browser) -> None:  # type: ignore[no-untyped-def]
    shown = browser.get("/estimate")
    assert shown.status_code == 200
    assert 'name="class_a"' in shown.text
    assert lines(shown.text) == []


def test_an_outpatient_bill_by_hand(browser) -> None:  # type: ignore[no-untyped-def]
    """广州 2025, in service, other hospital: 65 % of (1,000 + 180) = 767; 483 are left, 400 of them on account."""
    page = browser.get(f"{OUTPATIENT}&class_a=1000&class_b=200&share=10&class_c=50&account=400").text
    assert lines(page) == [
        "总费用 1,250.00 元，其中范围内 1,180.00 元、先行自付 20.00 元、超限价 0.00 元、目录外自费 50.00 元",
        "职工统筹基金支付 767.00 元：1,180.00 元按 65%",
        "个人账户支付 400.00 元（余额不足，已全部用上）",
        "家庭共济支付 0.00 元（没有可用的共济授权）",
        "现金支付 83.00 元",
    ]
    assert "#outpatient.rate" in page


def test_the_year_so_far_counts(browser) -> None:  # type: ignore[no-untyped-def]
    """7,916 is the cap of 2025; 7,900 paid before leaves 16."""
    page = browser.get(f"{OUTPATIENT}&class_a=1000&year_outpatient_paid=7900").text
    assert re.search("职工统筹基金支付 16.00 元：.*年度限额 7,916.00 元，此前已用 7,900.00 元", page)


def test_a_first_payment_from_the_receipt_stands_before_the_share(browser) -> None:  # type: ignore[no-untyped-def]
    page = browser.get(f"{OUTPATIENT}&class_b=200&share=10&first_self=35.50").text
    assert "先行自付 35.50 元" in lines(page)[0]


def test_the_same_address_gives_the_same_as_data(browser) -> None:  # type: ignore[no-untyped-def]
    address = f"{STAY}&class_a=100000&class_c=2000"
    page, data = browser.get(address).text, browser.get(f"{address}&format=json").json()
    assert (data["region"], data["day"], data["number"]) == ("110000", "2025-06-01", None)
    assert [line["text"]["zh"] for line in data["lines"]] == lines(page)
    assert len(data["lines"]) <= 15
    assert data["amounts"]["total_fen"] == 10_200_000
    assert [unescape(name) for name in re.findall(r'<text y="[^"]+">([^<]+)<', page)] == [
        step["label"]["zh"] for step in data["steps"]
    ]


def test_an_unknown_rule_gives_no_number_but_the_document_and_who_has_it(browser) -> None:  # type: ignore[no-untyped-def]
    """The residents' yearly cap of 广州 is a listed gap."""
    shown = browser.get(UNKNOWN)
    assert shown.status_code == 422
    result = shown.text.partition('id="refused"')[2].partition("</section>")[0]
    assert "缺少：" in result and "广州市医疗保障局" in result
    assert re.search(r"/rules/440100/\w+\?on=2025-06-01#\w+\.\w+", unescape(result))
    assert lines(shown.text) == [] and "<svg xmlns" not in shown.text
    data = browser.get(f"{UNKNOWN}&format=json")
    assert data.status_code == 422
    assert data.json()["refusal"]["code"] == "UNKNOWN_RULE"
    assert data.json()["refusal"]["facts"]["who"]
    assert "amounts" not in data.json()


def test_a_fact_that_a_rule_asks_for_is_asked_for_by_its_name(browser) -> None:  # type: ignore[no-untyped-def]
    """深圳's stays of employees depend on the tier (一档, 二档)."""
    address = "/estimate?region=440300&category=in_service&benefit=inpatient&on=2025-06-01&class_a=1000"
    shown = browser.get(address)
    assert shown.status_code == 422
    result = shown.text.partition('id="refused"')[2].partition("</section>")[0]
    assert "这里的规定还要看：参保档次" in result
    assert "<details open>" in shown.text.partition('name="tier"')[0].rpartition("<fieldset")[2]
    assert "这里的规定要看它，请填。" in shown.text
    assert "tier" not in re.sub(r"<[^>]+>", "", result)
    assert "参保档次" in browser.get(f"{address}&format=json").json()["refusal"]["what"]["zh"]
    assert (
        "参保档次"
        not in browser.get(f"{address}&tier=tier1").text.partition('id="refused"')[2].partition("</section>")[0]
    )


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("class_a=12x", "class_a"),
        ("class_a=-5", "class_a"),
        ("class_a=1.005", "class_a"),
        ("class_a=99999999999", "class_a"),
        ("class_b=30", "share"),
        ("class_b=30&share=101", "share"),
        ("class_b=30&first_self=31", "first_self"),
        ("class_a=1&essential=2", "essential"),
        ("class_a=1&age=400", "age"),
        ("class_a=1&on=2025-02-30", "on"),
    ],
)
def test_what_cannot_be_read_is_marked_and_nothing_is_worked_out(browser, asked: str, field: str) -> None:  # type: ignore[no-untyped-def]
    shown = browser.get(f"/estimate?{asked}")
    assert shown.status_code == 422
    assert re.findall(r'name="(\w+)" value="[^"]*" [^>]*aria-invalid', shown.text) == [field]
    assert lines(shown.text) == []


@pytest.mark.parametrize("asked", ["region=999999", "category=king", "benefit=x", "level=9", "year_no_such=5", "own=1"])
def test_an_odd_address_is_answered_as_if_it_were_not_asked(browser, asked: str) -> None:  # type: ignore[no-untyped-def]
    shown = browser.get(f"/estimate?class_a=10&on=2025-06-01&{asked}")
    assert shown.status_code in (200, 422)
    assert "<script>" not in browser.get('/estimate?class_a="><script>alert(1)</script>').text


def test_each_field_says_what_its_word_means(browser) -> None:  # type: ignore[no-untyped-def]
    page = browser.get("/estimate").text
    fields = re.findall(r'<(?:input|select)[^>]* name="(\w+)"[^>]*aria-describedby="([\w-]+)"', page)
    assert len(fields) >= 20
    for name, described in fields:
        hint = re.search(rf'<p class="hint" id="{described}">(.*?)</p>', page)
        assert hint is not None and len(hint[1]) >= 5, name


def test_ones_own_year_is_used_and_never_written_into_the_address(healthy) -> None:  # type: ignore[no-untyped-def]
    """360.10 of the cap is used; of 1,000 the fund pays 650, the account the rest."""
    page = unescape(healthy.get("/estimate?own=1&class_a=1000&benefit=outpatient&level=level3").text)
    assert "职工统筹基金支付 650.00 元：1,000.00 元按 65%" in page
    assert "个人账户支付 350.00 元" in page
    own = page.partition('class="facts long"')[2].partition("</dl>")[0]
    assert re.findall(r"<dd>(¥[^<]+)</dd>", own)[-3:] == ["¥360.10", "¥730.10", "¥0.00"]
    for address in re.findall(r'href="\?([^"]+)"', page):
        assert not re.search(r"age|year_|account|category|36010|73010", address), address


def test_each_own_estimate_is_written_down_as_a_look(portal: Stage, healthy) -> None:  # type: ignore[no-untyped-def]
    counted = "select count(*) from evidence_lookup where person_id = %s and purpose = 'estimate'"
    before = portal.rows(counted, portal.cast.healthy)[0][0]
    healthy.get("/estimate?class_a=10")
    assert portal.rows(counted, portal.cast.healthy)[0][0] == before
    healthy.get("/estimate?own=1&class_a=10")
    assert portal.rows(counted, portal.cast.healthy)[0][0] == before + 1  # type: ignore[operator]
    assert "估算一次费用" in healthy.get("/lookups").text


def test_somebody_without_benefit_is_told_why_and_gets_no_number(portal: Stage, browser) -> None:  # type: ignore[no-untyped-def]
    browser.post("/login", {"number": portal.number(portal.cast.lapsed)})
    browser.post("/login/code", {"code": portal.code(portal.cast.lapsed)})
    shown = browser.get("/estimate?own=1&class_a=1000")
    assert shown.status_code == 422
    assert lines(shown.text) == []
    assert 'class="fault"' in shown.text


def test_english_is_english(browser) -> None:  # type: ignore[no-untyped-def]
    browser.cookies["django_language"] = "en"
    page = browser.get(f"{OUTPATIENT}&class_a=1000").text
    assert "Employee pooled fund pays 650.00 yuan: 1,000.00 yuan at 65%" in lines(page)
    assert "What will it cost me" in page
