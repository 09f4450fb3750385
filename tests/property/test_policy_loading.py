"""Whatever a pack file holds, it loads or its mistakes are told with a line: nothing else comes out of the loader."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.rules.policy import PacksInvalid
from mingzhang.rules.policy.loading import load_packs
from policy_tree import REGION, entry, parameter, plant, topic

TOPIC = topic(
    "outpatient",
    parameter(
        "rate",
        """    applies: {scheme: employee}
    entries:
      - starts: 2023-01-01
        for: {category: retired}
        source: "doc#1"
        also: ["page#2"]
        state: transcribed
        note: 见附件
        conflict: {candidates: [甲, 乙], chosen: 甲, why: 较新}
        values:
          - {when: {age: {below: 70}, place: [community, other]}, value: "80"}
          - {when: {age: {from: 70}}, value: "85.5", confirmed: 原文如此}
      - {starts: 2027-01-01, for: {category: retired}, source: "doc#1", ends: true}
    gaps:
      - {from: 2025-01-01, until: 2026-01-01, when: {category: flexible}, missing: 公告, who: 医保局}
""",
    ),
    parameter("cap", f"    entries:\n{entry('2023-01-01', '3,000.50')}", "yuan"),
    parameter("deductible", f"    entries:\n{entry('2023-01-01', '0')}", "yuan"),
)
PLANS = """plans:
  - name: visit
    when: {scheme: employee, benefit: outpatient}
    layers:
      - name: pooled
        fund: employee_pooled
        deductible: {amount: outpatient.deductible, met_by: outpatient_deductible}
        bands: [{rate: outpatient.rate}]
        caps: [{amount: outpatient.cap, total: outpatient_paid}]
        writes: [[outpatient_deductible, deductible], [outpatient_paid, paid]]
    account: {own: {in_scope: outpatient.rate}, family: {}}
  - {name: long, when: {benefit: chronic}, unknown: {missing: 办法, who: 医保局}}
"""
FILES = {f"regions/{REGION}/outpatient.yaml": TOPIC, f"regions/{REGION}/plans.yaml": PLANS}
PIECES = ["", *'{}[]:,-#!~"\t\n0', "&a", "*a", "  ", "true", "2023-13-01"]


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, str]:
    """One of the files with a stretch of it replaced by something else, or by another stretch of the same file."""
    name = draw(st.sampled_from(sorted(FILES)))
    text = FILES[name]
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start, min(len(text), start + 40)))
    other = draw(st.integers(0, len(text) - 1))
    piece = draw(st.one_of(st.sampled_from(PIECES), st.just(text[other : other + 30]), st.text(max_size=5)))
    return name, text[:start] + piece + text[end:]


@settings(deadline=None, max_examples=300)
@given(spoilt())
def test_a_spoilt_file_loads_or_its_mistakes_are_told(spoiling: tuple[str, str]) -> None:
    name, text = spoiling
    with tempfile.TemporaryDirectory() as folder:
        root = plant(Path(folder), FILES)
        (root / name).write_text(text, encoding="utf-8", errors="surrogatepass")
        try:
            load_packs(root)
        except PacksInvalid as invalid:
            assert all(problem.line > 0 and problem.code and problem.words for problem in invalid.problems)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"topic: \x00", b"topic: &a [*a]\n", b"? [a]\n: b\n", b"", b"- 1"])
def test_what_is_no_text_or_no_tree_is_told(tmp_path: Path, content: bytes) -> None:
    root = plant(tmp_path, FILES)
    file = f"regions/{REGION}/outpatient.yaml"
    (root / file).write_bytes(content)
    with pytest.raises(PacksInvalid) as refused:
        load_packs(root)
    assert any(problem.file == file for problem in refused.value.problems)
