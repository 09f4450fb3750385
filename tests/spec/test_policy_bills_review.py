"""Years of bills from the regions' packs, worked by hand: second stays, band ends, shared totals, caps in the middle.

Each year's totals are carried from bill to bill, as a settlement carries them. The arithmetic stands before each bill;
its figures are those that the sources print.
"""

from __future__ import annotations

from datetime import date

import pytest

from mingzhang.basics.fen import to_fen
from mingzhang.rules.policy import view_for
from mingzhang.rules.settlement import Balances, Bill, Outcome, PersonFacts, Plan, VisitFacts, plan_for, settle

BEIJING, TIANJIN, SHANGHAI, HANGZHOU = "110000", "120000", "310000", "330100"
XIAMEN, QINGDAO, JIAMUSI, HAIKOU = "350200", "370200", "230800", "460100"
GUANGZHOU, SHENZHEN, FOSHAN, DONGGUAN, CHENGDU = "440100", "440300", "440600", "441900", "510100"

Step = tuple[str, VisitFacts, Bill, dict[str, str]]


def bill(ordinary: str, essential: str = "0") -> Bill:
    """A bill of so many yuan in scope, nothing else."""
    groups = (("", to_fen(ordinary)), ("essential", to_fen(essential)))
    return Bill(to_fen(ordinary) + to_fen(essential), 0, 0, 0, groups if to_fen(essential) else groups[:1])


def stay(level: str, admission: int = 1, **more: str) -> VisitFacts:
    """A stay in a hospital that is no community centre."""
    return VisitFacts("inpatient", level, more.pop("place", "other"), admission, **more)  # type: ignore[arg-type]


def care(level: str, place: str = "other", benefit: str = "outpatient", **more: str) -> VisitFacts:
    """Care without a stay."""
    return VisitFacts(benefit, level, place, **more)  # type: ignore[arg-type]


