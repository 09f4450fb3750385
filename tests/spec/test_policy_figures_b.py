"""Figures of Shanghai, Tianjin, Hangzhou and more of Beijing, typed in here by hand from what the sources print."""

from __future__ import annotations

from datetime import date

import pytest

from mingzhang.basics.fen import to_basis_points, to_fen
from mingzhang.rules.policy import UnknownRule, view_for
from policy_asked import Facts, employee

SHANGHAI, TIANJIN, HANGZHOU, BEIJING = "310000", "120000", "330100", "110000"

READ = {"yuan": to_fen, "percent": to_basis_points}
EARLY, LATE = 20001231, 20010101


def retired(retired_on: int, **more: str | int | bool) -> Facts:
    """Facts of a retiree of the employees' scheme who retired on a day."""
    return employee("retired", retired_on=retired_on, **more)


def resident(age: int, category: str = "adult", **more: str | int | bool) -> Facts:
    """Facts of somebody in the residents' scheme."""
    return {"scheme": "resident", "category": category, "age": age, **more}


FIGURES = [
    (SHANGHAI, "2024-06-30", "contribution.base_floor", employee(), "7310"),
    (SHANGHAI, "2024-07-01", "contribution.base_floor", employee(), "7384"),
    (SHANGHAI, "2025-07-01", "contribution.base_cap", employee(), "37302"),
    (SHANGHAI, "2026-07-01", "contribution.base_cap", employee(), "37731"),
    (SHANGHAI, "2026-03-01", "contribution.rate_employer", employee(), "9"),
    (SHANGHAI, "2025-12-31", "contribution.rate_flexible", employee("flexible"), "11"),
    (SHANGHAI, "2026-01-01", "contribution.rate_flexible", employee("flexible"), "10"),
    (SHANGHAI, "2025-06-01", "contribution.resident_person", resident(59), "995"),
    (SHANGHAI, "2025-06-01", "contribution.resident_person", resident(69), "825"),
    (SHANGHAI, "2025-06-01", "contribution.resident_person", resident(70), "655"),
    (SHANGHAI, "2025-06-01", "contribution.resident_person", resident(7, "minor"), "355"),
    (SHANGHAI, "2023-07-01", "account.rate", employee(), "2"),
    (SHANGHAI, "2023-07-01", "account.fixed_yearly", employee("retired", age=74), "1680"),
    (SHANGHAI, "2025-07-01", "account.fixed_yearly", employee("retired", age=75), "1890"),
    (SHANGHAI, "2023-06-30", "outpatient.deductible", employee(), "1500"),
    (SHANGHAI, "2023-07-01", "outpatient.deductible", employee(), "500"),
    (SHANGHAI, "2024-07-01", "outpatient.deductible", retired(LATE), "300"),
    (SHANGHAI, "2024-07-01", "outpatient.deductible", retired(EARLY), "200"),
    (SHANGHAI, "2023-06-30", "outpatient.rate", employee(age=44, level="level3"), "50"),
    (SHANGHAI, "2023-06-30", "outpatient.rate", employee(age=45, level="level1"), "75"),
    (SHANGHAI, "2023-07-01", "outpatient.rate", employee(age=44, level="level3"), "70"),
    (SHANGHAI, "2025-07-01", "outpatient.rate", retired(LATE, level="level2"), "80"),
    (SHANGHAI, "2025-07-01", "outpatient.rate", retired(EARLY, level="level1"), "90"),
    (SHANGHAI, "2015-06-01", "outpatient.deductible", resident(59), "1000"),
    (SHANGHAI, "2025-06-01", "outpatient.deductible", resident(59, level="level1", place="community"), "500"),
    (SHANGHAI, "2015-06-01", "outpatient.rate", resident(30, level="level2"), "55"),
    (SHANGHAI, "2025-06-01", "outpatient.rate", resident(30, level="level2", place="other"), "60"),
    (SHANGHAI, "2025-06-01", "outpatient.rate", resident(30, level="none", place="community"), "80"),
    (SHANGHAI, "2026-06-30", "inpatient.deductible_yearly", employee(), "1500"),
    (SHANGHAI, "2025-06-30", "inpatient.deductible_yearly", retired(LATE), "1200"),
    (SHANGHAI, "2025-06-30", "inpatient.deductible_yearly", retired(EARLY), "700"),
    (SHANGHAI, "2023-07-01", "inpatient.rate", employee("retired", level="level3"), "92"),
    (SHANGHAI, "2025-06-01", "inpatient.deductible", resident(66, level="level2"), "100"),
    (SHANGHAI, "2025-06-01", "inpatient.rate", resident(60, level="level2"), "80"),
    (SHANGHAI, "2015-06-01", "inpatient.rate", resident(59, level="level2"), "70"),
    (SHANGHAI, "2023-06-30", "inpatient.cap", employee(), "590000"),
    (SHANGHAI, "2024-06-30", "inpatient.cap", employee(), "610000"),
    (SHANGHAI, "2025-06-30", "inpatient.cap", employee(), "630000"),
    (SHANGHAI, "2025-07-01", "inpatient.cap", employee(), "650000"),
    (SHANGHAI, "2025-07-01", "supplement.large_rate", employee(), "80"),
    (TIANJIN, "2025-06-01", "contribution.base_floor", employee(), "5124"),
    (TIANJIN, "2026-06-01", "contribution.base_cap", employee(), "25902"),
    (TIANJIN, "2022-06-01", "contribution.rate_employer", employee(), "10"),
    (TIANJIN, "2026-03-10", "contribution.rate_flexible", employee("flexible"), "8.5"),
    (TIANJIN, "2022-06-01", "contribution.resident_person", {"scheme": "resident", "tier": "tier1"}, "950"),
    (TIANJIN, "2025-06-01", "contribution.resident_person", {"scheme": "resident", "tier": "tier2"}, "400"),
    (TIANJIN, "2022-01-01", "account.rate", employee(), "2"),
    (TIANJIN, "2024-10-10", "outpatient.deductible", employee(), "800"),
    (TIANJIN, "2024-10-10", "outpatient.deductible", employee("retired", age=69), "700"),
    (TIANJIN, "2024-10-10", "outpatient.deductible", employee("retired", age=70), "650"),
    (TIANJIN, "2024-10-10", "outpatient.rate", employee(level="level2"), "65"),
    (
        TIANJIN,
        "2024-10-10",
        "outpatient.rate",
        employee(level="level1", place="community", signed_family_doctor=True),
        "80",
    ),
    (TIANJIN, "2024-10-10", "outpatient.band_top", employee(), "5500"),
    (TIANJIN, "2024-10-10", "outpatient.rate_above", employee(), "55"),
    (TIANJIN, "2022-12-31", "outpatient.cap", employee(), "7500"),
    (TIANJIN, "2023-12-31", "outpatient.cap", employee(), "9000"),
    (TIANJIN, "2024-01-01", "outpatient.cap", employee(), "10000"),
    (TIANJIN, "2024-06-01", "outpatient.cap", resident(40, continuous_months=23), "4000"),
    (TIANJIN, "2024-06-01", "outpatient.cap", resident(40, continuous_months=24), "5000"),
    (TIANJIN, "2022-06-01", "outpatient.rate", resident(40, tier="tier1", level="level3"), "50"),
    (TIANJIN, "2022-06-01", "outpatient.rate", resident(40, tier="tier2", level="level1"), "50"),
    (TIANJIN, "2024-10-10", "inpatient.deductible", employee(level="level3", admission=1), "1700"),
    (TIANJIN, "2024-10-10", "inpatient.deductible", employee(level="level2", admission=3), "350"),
    (TIANJIN, "2024-10-10", "inpatient.rate", employee("retired", band=1), "90"),
    (TIANJIN, "2024-10-10", "inpatient.band_top1", employee("retired"), "180000"),
    (TIANJIN, "2024-10-10", "inpatient.cost_cap", employee(), "450000"),
    (TIANJIN, "2022-06-01", "inpatient.rate", resident(40, tier="tier2", level="level3"), "65"),
    (TIANJIN, "2023-12-31", "inpatient.cap", resident(40), "180000"),
    (TIANJIN, "2024-01-01", "inpatient.cap", resident(40), "250000"),
    (TIANJIN, "2024-06-01", "chronic.deductible", employee(), "1300"),
    (TIANJIN, "2022-06-01", "chronic.rate", resident(40, tier="tier1", level="level1"), "65"),
    (TIANJIN, "2020-06-01", "supplement.major_deductible", resident(40), "21202"),
    (TIANJIN, "2022-06-01", "supplement.major_rate", resident(40, band=2), "65"),
    (TIANJIN, "2022-06-01", "supplement.major_total_top3", {"scheme": "resident"}, "300000"),
    (TIANJIN, "2022-06-01", "supplement.major_aided_plus", {"scheme": "resident"}, "5"),
    (HANGZHOU, "2023-06-01", "contribution.rate_employer", employee(), "9.5"),
    (HANGZHOU, "2025-02-01", "contribution.rate_flexible", employee("flexible"), "9.5"),
    (HANGZHOU, "2024-12-31", "contribution.base_floor", employee(), "4812"),
    (HANGZHOU, "2025-01-01", "contribution.base_floor", employee(), "4986"),
    (HANGZHOU, "2025-01-01", "contribution.base_cap", employee(), "24930"),
    (HANGZHOU, "2024-12-31", "outpatient.deductible", employee(), "1000"),
    (HANGZHOU, "2024-12-31", "outpatient.deductible", employee("retired"), "300"),
    (HANGZHOU, "2025-07-01", "outpatient.deductible", employee(), "1000"),
    (HANGZHOU, "2024-05-10", "outpatient.signed_deductible_cut", employee(), "300"),
    (HANGZHOU, "2024-05-10", "outpatient.signed_rate_plus", employee(), "3"),
    (HANGZHOU, "2024-05-10", "outpatient.rate", employee(level="level3", place="other"), "76"),
    (HANGZHOU, "2024-05-10", "outpatient.rate", employee("retired", level="level2", place="other"), "86"),
    (HANGZHOU, "2024-05-10", "outpatient.rate", employee("retired", level="none", place="community"), "92"),
    (HANGZHOU, "2020-06-01", "outpatient.rate", resident(40, tier="tier1", level="level3"), "40"),
    (HANGZHOU, "2020-06-01", "outpatient.rate", resident(40, tier="tier2", level="level1"), "60"),
    (HANGZHOU, "2024-05-10", "inpatient.deductible_yearly", employee(level="level3"), "800"),
    (HANGZHOU, "2024-05-10", "inpatient.deductible_yearly", employee(level="level2"), "500"),
    (HANGZHOU, "2024-05-10", "inpatient.rate", employee(level="level3", place="other", band=1), "82"),
    (HANGZHOU, "2024-05-10", "inpatient.rate", employee("retired", level="level1", place="community", band=2), "96"),
    (HANGZHOU, "2023-12-31", "inpatient.cost_cap", employee(), "360000"),
    (HANGZHOU, "2024-01-01", "inpatient.cost_cap", employee(), "400000"),
    (HANGZHOU, "2020-06-01", "inpatient.rate", resident(40, level="level1", band=1), "80"),
    (HANGZHOU, "2020-06-01", "inpatient.rate", resident(20, "student", level="level3", band=2), "80"),
    (HANGZHOU, "2020-06-01", "inpatient.band_top1", {"scheme": "resident"}, "250000"),
    (HANGZHOU, "2024-05-10", "supplement.large_rate", employee(), "90"),
    (HANGZHOU, "2024-05-10", "chronic.deductible", employee(), "0"),
    (BEIJING, "2025-05-10", "chronic.deductible", employee("retired"), "1300"),
    (BEIJING, "2025-05-10", "chronic.deductible", resident(40, level="level2"), "800"),
    (BEIJING, "2025-05-10", "chronic.deductible", resident(9, "minor", level="level3"), "650"),
]

