"""What holds for every picture of a settlement, and for the same content as JSON."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.rules.settlement import Balances, Outcome, picture, settle, statement, told
from mingzhang.rules.settlement.falling import falling_steps
from settlement_cases import accumulators, balances, bills, citizen_plan, plain_bill, plans

FIGURE = re.compile(r"\d[\d,]*\.\d{2}")
RATE = re.compile(r"\d+(?:\.\d+)?%")
SVG = "{http://www.w3.org/2000/svg}"
TYPICAL = 6 * 1024
anything = (plans(), bills(), accumulators, balances)


def settled(plan, bill, totals, held) -> Outcome:
    outcome = settle(plan, bill, totals, held)
    assert isinstance(outcome, Outcome)
    return outcome


def drawn(outcome: Outcome, language: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture(outcome, language))


@settings(max_examples=80, deadline=None)
@given(*anything, st.sampled_from(("zh", "en")))
def test_every_figure_in_the_picture_is_one_of_the_statements(plan, bill, totals, held, language):
    outcome = settled(plan, bill, totals, held)
    image = drawn(outcome, language)
    written = " ".join(text.text or "" for text in image.iter(f"{SVG}text"))
    said = " ".join(line.text for line in statement(outcome, language))
    person = outcome.total_fen - outcome.fund_fen
    own = {
        f"{person // 100:,}.{person % 100:02d}",
        f"{outcome.deductible_fen // 100:,}.{outcome.deductible_fen % 100:02d}",
    }
    assert set(FIGURE.findall(written)) <= set(FIGURE.findall(said)) | own
    assert set(RATE.findall(written)) <= set(RATE.findall(said))
    assert "_" not in written


@settings(max_examples=80, deadline=None)
@given(*anything)
def test_the_steps_fall_from_the_total_to_nothing(plan, bill, totals, held):
    outcome = settled(plan, bill, totals, held)
    steps = falling_steps(outcome)
    assert all(abs(step.from_fen - step.to_fen) == step.amount_fen for step in steps)
    assert sum(step.amount_fen for step in steps if step.kind == "fund") == outcome.fund_fen
    names = [step.name for step in steps]
    assert (names[0], names[-1]) == ("total", "cash")
    person = steps[names.index("person") :]
    assert person[0].amount_fen == sum(step.amount_fen for step in person[1:])
    assert person[-1].to_fen == 0


@settings(max_examples=80, deadline=None)
@given(*anything, st.sampled_from(("zh", "en")))
def test_no_bar_leaves_the_drawing(plan, bill, totals, held, language):
    for bar in drawn(settled(plan, bill, totals, held), language).iter(f"{SVG}rect"):
        start, width = bar.get("x", "0"), bar.get("width", "")
        if width.endswith("%"):
            hundredths = [round(float(length.removesuffix("%")) * 100) for length in (start, width)]
            assert min(hundredths) > 0 and sum(hundredths) <= 5_500


@settings(max_examples=40, deadline=None)
@given(*anything)
def test_the_json_says_what_statement_and_picture_say(plan, bill, totals, held):
    outcome = settled(plan, bill, totals, held)
    data = json.loads(json.dumps(told(outcome)))
    assert [line["text"]["zh"] for line in data["lines"]] == [line.text for line in statement(outcome)]
    assert [line["text"]["en"] for line in data["lines"]] == [line.text for line in statement(outcome, "en")]
    assert [step["amount_fen"] for step in data["steps"]] == [step.amount_fen for step in falling_steps(outcome)]
    amounts = data["amounts"]
    payers = sum(payer["paid_fen"] for payer in data["payers"])
    assert amounts["fund_fen"] == payers
    assert amounts["total_fen"] == payers + amounts["account_fen"] + amounts["family_fen"] + amounts["cash_fen"]


def test_a_picture_names_itself_and_stays_small():
    outcome = settled(citizen_plan(), plain_bill(10_000_000), {}, Balances(300_000, True))
    for language, total in (("zh", "总费用"), ("en", "Total")):
        image = drawn(outcome, language)
        title, description = image.find(f"{SVG}title"), image.find(f"{SVG}desc")
        assert title is not None and description is not None
        assert image.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert (description.text or "").startswith(f"{total} 100,000.00")
        assert len(picture(outcome, language).encode()) <= TYPICAL
