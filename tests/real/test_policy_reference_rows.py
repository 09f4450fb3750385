"""Every row of the reference's regional figures lands in its region's pack, number by number, and within its dates.

A row that an entry cites must find its numbers in that entry, or in the gaps of the same parameter. A row that became
no value is told: `TOLD` names the parameters whose gaps, notes or conflicts say what was seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingzhang.rules import policy

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "policies"
PACKS = Path(policy.__file__).parent / "packs"
pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference is not beside the repository")

Node = Mapping[str, Any]

# Rows that became no value of their own, and the parameters that tell what was seen.
TOLD: dict[str, tuple[str, ...]] = {
    "as.res.op": ("outpatient.rate",),
    "as.emp": ("outpatient.rate", "inpatient.rate"),
    "as.emp.cap": ("inpatient.cap",),
    "bj.makeup": ("entitlement.repair_window_months",),
    "cd.cap": ("inpatient.cap",),
    "cd.ip.oldprov": ("inpatient.rate",),
    "cd.major": ("supplement.major_rate",),
    "dg.cap.2024": ("inpatient.cap",),
    "dg.cap.old": ("inpatient.cap", "inpatient.cap_not_below"),
    "dg.doc": ("entitlement.starts_after_months",),
    "dg.ip.consecutive": ("inpatient.transfer_difference",),
    "dg.ip.ward": ("inpatient.ward_rate_cut",),
    "dg.major.old": ("supplement.major_rate",),
    "dg.res.contrib.2025": ("contribution.resident_person",),
    "dg.wait.emp": ("entitlement.starts_after_months",),
    "dg.wait.res": ("entitlement.wait_months",),
    "dy.ip": ("inpatient.rate",),
    "dy.res.ip": ("inpatient.rate",),
    "fs.emp.op.ratio": ("outpatient.rate",),
    "fs.major.cap.2025": ("supplement.major_cap",),
    "fs.off.major": ("offsite.major_rate_cut",),
    "fs.op.cap.next": ("outpatient.cap",),
    "fs.op.classB": ("catalogue.class_b_first_share",),
    "fs.op.ded": ("outpatient.deductible",),
    "gz.cap.yuan": ("inpatient.cap",),
    "gz.large.ratio": ("supplement.large_rate",),
    "gz.makeup.resident": ("entitlement.repair_window_months",),
    "gz.op.cap.2025r": ("outpatient.cap",),
    "gz.op.cap.old": ("outpatient.cap",),
    "gz.res.cap.2025": ("inpatient.cap",),
    "gz.res.major": ("supplement.major_deductible", "supplement.major_rate"),
    "hk.ip": ("inpatient.deductible", "inpatient.rate"),
    "hk.ip.old": ("inpatient.deductible",),
    "hz.major.cap": ("supplement.major_cap",),
    "hz.op.new": ("outpatient.deductible",),
    "hz.pay.day": ("calendar.payment_cutoff_day",),
    "hz.reform.2026": ("contribution.resident_person",),
    "hz.res.window": ("calendar.resident_window_first_day", "calendar.resident_window_last_day"),
    "hz.wait.migrant": ("entitlement.nonlocal_starts_after_months",),
    "jms.emp": ("outpatient.rate", "inpatient.rate"),
    "jms.emp.ip": ("inpatient.rate",),
    "jms.off.now": ("offsite.as_local",),
    "jms.res.ip": ("inpatient.deductible", "inpatient.rate"),
    "jms.res.major.now": ("supplement.major_deductible", "supplement.major_rate"),
    "jms.res.ratio": ("inpatient.rate",),
    "sh.makeup": ("entitlement.repair_window_months",),
    "sh.res.major": ("supplement.major_rate",),
    "sp.ip": ("inpatient.rate",),
    "sp.op": ("outpatient.rate",),
    "sz.acct.retired": ("account.fixed",),
    "sz.base.2025h2": ("contribution.base_floor",),
    "sz.cap.months": ("inpatient.cap_wage_multiple",),
    "sz.doc": ("account.exists",),
    "sz.op.cap.2024": ("outpatient.cap_secondary_share",),
    "sz.op.cap.2024r": ("outpatient.cap_secondary_share",),
    "sz.op.old70": ("outpatient.pooled_exists",),
    "tj.acct.retired": ("account.fixed",),
    "tj.emp.major": ("supplement.major_rate",),
    "tj.off": ("offsite.rate_cut",),
    "xm.acct.retired": ("account.fixed",),
    "xm.ip.ratio": ("inpatient.rate",),
    "xm.res.continuity": ("inpatient.continuity_share",),
    "xm.res.ip.ratio": ("inpatient.rate",),
}
# Numbers that a pack says in another way, and how.
SAID_OTHERWISE: dict[tuple[str, str], str] = {
    ("bj.res.ip", "0.5"): "the halved deductibles are written out",
    ("jms.off.now", "0"): "long-term stays are told as not lowered",
    ("qd.off", "0"): "filed care elsewhere is paid as at home",
}
# Rows whose note tells of earlier years than their own: older figures, a window that lies in the year before.
EARLIER_BY_NOTE = {"sh.res.contrib.2025", "tj.res.major"}
# What may not outlive its row; a day of payment or a rule of order goes on until another is known.
FIGURES = {"yuan", "percent", "multiplier"}


@cache
def rows() -> dict[str, tuple[str, dict[str, Any]]]:
    """Every row by its id, with its region's code."""
    found = {}
    for file in sorted(REFERENCE.glob("*.yaml")):
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
        found |= {row["id"]: (document["code"], row) for row in document.get("values", ())}
    return found