COUNTS = [
    (SHANGHAI, "2023-08-01", "calendar.medical_year_start", {}, 7),
    (SHANGHAI, "2025-10-01", "entitlement.flexible_wait_months", employee("flexible"), 6),
    (SHANGHAI, "2025-10-01", "entitlement.flexible_gap_months", employee("flexible"), 3),
    (SHANGHAI, "2025-10-01", "entitlement.lifetime_years", employee(gender="female"), 15),
    (BEIJING, "2025-06-01", "outpatient.referral_days", {"scheme": "resident"}, 180),
    (BEIJING, "2025-02-01", "calendar.resident_window_first_day", {"scheme": "resident"}, 30),
    (BEIJING, "2025-02-01", "calendar.resident_window_last_month", {"scheme": "resident"}, 3),
    (BEIJING, "2025-02-01", "chronic.as_inpatient", {}, True),
    (HANGZHOU, "2025-10-01", "calendar.payment_cutoff_day", {}, 25),
    (HANGZHOU, "2025-10-01", "calendar.resident_window_first_month", {"scheme": "resident"}, 10),
    (HANGZHOU, "2025-10-01", "calendar.resident_window_first_day", {"scheme": "resident"}, 15),
    (HANGZHOU, "2025-10-01", "calendar.resident_window_last_month", {"scheme": "resident"}, 12),
    (HANGZHOU, "2025-10-01", "entitlement.starts_after_months", {"scheme": "employee"}, 1),
    (HANGZHOU, "2025-10-01", "entitlement.nonlocal_starts_after_months", {"scheme": "employee"}, 6),
    (HANGZHOU, "2021-12-31", "outpatient.cap_exists", {}, True),
    (HANGZHOU, "2022-01-01", "outpatient.cap_exists", {}, False),
]

