"""The catalogue on a day, lists that replace one another, and imports that are all or nothing."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.registers.catalogs import importing, operations, queries
from mingzhang.registers.catalogs.operations import NewItem

REGION = cast.GUANGZHOU
JANUARY = date(2025, 1, 1)
DRUG = NewItem("XA-1", "某药片", "drug", "B", 500, 1_250, False, "09", "盒", "")


def put(connection: Connection, *items: NewItem, starts: date = JANUARY, ends: date | None = None) -> int:
    return operations.put_items(connection, REGION, items, starts=starts, ends=ends, source="test")


def test_an_item_is_asked_for_a_day(connection: Connection) -> None:
    put(connection, DRUG, ends=date(2025, 7, 1))
    assert queries.item_on(connection, REGION, "XA-1", date(2024, 12, 31)) is None
    found = queries.item_on(connection, REGION, "XA-1", date(2025, 6, 30))
    assert found is not None
    assert (found.class_, found.first_share_bp, found.price_limit_fen, found.source) == ("B", 500, 1_250, "test")
    assert queries.item_on(connection, REGION, "XA-1", date(2025, 7, 1)) is None
    assert queries.item_on(connection, cast.BEIJING, "XA-1", date(2025, 6, 30)) is None


def test_a_newer_list_ends_what_was_and_leaves_the_past_as_it_was(connection: Connection) -> None:
    put(connection, DRUG)
    put(connection, replace(DRUG, class_="A", first_share_bp=0), starts=date(2025, 4, 1))
    classes = [
        queries.items_on(connection, REGION, ["XA-1"], day)["XA-1"].class_
        for day in (date(2025, 3, 31), date(2025, 4, 1))
    ]
    assert classes == ["B", "A"]


def test_the_same_list_again_changes_nothing(connection: Connection) -> None:
    put(connection, DRUG)
    put(connection, DRUG)
    assert connection.execute("select count(*) from catalogs_item").fetchone() == (1,)


def test_an_item_can_be_taken_out(connection: Connection) -> None:
    put(connection, DRUG)
    assert operations.end_item(connection, REGION, "XA-1", on=date(2025, 5, 1)) is None
    assert queries.item_on(connection, REGION, "XA-1", date(2025, 5, 1)) is None
    again = operations.end_item(connection, REGION, "XA-1", on=date(2025, 5, 1))
    assert isinstance(again, Refusal) and again.code == "ITEM_NOT_IN_CATALOGUE"


def test_many_items_are_one_question(connection: Connection) -> None:
    put(connection, DRUG, replace(DRUG, code="XA-2"))
    assert sorted(queries.items_on(connection, REGION, ["XA-1", "XA-2", "XA-3"], JANUARY)) == ["XA-1", "XA-2"]


def test_items_are_found_by_a_part_of_their_name(connection: Connection) -> None:
    put(connection, DRUG, replace(DRUG, code="XA-2", name="100%另一药"))
    assert [item.code for item in queries.search(connection, REGION, "另一", JANUARY)] == ["XA-2"]
    assert [item.code for item in queries.search(connection, REGION, "%", JANUARY)] == ["XA-2"]


class TestDemoCatalogue:
    ITEMS = operations.demo_items()

    def test_has_some_two_hundred_items_of_every_kind_and_class(self) -> None:
        assert 200 <= len(self.ITEMS) <= 300
        assert {(item.kind, item.class_) for item in self.ITEMS} >= {
            ("drug", "A"),
            ("drug", "B"),
            ("drug", "C"),
            ("service", "A"),
            ("service", "B"),
            ("service", "C"),
            ("consumable", "A"),
            ("consumable", "B"),
            ("consumable", "C"),
        }

    def test_shares_follow_the_class(self) -> None:
        assert {item.first_share_bp for item in self.ITEMS if item.class_ == "A"} == {0}
        assert {item.first_share_bp for item in self.ITEMS if item.class_ == "C"} == {10_000}
        assert all(0 < item.first_share_bp < 10_000 for item in self.ITEMS if item.class_ == "B")

    def test_codes_are_of_the_national_shape_and_differ(self) -> None:
        lengths = {"drug": {20, 23}, "service": {25}, "consumable": {20}}
        assert all(len(item.code) in lengths[item.kind] for item in self.ITEMS)
        assert len({item.code for item in self.ITEMS}) == len(self.ITEMS)

    def test_can_be_put_into_force(self, connection: Connection) -> None:
        assert cast.build_catalogue(connection) == len(self.ITEMS)
        found = queries.search(connection, REGION, "盐酸二甲双胍片", date(2025, 1, 1))
        assert [(item.class_, item.essential) for item in found] == [("A", True)]
        assert queries.diagnosis(connection, "I10.x00x002") is not None


HEADER = "id,section,item_no,class,category_code,category_path,name,dosage_form,remark,payment_standard"
GOOD = (
    "1,西药部分,1,甲,XA02B,胃酸,某拉唑,口服常释剂型,,",
    "2,中成药部分,2,乙,ZA01,解表,某某颗粒,,限重症,",
    "3,不得纳入基金支付范围的中药饮片,3,,,,某石,,,",
    "4,基金予以支付的中药饮片,4,,,,某草,,,",
)


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def import_drugs(connection: Connection, path: Path) -> importing.Imported:
    return importing.import_drugs(
        connection, REGION, path, starts=JANUARY, ends=date(2026, 1, 1), class_b_share_bp=1_000, source="nrdl"
    )


def test_a_drug_catalogue_is_imported_with_the_regions_share(connection: Connection, tmp_path: Path) -> None:
    imported = import_drugs(connection, written(tmp_path / "drugs.csv", HEADER, *GOOD))
    assert (imported.read, imported.written, imported.faults) == (4, 4, ())
    codes = ["XA02B-1", "ZA01-2", "T-3", "T-4"]
    found = queries.items_on(connection, REGION, codes, date(2025, 12, 31))
    facts = [(found[c].class_, found[c].first_share_bp, found[c].category) for c in codes]
    assert facts == [("A", 0, "09"), ("B", 1_000, "11"), ("C", 10_000, "10"), ("A", 0, "10")]
    assert found["XA02B-1"].name == "某拉唑（口服常释剂型）"
    assert found["ZA01-2"].restriction == "限重症"


def test_a_gzipped_file_with_a_byte_order_mark_is_read(connection: Connection, tmp_path: Path) -> None:
    path = tmp_path / "drugs.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8-sig") as file:
        file.write("\n".join((HEADER, *GOOD)))
    assert import_drugs(connection, path).written == 4


def test_every_fault_of_a_file_is_told_and_nothing_is_written(connection: Connection, tmp_path: Path) -> None:
    bad = (
        "5,西药部分,5,丙,XA,x,某药,,,",
        "1,西药部分,6,甲,XA,x,某药,,,",
        "x,玄学部分,7,甲,XA,x, ,,,",
        "8,西药部分,8,甲",
    )
    imported = import_drugs(connection, written(tmp_path / "drugs.csv", HEADER, *GOOD, *bad))
    assert imported.written == 0
    assert [(fault.row, fault.column, fault.got) for fault in imported.faults] == [
        (6, "class", "丙"),
        (7, "id", "1"),
        (8, "name", ""),
        (8, "id", "x"),
        (8, "section", "玄学部分"),
        (9, "row", "more or fewer"),
    ]
    assert connection.execute("select count(*) from catalogs_item").fetchone() == (0,)


def test_a_file_that_is_no_catalogue_is_told_so(connection: Connection, tmp_path: Path) -> None:
    assert [fault.column for fault in import_drugs(connection, written(tmp_path / "a.csv", "id,name")).faults] == [
        "section",
        "class",
        "category_code",
        "dosage_form",
        "remark",
    ]
    (tmp_path / "b.csv").write_bytes("名称".encode("gbk"))
    assert import_drugs(connection, tmp_path / "b.csv").faults[0].expected == "a readable CSV file in UTF-8"
    assert import_drugs(connection, tmp_path / "absent.csv").faults[0].got == "FileNotFoundError"


def test_gray_diagnoses_are_left_out(connection: Connection, tmp_path: Path) -> None:
    path = written(tmp_path / "icd.csv", "code,name,gray", "A00.000,甲,1", "A00.000x001,乙,0")
    told: list[tuple[int, int]] = []
    imported = importing.import_diagnoses(
        connection, path, version="v", progress=lambda done, total: told.append((done, total))
    )
    assert (imported.read, imported.written, told) == (2, 1, [(1, 1)])
    assert queries.diagnosis(connection, "A00.000", version="v") is None
    found = queries.diagnosis(connection, "A00.000x001", version="v")
    assert found is not None and found.name == "乙"


@pytest.mark.parametrize("line", ["A00.000,,0", ",甲,0", "A00.000,甲,2", "A00.000"])
def test_a_bad_diagnosis_stops_the_import(connection: Connection, tmp_path: Path, line: str) -> None:
    path = written(tmp_path / "icd.csv", "code,name,gray", "B00.000,好,0", line)
    imported = importing.import_diagnoses(connection, path, version="v")
    assert imported.written == 0
    assert {fault.row for fault in imported.faults} == {3}