YEARS: dict[str, tuple[str, PersonFacts, list[Step]]] = {
    "Shenzhen: half of the outpatient cap at levels 2 and 3, the rest in the community": (
        SHENZHEN,
        PersonFacts("employee", "in_service", 40, tier="tier1", continuous_months=80),
        [
            # 9000 × 55%
            ("2025-02-10", care("level3"), bill("9000"), {"employee_pooled": "4950"}),
            # 1000 × 65% = 650，二级以上只余 10478.4 / 2 - 4950
            ("2025-03-10", care("level2"), bill("1000"), {"employee_pooled": "289.20"}),
            # 8000 × 75% = 6000，全年只余 10478.4 - 5239.2
            ("2025-04-10", care("level1", "community"), bill("8000"), {"employee_pooled": "5239.20"}),
        ],
    ),
    "Shenzhen: a retiree's stay elsewhere times 0.8, then a halved deductible at home": (
        SHENZHEN,
        PersonFacts("employee", "retired", 62, tier="tier1", continuous_months=200),
        [
            # 95% × 80% = 76%，(20600 - 600) × 76%
            (
                "2025-05-10",
                stay("level3", filing="temporary", reach="cross_province"),
                bill("20600"),
                {"employee_pooled": "15200"},
            ),
            # 第二次二级起付 400 / 2：10000 × 95%
            ("2025-08-10", stay("level2", 2), bill("10200"), {"employee_pooled": "9500"}),
        ],
    ),
    "Shenzhen: insured for less than six months, aided: one year's wage, then major illness from 2000": (
        SHENZHEN,
        PersonFacts("resident", "adult", 40, aided=True, continuous_months=5),
        [
            # 200000 × 90% = 180000，限 164754；余 35846：(30000 - 2000) × 80% + 5846 × 90%
            (
                "2024-06-10",
                stay("level3"),
                bill("200600"),
                {"resident_pooled": "164754", "major_illness": "27661.40"},
            ),
        ],
    ),
    "Shenzhen: six years insured, beyond the lowest tier's cap": (
        SHENZHEN,
        PersonFacts("employee", "in_service", 40, aided=True, tier="tier2", continuous_months=72),
        [
            # 200000 × 92% = 184000，不到 1047840；余 16200：(16200 - 2000) × 80%
            ("2025-06-10", stay("level1"), bill("200200"), {"employee_pooled": "184000", "major_illness": "11360"}),
        ],
    ),
    "Foshan: the cap of the first three months, then major illness": (
        FOSHAN,
        PersonFacts("employee", "in_service", 40, continuous_months=2),
        [
            # 130000 × 87% = 113100，限 108934；余 22066：2066 × 60%
            ("2024-06-10", stay("level3"), bill("131000"), {"employee_pooled": "108934", "major_illness": "1239.60"}),
        ],
    ),
    "Foshan: a resident's three stays reach major illness together": (
        FOSHAN,
        PersonFacts("resident", "adult", 40, continuous_months=24),
        [
            # 未备案三级 65%：20000 × 65%，负担 8200
            (
                "2025-06-10",
                stay("level3", filing="unfiled", reach="in_province"),
                bill("21200"),
                {"resident_pooled": "13000"},
            ),
            # 40000 × 85%，负担合计 15400
            ("2025-07-10", stay("level3", 2), bill("41200"), {"resident_pooled": "34000"}),
            # 60000 × 90%，负担合计 22000：2000 × 60%
            ("2025-08-10", stay("level2", 3), bill("60600"), {"resident_pooled": "54000", "major_illness": "1200"}),
        ],
    ),
    "Foshan: a signed family doctor lifts the outpatient cap by a tenth": (
        FOSHAN,
        PersonFacts("resident", "adult", 40, signed_family_doctor=True),
        [
            # 3000 × 70%
            ("2024-06-10", care("level2"), bill("3000"), {"resident_pooled": "2100"}),
            # 1000 × 90% = 900，只余 2179 × 1.1 - 2100
            ("2024-07-10", care("level1", "community"), bill("1000"), {"resident_pooled": "296.90"}),
        ],
    ),
    "Tianjin: outpatient care across 5500 yuan and up to the cap": (
        TIANJIN,
        PersonFacts("employee", "in_service", 40),
        [
            # (3000 - 800) × 55%
            ("2024-02-10", care("level3"), bill("3000"), {"employee_pooled": "1210"}),
            # 2500 × 75% + 1500 × 55%
            ("2024-05-10", care("level1"), bill("4000"), {"employee_pooled": "2700"}),
            # 12000 × 55% = 6600，只余 10000 - 3910
            ("2024-09-10", care("level2"), bill("12000"), {"employee_pooled": "6090"}),
        ],
    ),
    "Tianjin: a low-tier resident meets one deductible with chronic care and stays": (
        TIANJIN,
        PersonFacts("resident", "adult", 40, tier="tier2", continuous_months=30),
        [
            # 400 不满起付 500
            ("2024-02-10", care("level1", benefit="chronic"), bill("400"), {}),
            # 起付只余 100：3000 × 70%
            ("2024-03-10", stay("level2"), bill("3100"), {"resident_pooled": "2100"}),
            # 第二次不设起付：1000 × 65%
            ("2024-04-10", stay("level3", 2), bill("1000"), {"resident_pooled": "650"}),
        ],
    ),
    "Tianjin: a retiree's second stay, deductible 270, then a third": (
        TIANJIN,
        PersonFacts("employee", "retired", 72),
        [
            # (31700 - 1700) × 90%
            ("2024-02-10", stay("level3"), bill("31700"), {"employee_pooled": "27000"}),
            # (1270 - 270) × 90%
            ("2024-03-10", stay("level1", 2), bill("1270"), {"employee_pooled": "900"}),
            # (1350 - 350) × 90%
            ("2024-04-10", stay("level2", 3), bill("1350"), {"employee_pooled": "900"}),
        ],
    ),
    "Shanghai: retired before 2001, one deductible for all stays": (
        SHANGHAI,
        PersonFacts("employee", "retired", 84, retired_on=20001231),
        [
            # (10700 - 700) × 92%
            ("2024-08-10", stay("level3"), bill("10700"), {"employee_pooled": "9200"}),
            # 5000 × 92%
            ("2025-01-10", stay("level1", 2), bill("5000"), {"employee_pooled": "4600"}),
            # 门急诊三级：(1200 - 200) × 80%
            ("2025-02-10", care("level3"), bill("1200"), {"employee_pooled": "800"}),
        ],
    ),
    "Shanghai: a resident of 62 meets 100 yuan at every stay, and nothing at a village clinic": (
        SHANGHAI,
        PersonFacts("resident", "adult", 62),
        [
            ("2025-03-10", stay("level2"), bill("1100"), {"resident_pooled": "800"}),
            ("2025-04-10", stay("level2", 2), bill("1100"), {"resident_pooled": "800"}),
            # 村卫生室 80%，不计起付
            ("2025-05-10", care("none", "community"), bill("100"), {"resident_pooled": "80"}),
            # (600 - 300) × 60%
            ("2025-06-10", care("level2"), bill("600"), {"resident_pooled": "180"}),
        ],
    ),
    "Hangzhou: a retiree pays the difference up to level 3, and the year's cost crosses 40000": (
        HANGZHOU,
        PersonFacts("employee", "retired", 66),
        [
            # (5300 - 300) × 88%
            ("2024-02-10", stay("level1"), bill("5300"), {"employee_pooled": "4400"}),
            # 起付补 500；累计 5300 + 500 至 40000：34200 × 86%，余 5800 × 92%
            ("2024-06-10", stay("level3", 2), bill("40500"), {"employee_pooled": "34748"}),
            # 起付已满：1000 × 94%
            ("2024-09-10", stay("level2", 3), bill("1000"), {"employee_pooled": "940"}),
        ],
    ),
    "Hangzhou: one outpatient deductible for hospital and community": (
        HANGZHOU,
        PersonFacts("employee", "in_service", 40),
        [
            # (1500 - 1000) × 76%
            ("2023-06-10", care("level3"), bill("1500"), {"employee_pooled": "380"}),
            # 500 × 86%
            ("2023-07-10", care("none", "community"), bill("500"), {"employee_pooled": "430"}),
        ],
    ),
    "Chengdu: the deductible falls by 100 yuan a stay, not below 160": (
        CHENGDU,
        PersonFacts("employee", "in_service", 55, tier="tier1"),
        [
            # (10800 - 800) × (85 + 2)%
            ("2025-02-10", stay("level3"), bill("10800"), {"employee_pooled": "8700"}),
            # (10700 - 700) × 87%
            ("2025-03-10", stay("level3", 2), bill("10700"), {"employee_pooled": "8700"}),
            # 400 - 300 = 100，最低 160：1000 × 92%
            ("2025-04-10", stay("level2", 4), bill("1160"), {"employee_pooled": "920"}),
            # 社区不降：1000 × 97%
            ("2025-05-10", stay("none", 5, place="community"), bill("1160"), {"employee_pooled": "970"}),
        ],
    ),
    "Chengdu: a student elsewhere without filing": (
        CHENGDU,
        PersonFacts("resident", "student", 20),
        [
            # 起付固定 800，85 - 10：1000 × 75%
            (
                "2025-02-10",
                stay("level1", filing="unfiled", reach="cross_province"),
                bill("1800"),
                {"resident_pooled": "750"},
            ),
        ],
    ),
    "Beijing: a second stay across both band ends": (
        BEIJING,
        PersonFacts("employee", "in_service", 40),
        [
            # 分段含起付：(30000 - 650) × 85% + 10000 × 90% + 650 × 95%
            ("2025-06-10", stay("level3", 2), bill("40650"), {"employee_pooled": "34565"}),
        ],
    ),
    "Beijing: a student's second stay has a quarter of the deductible": (
        BEIJING,
        PersonFacts("resident", "student", 12),
        [("2025-06-10", stay("level2", 2), bill("1200"), {"resident_pooled": "780"})],
    ),
    "Guangzhou: a retiree, essential medicine, and the cap by its formula": (
        GUANGZHOU,
        PersonFacts("employee", "retired", 66),
        [
            # 15694 × 70% = 10985.80
            ("2025-02-10", care("level3"), bill("15694"), {"employee_pooled": "10985.80"}),
            # 50 × 85% + 50 × 93.5% = 89.25
            ("2025-03-10", care("level1", "community"), bill("50", "50"), {"employee_pooled": "89.25"}),
            # 158318 × 7% 取整 11082，只余 6.95
            ("2025-04-10", care("level3"), bill("100"), {"employee_pooled": "6.95"}),
        ],
    ),
    "Guangzhou: a resident elsewhere without filing": (
        GUANGZHOU,
        PersonFacts("resident", "adult", 40),
        [
            (
                "2025-06-10",
                stay("level1", filing="unfiled", reach="cross_province"),
                bill("3000"),
                {"resident_pooled": "700"},
            )
        ],
    ),
    "Dongguan: rates fall above 100000 yuan of the year, and by 20 points elsewhere": (
        DONGGUAN,
        PersonFacts("employee", "in_service", 40, continuous_months=30),
        [
            # (50800 - 800) × 90%
            ("2025-02-10", stay("level2"), bill("50800"), {"employee_pooled": "45000"}),
            # 异地未备案 70%：1000
            (
                "2025-03-10",
                stay("level2", 2, filing="unfiled", reach="in_province"),
                bill("1800"),
                {"employee_pooled": "700"},
            ),
        ],
    ),
    "Dongguan: a retiree's months of contributions are no longer counted": (
        DONGGUAN,
        PersonFacts("employee", "retired", 66),
        # (1300 - 500) × 95%
        [("2025-02-10", stay("level1"), bill("1300"), {"employee_pooled": "760"})],
    ),
    "Xiamen: the outpatient deductible and band are of the year": (
        XIAMEN,
        PersonFacts("employee", "in_service", 40),
        [
            ("2024-02-10", care("level1"), bill("1200"), {}),
            # 累计 1200 至 10000：8800 × 75%，余 1200 × 90%
            ("2024-03-10", care("level3"), bill("10000"), {"employee_pooled": "7680"}),
            # 1000 × 95%
            ("2024-04-10", care("level1"), bill("1000"), {"employee_pooled": "950"}),
        ],
    ),
    "Qingdao: half, then no deductible, and five points elsewhere for a time": (
        QINGDAO,
        PersonFacts("employee", "in_service", 40),
        [
            # (1800 - 800) × 86%
            ("2025-02-10", stay("level3"), bill("1800"), {"employee_pooled": "860"}),
            # (1400 - 400) × 86%
            ("2025-03-10", stay("level3", 2), bill("1400"), {"employee_pooled": "860"}),
            # 第三次不设起付：1000 × (86 - 5)%
            (
                "2025-04-10",
                stay("level3", 3, filing="temporary", reach="cross_province"),
                bill("1000"),
                {"employee_pooled": "810"},
            ),
        ],
    ),
    "Qingdao: a retiree's long bill crosses 40000 yuan": (
        QINGDAO,
        PersonFacts("employee", "retired", 70),
        [
            # 分段含起付：39500 × 94% + 10500 × 97%
            ("2025-02-10", stay("level2"), bill("50500"), {"employee_pooled": "47315"}),
        ],
    ),
    "Qingdao: a low-tier resident's third stay costs 100 yuan first": (
        QINGDAO,
        PersonFacts("resident", "adult", 40, tier="tier2"),
        [("2025-02-10", stay("level3", 3), bill("1100"), {"resident_pooled": "550"})],
    ),
    "Haikou: the outpatient deductible is met at every visit": (
        HAIKOU,
        PersonFacts("employee", "in_service", 40),
        [
            ("2025-02-10", care("level3"), bill("300"), {"employee_pooled": "100"}),
            ("2025-02-10", care("level3"), bill("100"), {}),
        ],
    ),
    "Haikou: a resident's yearly deductible, and ten points for level 3 without a referral": (
        HAIKOU,
        PersonFacts("resident", "adult", 40),
        [
            # (1100 - 100) × 90%
            ("2025-02-10", stay("level1"), bill("1100"), {"resident_pooled": "900"}),
            # 起付补 250：1000 × (65 - 10)%
            ("2025-03-10", stay("level3", 2), bill("1250"), {"resident_pooled": "550"}),
            # 经转诊：1000 × 65%
            ("2025-04-10", stay("level3", 3, filing="referral"), bill("1000"), {"resident_pooled": "650"}),
        ],
    ),
    "Jiamusi: stays elsewhere have their own deductible and rate": (
        JIAMUSI,
        PersonFacts("resident", "adult", 40),
        [
            # 乡镇：(1200 - 200) × 92%
            ("2025-02-10", stay("none", place="community"), bill("1200"), {"resident_pooled": "920"}),
            # 省内：(2000 - 1000) × 60%
            (
                "2025-03-10",
                stay("level3", 2, filing="filed", reach="in_province"),
                bill("2000"),
                {"resident_pooled": "600"},
            ),
            # 未备案：(2500 - 1500) × 40%
            (
                "2025-04-10",
                stay("level3", 3, filing="unfiled", reach="cross_province"),
                bill("2500"),
                {"resident_pooled": "400"},
            ),
            # 300 × 50% = 150，限 100
            ("2025-05-10", care("level1"), bill("300"), {"resident_pooled": "100"}),
        ],
    ),
}


def settled(region: str, person: PersonFacts, step: Step, totals: dict[str, int]) -> Outcome:
    """One bill of the year; adds to the totals what it adds to the year."""
    day, visit, amounts, _ = step
    plan = plan_for(view_for(region, date.fromisoformat(day)), person, visit)
    assert isinstance(plan, Plan), plan
    outcome = settle(plan, amounts, totals, Balances())
    assert isinstance(outcome, Outcome), outcome
    for name, fen in outcome.added.items():
        totals[name] = totals.get(name, 0) + fen
    return outcome


@pytest.mark.parametrize("name", YEARS)
def test_a_year_of_bills_worked_by_hand(name: str) -> None:
    region, person, steps = YEARS[name]
    totals: dict[str, int] = {}
    for step in steps:
        outcome = settled(region, person, step, totals)
        paid = {fund: fen for fund, fen in outcome.payers if fen}
        assert paid == {fund: to_fen(yuan) for fund, yuan in step[3].items()}, step[0]
