"""Figures of the packs against what the sources print, typed in here by hand, day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mingzhang.basics.fen import FEN_PER_YUAN, half_up, share, to_basis_points
from mingzhang.rules.policy import regions, view_for
from mingzhang.rules.settlement import PersonFacts, Plan, VisitFacts, plan_for
from policy_asked import Facts, employee, gap_met, hold_amount, hold_rate, resident

GUANGZHOU, BEIJING = "440100", "110000"


YUAN = [
    (GUANGZHOU, "2025-04-19", "contribution.base_floor", employee(), "6236"),
    (GUANGZHOU, "2025-04-19", "contribution.base_cap", employee(), "31179"),
    (GUANGZHOU, "2025-04-19", "account.fixed", employee("retired", age=64), "160.42"),
    (GUANGZHOU, "2025-04-19", "contribution.resident_person", resident(), "400"),
    (GUANGZHOU, "2025-04-19", "contribution.resident_subsidy", resident(), "700"),
    (GUANGZHOU, "2026-04-19", "contribution.resident_subsidy", resident(), "724"),
    (GUANGZHOU, "2023-06-01", "outpatient.cap", employee(), "7214"),
    (GUANGZHOU, "2023-06-01", "outpatient.cap", employee("retired"), "10100"),
    (GUANGZHOU, "2024-12-20", "outpatient.cap", employee("retired"), "10663"),
    (GUANGZHOU, "2024-12-31", "outpatient.cap", employee(), "7616"),
    (GUANGZHOU, "2025-01-01", "outpatient.cap", employee(), "7916"),
    (GUANGZHOU, "2026-11-22", "outpatient.cap", employee(), "7916"),
    (GUANGZHOU, "2026-11-22", "outpatient.cap", resident("student"), "1000"),
    (GUANGZHOU, "2025-01-01", "outpatient.deductible", employee(), "0"),
    (GUANGZHOU, "2022-05-10", "inpatient.deductible", employee(level="level3", admission=1), "1600"),
    (GUANGZHOU, "2022-11-30", "inpatient.deductible", employee("retired", level="level2", admission=1), "560"),
    (GUANGZHOU, "2022-12-01", "inpatient.deductible", employee("retired", level="level2", admission=1), "500"),
    (GUANGZHOU, "2025-05-10", "inpatient.deductible", employee(level="level3", admission=3), "1000"),
    (GUANGZHOU, "2021-12-31", "inpatient.deductible", resident(level="level2"), "300"),
    (GUANGZHOU, "2025-06-12", "offsite.resident_deductible", resident(filing="unfiled", benefit="inpatient"), "1000"),
    (GUANGZHOU, "2025-06-12", "inpatient.cap", employee(), "949908"),
    (GUANGZHOU, "2025-06-12", "supplement.large_cap", employee(), "474954"),
    (BEIJING, "2024-06-30", "contribution.base_floor", employee(), "6326"),
    (BEIJING, "2025-06-30", "contribution.base_cap", employee(), "35283"),
    (BEIJING, "2025-07-01", "contribution.base_floor", employee(), "7162"),
    (BEIJING, "2026-11-22", "contribution.base_cap", employee(), "36348"),
    (BEIJING, "2025-07-01", "contribution.fixed_flexible", employee("flexible"), "584.92"),
    (BEIJING, "2025-07-01", "contribution.large_amount_person", employee(), "3"),
    (BEIJING, "2025-03-01", "contribution.resident_person", resident(age=59), "750"),
    (BEIJING, "2025-03-01", "contribution.resident_person", resident(age=60), "430"),
    (BEIJING, "2025-03-01", "contribution.resident_person", resident("minor", age=7), "405"),
    (BEIJING, "2023-08-07", "account.fixed", employee("retired", age=69), "97"),
    (BEIJING, "2023-08-07", "account.fixed", employee("retired", age=70), "107"),
    (BEIJING, "2025-06-10", "outpatient.deductible", employee(), "1800"),
    (BEIJING, "2025-06-10", "outpatient.deductible", employee("retired"), "1300"),
    (BEIJING, "2025-06-01", "outpatient.deductible", resident(level="level1"), "100"),
    (BEIJING, "2025-06-01", "outpatient.deductible", resident(level="level3"), "550"),
    (BEIJING, "2025-10-10", "outpatient.band_top", employee(), "20000"),
    (BEIJING, "2024-12-31", "outpatient.cap", resident(), "4500"),
    (BEIJING, "2025-01-01", "outpatient.cap", resident(), "5000"),
    (BEIJING, "2025-03-10", "inpatient.deductible", employee(level="level3", admission=1), "1300"),
    (BEIJING, "2025-03-10", "inpatient.deductible", employee(level="level1", admission=4), "650"),
    (BEIJING, "2025-03-10", "inpatient.deductible", resident("student", level="level2", admission=1), "400"),
    (BEIJING, "2025-03-10", "inpatient.cap", employee(), "100000"),
    (BEIJING, "2025-03-10", "inpatient.cap", resident(), "250000"),
    (BEIJING, "2025-03-10", "supplement.large_cap", employee(), "400000"),
    (BEIJING, "2025-12-31", "supplement.major_deductible", employee(aided=False), "30404"),
    (BEIJING, "2025-12-31", "supplement.major_deductible", employee(aided=True), "15202"),
    (BEIJING, "2025-12-31", "supplement.major_band_top1", resident(), "50000"),
]
PERCENT = [
    (GUANGZHOU, "2024-02-29", "contribution.rate_employer", employee(), "6"),
    (GUANGZHOU, "2024-03-01", "contribution.rate_employer", employee(), "4.5"),
    (GUANGZHOU, "2026-01-01", "contribution.rate_employer", employee(), "6"),
    (GUANGZHOU, "2025-06-01", "contribution.rate_flexible", employee("flexible"), "6.5"),
    (GUANGZHOU, "2026-01-01", "contribution.rate_flexible", employee("flexible"), "8"),
    (GUANGZHOU, "2025-06-01", "account.rate", employee(), "2"),
    (GUANGZHOU, "2025-03-10", "outpatient.rate", employee(place="community"), "80"),
    (GUANGZHOU, "2025-03-10", "outpatient.rate", employee("retired", place="other"), "70"),
    (GUANGZHOU, "2025-03-10", "outpatient.rate", resident("student", place="community"), "80"),
    (GUANGZHOU, "2025-05-10", "inpatient.rate", employee(level="level3"), "80"),
    (GUANGZHOU, "2025-05-10", "inpatient.rate", employee("retired", level="level2"), "89.5"),
    (GUANGZHOU, "2025-05-10", "inpatient.rate", resident(level="level3"), "70"),
    (GUANGZHOU, "2025-05-10", "inpatient.rate", resident("minor", level="level2"), "85"),
    (GUANGZHOU, "2025-06-12", "offsite.rate_cut", employee(filing="unfiled", benefit="inpatient"), "10"),
    (GUANGZHOU, "2025-06-12", "offsite.resident_rate", resident(filing="unfiled", benefit="inpatient"), "35"),
    (BEIJING, "2025-06-01", "contribution.rate_employer", employee(), "9.8"),
    (BEIJING, "2025-06-10", "outpatient.rate", employee(place="community"), "90"),
    (BEIJING, "2025-06-10", "outpatient.rate", employee(place="other"), "70"),
    (BEIJING, "2025-10-10", "outpatient.rate_above", employee(), "60"),
    (BEIJING, "2025-06-01", "outpatient.rate", resident(level="level1"), "55"),
    (BEIJING, "2025-03-10", "inpatient.rate", employee(level="level3", band=1), "85"),
    (BEIJING, "2025-03-10", "inpatient.rate", employee(level="level2", band=2), "92"),
    (BEIJING, "2025-03-10", "inpatient.rate", employee("retired", level="level3", band=3), "97"),
    (BEIJING, "2025-03-10", "supplement.large_rate", employee(), "85"),
    (BEIJING, "2025-03-10", "supplement.large_rate", employee("retired"), "80"),
    (BEIJING, "2025-12-31", "supplement.major_rate", employee(aided=True, band=2), "75"),
]
REFUSED = [
    (GUANGZHOU, "2024-12-31", "contribution.base_floor", employee()),
    (GUANGZHOU, "2027-01-01", "contribution.rate_employer", employee()),
    (GUANGZHOU, "2025-06-01", "account.exists", employee("flexible")),
    (GUANGZHOU, "2025-06-01", "inpatient.cap", resident()),
    (GUANGZHOU, "2024-06-01", "inpatient.cap", employee()),
    (GUANGZHOU, "2025-06-01", "supplement.large_rate", employee()),
    (GUANGZHOU, "2025-06-01", "supplement.major_rate", resident()),
    (GUANGZHOU, "2025-06-01", "offsite.rate_cut", employee(filing="unfiled", benefit="outpatient")),
    (GUANGZHOU, "2029-12-31", "entitlement.lifetime_years", employee(gender="male")),
    (BEIJING, "2025-06-30", "contribution.fixed_flexible", employee("flexible")),
    (BEIJING, "2024-06-01", "contribution.resident_person", resident(age=30)),
    (BEIJING, "2025-06-01", "offsite.rate_cut", employee(filing="unfiled")),
    (BEIJING, "2025-06-01", "supplement.unified_rate", employee("retired", benefit="inpatient")),
]


@pytest.mark.parametrize(("region", "day", "key", "facts", "yuan"), YUAN)
def test_an_amount_is_what_the_source_prints(region: str, day: str, key: str, facts: Facts, yuan: str) -> None:
    hold_amount(region, day, key, facts, yuan)


@pytest.mark.parametrize(("region", "day", "key", "facts", "percent"), PERCENT)
def test_a_rate_is_what_the_source_prints(region: str, day: str, key: str, facts: Facts, percent: str) -> None:
    hold_rate(region, day, key, facts, percent)


@pytest.mark.parametrize(("region", "day", "key", "facts"), REFUSED)
def test_what_no_trusted_source_says_is_a_gap_that_names_the_document(
    region: str, day: str, key: str, facts: Facts
) -> None:
    unknown = gap_met(region, day, key, facts)
    assert len(unknown.missing) > 5
    assert unknown.who.endswith(("局", "局等", "公报"))


@pytest.mark.parametrize(
    ("day", "state", "source"), [("2025-12-31", "transcribed", "seed-003"), ("2026-01-01", "assumed", "mz-carry-on")]
)
def test_a_figure_carried_on_says_so(day: str, state: str, source: str) -> None:
    cited = view_for(GUANGZHOU, date.fromisoformat(day)).find("contribution.base_cap", **employee()).citation
    assert (cited.state, cited.source) == (state, source)


@pytest.mark.parametrize("region", [info.code for info in regions()])
def test_what_is_carried_on_equals_the_figure_before(region: str) -> None:
    """Our own decision may continue a published figure; it may never change one."""
    carried = 0
    today = view_for(region, date(2026, 11, 22))
    declared = today.keys()
    for key, cell in [(name, cell) for name in declared for cell in today.cells(name)]:
        cited = cell.ruled.citation
        if cited.source == "mz-carry-on":
            day_before = date.fromisoformat(cited.starts) - timedelta(days=1)
            before = [other.ruled.value for other in view_for(region, day_before).cells(key) if other.when == cell.when]
            assert (before, cited.state) == ([cell.ruled.value], "assumed"), key
            carried += 1
    assert carried >= 1


@pytest.mark.parametrize("category", ["in_service", "retired"])
@pytest.mark.parametrize("day", [date(2025, 6, 1), date(2026, 6, 1)])
def test_caps_follow_from_the_wage_by_the_printed_shares(day: date, category: str) -> None:
    view = view_for(GUANGZHOU, day)
    wage = view.find("contribution.annual_wage", **employee(category)).number
    part = share(wage, view.find("outpatient.cap_wage_share", **employee(category)).number)
    whole_yuan = half_up(part, FEN_PER_YUAN) * FEN_PER_YUAN
    plan = plan_for(view, PersonFacts("employee", category, 64), VisitFacts("outpatient", "level3"))
    assert isinstance(plan, Plan)
    assert [cap.amount_fen for cap in plan.layers[0].caps] == [whole_yuan]
    for cap, multiple in (
        ("inpatient.cap", "inpatient.cap_wage_multiple"),
        ("supplement.large_cap", "supplement.large_cap_wage_multiple"),
    ):
        times = view.find(multiple, **employee(category)).number
        assert view.find(cap, **employee(category)).number == share(wage, times)


@pytest.mark.parametrize("level", ["level1", "level2", "level3"])
@pytest.mark.parametrize("band", [1, 2, 3])
def test_a_retirees_own_part_is_sixty_percent_of_the_in_service_part(level: str, band: int) -> None:
    view = view_for(BEIJING, date(2025, 6, 1))
    own = view.find("inpatient.retired_share", **employee("retired")).number
    in_service = view.find("inpatient.rate", **employee(level=level, band=band)).number
    retired = view.find("inpatient.rate", **employee("retired", level=level, band=band)).number
    assert 10_000 - retired == share(10_000 - in_service, own)


@pytest.mark.parametrize(
    ("place", "age", "total"), [("other", 69, "85"), ("other", 70, "90"), ("community", 65, "90"), ("above", 65, "80")]
)
def test_a_retirees_outpatient_share_of_both_funds_is_the_printed_total(place: str, age: int, total: str) -> None:
    view = view_for(BEIJING, date(2025, 6, 1))
    key, more = ("outpatient.rate_above", {}) if place == "above" else ("outpatient.rate", {"place": place, "age": age})
    large = view.find(key, **employee("retired", **more)).number
    unified = view.find("supplement.unified_rate", **employee("retired", benefit="outpatient")).number
    assert large + share(10_000 - large, unified) == to_basis_points(total)


@pytest.mark.parametrize(
    ("day", "relations"),
    [
        ("2024-07-25", {"spouse", "parent", "child"}),
        ("2024-07-26", {"spouse", "parent", "child", "sibling", "grandparent", "grandchild"}),
    ],
)
def test_relatives_who_may_share_were_widened_in_july_2024(day: str, relations: set[str]) -> None:
    for region in regions():
        found = view_for(region.code, date.fromisoformat(day)).find("family.relations")
        assert set(str(found.value).split()) == relations
