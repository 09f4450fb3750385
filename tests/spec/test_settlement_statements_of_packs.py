"""Every region's statements, whoever asks: short, in words, each source a figure that the region's pages show."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest

from mingzhang.answers.why.words import refusal_words
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import regions, view_for
from mingzhang.rules.policy.facts import CATEGORIES, WORDS
from mingzhang.rules.settlement import Balances, Bill, PersonFacts, VisitFacts, estimate, picture, statement
from mingzhang.rules.settlement.statement import MOST_LINES

ON = date(2025, 9, 1)
YUAN = 100
BILLS = [
    Bill(total, 3_000 * YUAN, 200 * YUAN, 5_000 * YUAN, (("", total - 8_200 * YUAN - better), ("essential", better)))
    for total, better in ((12_000 * YUAN, 1_000 * YUAN), (1_500_000 * YUAN, 20_000 * YUAN))
]
CODE = re.compile(r"[A-Z]{2,}_|_|[{}]")
PEOPLE = [
    PersonFacts(
        scheme=scheme,
        category=category,
        age=70 if category.startswith("retired") else 40,
        aided=aided,
        tier="tier1",
        continuous_months=60,
        covered_months=12,
        retired_on=20150101,
    )
    for scheme in ("employee", "resident")
    for category, aided in product(CATEGORIES[scheme], (False, True))
]
VISITS = [
    VisitFacts(benefit, level, place, admission=2, filing=filing, reach=reach, chronic_kind="class1")
    for benefit in WORDS["benefit"]
    for level, place in (("level1", "community"), ("level3", "other"))
    for filing, reach in (("local", "in_region"), ("filed", "cross_province"), ("unfiled", "cross_province"))
]


@pytest.mark.parametrize("region", [region.code for region in regions()])
def test_a_regions_statements_are_short_cited_and_in_words(region: str) -> None:
    view = view_for(region, ON)
    told = 0
    for person, visit, bill in product(PEOPLE, VISITS, BILLS):
        outcome = estimate(view, person, visit, bill, {}, Balances(100_000, True))
        if isinstance(outcome, Refusal):
            words = refusal_words(outcome)
            assert not CODE.search(words.what.replace(str(outcome.facts.get("missing")), "")), (person, visit)
            continue
        told += 1
        for language in ("zh", "en"):
            lines = statement(outcome, language)
            assert len(lines) <= MOST_LINES
            assert [line.text for line in lines if CODE.search(line.text)] == []
        assert sum(int(line.figures.get("paid_fen", 0)) for line in lines) == bill.total_fen
        cited = {citation.key for line in lines for citation in line.citations}
        assert cited <= set(view.keys()), cited - set(view.keys())
        for line in lines:
            if line.code in ("PAID", "CAPPED", "DEDUCTIBLE"):
                assert line.citations, line
        assert len(picture(outcome).encode()) <= 10_000
    assert told >= 20


@pytest.mark.parametrize(
    ("yuan", "keys"),
    [
        (20_000, ["inpatient.rate"]),
        (35_000, ["inpatient.band_top1", "inpatient.rate"]),
        (50_000, ["inpatient.band_top1", "inpatient.band_top2", "inpatient.rate"]),
    ],
)
def test_a_payment_cites_each_band_end_that_the_cost_reached(yuan: int, keys: list[str]) -> None:
    person, visit = PersonFacts("employee", "in_service", 40), VisitFacts("inpatient", "level3")
    bill = Bill(yuan * YUAN, 0, 0, 0, (("", yuan * YUAN),))
    settled = estimate(view_for("110000", date(2025, 3, 10)), person, visit, bill, {}, Balances())
    assert not isinstance(settled, Refusal)
    (paid,) = (line for line in statement(settled) if line.code == "PAID")
    assert sorted({citation.key for citation in paid.citations}) == keys