GAPS = [
    (SHANGHAI, "2025-07-01", "inpatient.rate", resident(59, level="level2"), "75%"),
    (SHANGHAI, "2025-07-01", "inpatient.cap", resident(59), "18.2 万"),
    (SHANGHAI, "2025-07-01", "entitlement.repair_window_months", {"scheme": "resident"}, "3 个月"),
    (SHANGHAI, "2025-07-01", "supplement.major_rate", {"scheme": "resident"}, "40 万"),
    (TIANJIN, "2025-07-01", "account.fixed", employee("retired", age=72), "70 岁以上 50"),
    (TIANJIN, "2025-07-01", "supplement.major_rate", employee(band=1), "首段另有一页写 70%"),
    (TIANJIN, "2025-07-01", "offsite.rate_cut", {"filing": "referral"}, "个人自负比例"),
    (TIANJIN, "2025-07-01", "supplement.major_deductible", resident(40, aided=False), "21202"),
    (BEIJING, "2025-07-01", "entitlement.repair_window_months", {"scheme": "resident"}, "3 个月"),
    (BEIJING, "2025-07-01", "offsite.rate_cut", {"filing": "unfiled"}, "津冀以外"),
    (HANGZHOU, "2025-07-01", "account.fixed", employee("retired", age=72), "5.8%"),
    (HANGZHOU, "2025-07-01", "supplement.major_cap", {}, "60 万"),
    (HANGZHOU, "2026-07-01", "contribution.resident_person", resident(40), "10 至 70 元"),
]


@pytest.mark.parametrize(("region", "day", "key", "facts", "printed"), FIGURES)
def test_a_figure_is_what_its_source_prints(region: str, day: str, key: str, facts: Facts, printed: str) -> None:
    ruled = view_for(region, date.fromisoformat(day)).find(key, **facts)
    assert ruled.value == READ[ruled.unit](printed)


@pytest.mark.parametrize(("region", "day", "key", "facts", "number"), COUNTS)
def test_a_number_is_what_its_source_prints(region: str, day: str, key: str, facts: Facts, number: int | bool) -> None:
    assert view_for(region, date.fromisoformat(day)).find(key, **facts).value == number


@pytest.mark.parametrize(("region", "day", "key", "facts", "seen"), GAPS)
def test_what_only_doubtful_pages_say_is_a_gap_that_tells_what_was_seen(
    region: str, day: str, key: str, facts: Facts, seen: str
) -> None:
    with pytest.raises(UnknownRule) as unknown:
        view_for(region, date.fromisoformat(day)).find(key, **facts)
    assert unknown.value.why == "gap"
    assert seen in unknown.value.missing