@cache
def parameters(region: str) -> dict[str, dict[str, Any]]:
    """What the region's pack declares, by key, as written; what is inherited comes with the national entries."""
    found = {}
    for file in sorted((PACKS / "regions" / region).glob("*.yaml")):
        for name, written in yaml.safe_load(file.read_text(encoding="utf-8")).get("parameters", {}).items():
            national = inherited(written["inherit"]) if "inherit" in written else {}
            found[f"{file.stem}.{name}"] = {**national, **written}
    return found


def inherited(place: str) -> dict[str, Any]:
    """A national parameter by the name that regions inherit it by."""
    topic, _, name = place.removeprefix("national/").partition(".")
    file = PACKS / "national" / f"{topic}.yaml"
    parameter: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))["parameters"][name]
    return parameter


def sources(node: Any) -> Iterator[str]:
    """The rows that an entry or one of its values rests on."""
    if isinstance(node, dict):
        for name, inner in node.items():
            cited = [inner] if name == "source" else inner if name == "also" else ()
            yield from (citation.partition("#")[2] for citation in cited)
            yield from sources(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from sources(inner)


def numbers(node: Any) -> Iterator[Decimal]:
    """Every number of a row's value, whatever its sign."""
    if isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from numbers(inner)
    elif isinstance(node, int | float) and not isinstance(node, bool) and node != float("inf"):
        yield abs(Decimal(str(node)))


def printed(node: Any, name: str = "") -> Iterator[Decimal]:
    """Every number that a pack prints in values, tests, notes, conflicts and gaps; 57 万 is 570000, false is 0."""
    if name in {"source", "also", "starts", "name", "who"}:
        return
    if isinstance(node, dict):
        for key, inner in node.items():
            yield from printed(inner, key)
    elif isinstance(node, list):
        for inner in node:
            yield from printed(inner)
    else:
        for digits, wan in re.findall(r"(\d[\d,]*(?:\.\d+)?)( ?万)?", "0" if node is False else str(node)):
            yield Decimal(digits.replace(",", "")) * (10_000 if wan else 1)


def cited_by(region: str, row: str) -> dict[str, list[dict[str, Any]]]:
    """The entries that cite a row, by key."""
    found: dict[str, list[dict[str, Any]]] = {}
    for key, parameter in parameters(region).items():
        entries = [entry for entry in parameter.get("entries", ()) if row in sources(entry)]
        if entries:
            found[key] = entries
    return found


def test_the_reference_has_rows_of_sixteen_regions() -> None:
    assert len({region for region, _ in rows().values()}) == 16


@pytest.mark.parametrize("row_id", rows())
def test_a_row_lands_in_the_pack_with_all_its_numbers(row_id: str) -> None:
    region, row = rows()[row_id]
    cited, declared = cited_by(region, row_id), parameters(region)
    told = [declared[key] for key in TOLD.get(row_id, ())]
    assert cited or told, "no entry cites the row, and nothing tells of it"
    texts: list[Any] = [*cited.values(), *(declared[key].get("gaps", ()) for key in cited), *told]
    said = set(printed(texts)) | {Decimal(number) for of, number in SAID_OTHERWISE if of == row_id}
    assert {number for number in numbers(row["value"]) if not {number, 100 * number, number / 100} & said} == set()


@pytest.mark.parametrize("row_id", [name for name, (_, row) in rows().items() if row["conf"] == "low"])
def test_a_row_of_low_confidence_never_makes_a_value(row_id: str) -> None:
    assert cited_by(rows()[row_id][0], row_id) == {}


@pytest.mark.parametrize("region", sorted({region for region, _ in rows().values()}))
def test_a_figure_keeps_to_the_dates_of_its_row(region: str) -> None:
    strayed = []
    for key, parameter in parameters(region).items():
        for entry in parameter.get("entries", ()):
            if not entry.get("ends"):
                until = end_of(entry, parameter["entries"]) if parameter["unit"] in FIGURES else entry["starts"]
                strayed += [(key, row, entry["starts"], until) for row in strays(entry, until)]
    assert strayed == []


def strays(entry: Node, until: date) -> Iterator[str]:
    """The rows whose dates an entry that rests on them does not keep to."""
    values = [entry, *(value for value in entry.get("values", ()) if "source" in value)]
    for citation in (value["source"].partition("#")[2] for value in values):
        _, row = rows().get(citation, ("", {}))
        early = row.get("from") and entry["starts"] < row["from"] and citation not in EARLIER_BY_NOTE
        if early or (row.get("to") and until > row["to"] + timedelta(days=1)):
            yield citation


def end_of(entry: Node, entries: list[dict[str, Any]]) -> date:
    """When a later entry for the same people replaces an entry."""
    later = [one["starts"] for one in entries if one.get("for") == entry.get("for") and one["starts"] > entry["starts"]]
    return min(later, default=date.max)


def test_what_is_listed_by_hand_is_still_needed() -> None:
    assert set(TOLD) - set(rows()) == set()
    assert {row for row, _ in SAID_OTHERWISE} | EARLIER_BY_NOTE <= set(rows())
