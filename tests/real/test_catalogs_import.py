"""The importers on the real national lists, where they are at hand (../shared/data beside the repository)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import cast
from mingzhang.books.database import Connection
from mingzhang.registers.catalogs import queries
from mingzhang.registers.catalogs.importing import import_diagnoses, import_drugs

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the national lists are not at hand: ../shared/data is absent"
)


def test_the_drug_catalogue_of_2024_is_imported_whole(connection: Connection) -> None:
    """4,750 rows: the sums that its description gives, among them 32 herbal pieces that the fund may not pay."""
    imported = import_drugs(
        connection,
        cast.GUANGZHOU,
        DATA / "nrdl-2024" / "nrdl_2024.csv",
        starts=date(2025, 1, 1),
        ends=date(2026, 1, 1),
        class_b_share_bp=500,
        source="nrdl-2024",
    )
    assert imported.faults == ()
    assert (imported.read, imported.written) == (4_750, 4_750)
    counts = connection.execute("select category, count(*) from catalogs_item group by 1 order by 1").fetchall()
    assert counts == [("09", 1_955 + 348 + 21), ("10", 892 + 32), ("11", 1_444 + 58)]
    assert connection.execute("select count(*) from catalogs_item where class = 'C'").fetchone() == (32,)
    found = queries.search(connection, cast.GUANGZHOU, "糠甾醇", date(2025, 6, 1))
    assert [(item.class_, item.first_share_bp) for item in found] == [("B", 500)]


@pytest.mark.parametrize(
    ("file", "version", "rows", "gray"),
    [("icd10_yb2.csv", "icd10-yb2", 33_304, 2_828), ("icd9cm3_yb2.csv", "icd9cm3-yb2", 13_767, 2_243)],
)
def test_the_diagnosis_and_procedure_lists_are_imported_without_gray_codes(
    connection: Connection, file: str, version: str, rows: int, gray: int
) -> None:
    imported = import_diagnoses(connection, DATA / "icd" / file, version=version)
    assert imported.faults == ()
    assert (imported.read, imported.written) == (rows, rows - gray)


def test_the_demo_diagnoses_are_real_codes(connection: Connection) -> None:
    from mingzhang.registers.catalogs.operations import demo_diagnoses

    import_diagnoses(connection, DATA / "icd" / "icd10_yb2.csv", version="icd10-yb2")
    for diagnosis in demo_diagnoses():
        assert queries.diagnosis(connection, diagnosis.code) == diagnosis
