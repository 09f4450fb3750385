"""Declaration files as employers write them: what is read, and what is told to be wrong. No register is asked."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook

import cast
from declarations import BIRTH, HEADER, csv_file, person, read
from mingzhang.basics.refusal import Refusal
from mingzhang.money.contributions.declaring import error_file, read_file
from mingzhang.money.contributions.declaring.judging import Known, judge
from mingzhang.money.contributions.declaring.parsing import read_month, read_wage
from mingzhang.money.contributions.declaring.records import Fault, Row, Rows
from mingzhang.money.contributions.rules import MonthlyRates

MARCH = date(2025, 3, 1)
RATES = MonthlyRates(623_600, 3_117_900, 200, 450, 0, 0, 200, 85)  # Guangzhou 2025
NUMBER = cast.id_number(101, BIRTH)


def xlsx(*rows: list[object]) -> bytes:
    book, written = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(written)
    return written.getvalue()


def faults(rows: Rows) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in rows.faults]


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("8000", 800_000),
        ("8,000.50", 800_050),
        ("１２３４．５", 123_450),
        ("0.01", 1),
        (" 8 000 ", 800_000),
        ("8000.505", None),
        ("8,00", None),
        ("-1", None),
        ("8千", None),
        ("", None),
        ("1e5", None),
        ("99999999999999", None),
    ],
)
def test_a_wage_is_read_exactly_or_not_at_all(typed: str, fen: int | None) -> None:
    assert read_wage(typed) == fen


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("2025-03", MARCH),
        ("2025/3", MARCH),
        ("202503", MARCH),
        ("2025年3月", MARCH),
        ("２０２５．０３", MARCH),
        ("2025-13", None),
        ("03-2025", None),
        ("2025", None),
    ],
)
def test_a_month_is_read_as_people_write_it(typed: str, month: date | None) -> None:
    assert read_month(typed) == month


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_three_encodings_say_the_same(encoding: str) -> None:
    content = csv_file([person(101, "8,000.50", 起始年月="2025年3月")], encoding=encoding)
    rows = cast.made(read_file(content, "a.csv"))
    assert rows.rows == (Row(2, NUMBER, "员工101", 800_050, "join", "", MARCH, "", ""),)
    assert rows.faults == ()


def test_columns_stand_in_any_order_under_other_names_and_below_a_title() -> None:
    text = f"六月人员变动表,,,\n,,,\n变动,身份证号,月缴费工资*,姓名\n续保,{NUMBER},8000,张三\n"
    rows = cast.made(read_file(text.encode(), "a.csv"))
    assert [(row.number, row.name, row.change) for row in rows.rows] == [(4, "张三", "go_on")]


def test_an_amount_that_its_own_comma_cuts_in_two_is_not_taken_for_a_small_one() -> None:
    """With the wage last, 6,000 without quotes would read as 6 yuan and be insured at the floor."""
    text = f"证件号码,姓名,变动类型,月工资\n{NUMBER},张三,新增,6,000\n"
    found = cast.made(read_file(text.encode(), "a.csv"))
    assert (found.rows, faults(found)) == ((), [(2, "", "CELLS_BEYOND_HEADER")])
    assert (found.faults[0].expected, found.faults[0].got) == ("4", "000")


def test_a_workbook_is_read_without_floating_point() -> None:
    content = xlsx(list(HEADER[:6]), [NUMBER, "张三", 8000.1, "新增", None, date(2025, 3, 9)])
    (row,) = cast.made(read_file(content, "a.xlsx")).rows
    assert (row.wage_fen, row.from_month) == (800_010, MARCH)


def test_a_number_that_a_spreadsheet_took_for_a_figure_is_told_as_that() -> None:
    content = xlsx(list(HEADER[:4]), [999999199005061000, "张三", 8000, "新增"])
    assert faults(cast.made(read_file(content, "a.xlsx"))) == [(2, "证件号码", "DOCUMENT_AS_NUMBER")]


def test_everything_that_is_wrong_is_told_at_once_by_row_and_column() -> None:
    wrong_digit = NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1")
    found = read(
        [
            person(101),
            person(101),
            person(102, "abc") | {"姓名": ""},
            person(103) | {"证件号码": wrong_digit},
            person(104) | {"证件号码": "123"},
            person(105) | {"证件号码": "999999199013061017"},
            person(106, change="走了"),
            person(107, "", "减少"),
            person(108, "", "减少", 变动原因="离职", 起始年月="去年"),
            person(109, 手机号码="12"),
        ]
    )
    assert faults(found) == [
        (3, "证件号码", "DUPLICATE_ROW"),
        (4, "姓名", "NAME_EMPTY"),
        (4, "月工资", "WAGE_UNREADABLE"),
        (5, "证件号码", "DOCUMENT_CHECK_DIGIT"),
        (6, "证件号码", "DOCUMENT_LENGTH"),
        (7, "证件号码", "DOCUMENT_DATE"),
        (8, "变动类型", "CHANGE_UNKNOWN"),
        (9, "变动原因", "LEAVE_REASON_UNKNOWN"),
        (10, "起始年月", "MONTH_UNREADABLE"),
        (11, "手机号码", "PHONE_UNREADABLE"),
    ]
    assert [fault.code for fault in found.faults if not fault.stops] == ["PHONE_UNREADABLE"]
    assert (found.count, [row.number for row in found.rows]) == (10, [2, 11])


def test_columns_that_lack_or_stand_twice_keep_the_file_out() -> None:
    missing = cast.made(read_file("姓名,证件号码,变动类型\n".encode(), "a.csv"))
    assert faults(missing) == [(1, "月工资", "COLUMN_MISSING")]
    twice = cast.made(read_file("姓名,证件号码,变动类型,月工资,工资,备注\n".encode(), "a.csv"))
    assert faults(twice) == [(1, "工资", "COLUMN_TWICE"), (1, "备注", "COLUMN_UNKNOWN")]
    nothing = cast.made(read_file(b"a,b\n1,2\n", "a.csv"))
    assert {code for _, _, code in faults(nothing)} == {"COLUMN_MISSING"}
    assert faults(read([])) == [(0, "", "NO_ROWS")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"\n\n,,\n", "FILE_EMPTY"),
        (b"\xd0\xcf\x11\xe0", "FILE_TYPE_UNKNOWN"),
        (b"a\x00b", "FILE_TYPE_UNKNOWN"),
        (b"PK\x03\x04 no workbook", "FILE_UNREADABLE"),
        (b"\xff\xff\xff", "FILE_UNREADABLE"),
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes, code: str) -> None:
    refused = read_file(content, "a")
    assert isinstance(refused, Refusal) and refused.code == code


def test_the_list_of_faults_repeats_a_formula_as_text() -> None:
    told = error_file([Fault(2, "月工资", "X", "8000.00", "=1+1")], lambda fault: fault.code, ("a", "b", "c", "d", "e"))
    assert told.decode("utf-8-sig") == "a,b,c,d,e\r\n2,月工资,X,8000.00,'=1+1\r\n"


class TestJudging:
    """One row against what the register knows of the number."""

    ROW = Row(2, NUMBER, "张三", 1_000_000, "join", "", None, "", "")

    def codes(self, row: Row, known: Known) -> list[str]:
        return [fault.code for fault in judge(row, known, 7, MARCH, RATES)[1]]

    def test_a_newcomers_month_costs_what_the_rates_say(self) -> None:
        entry, found = judge(self.ROW, Known(), 7, MARCH, RATES)
        # 2 % and 4.5 % + 0.85 % of 10,000 yuan.
        assert entry is not None and found == ()
        assert (entry.action, entry.base_fen, entry.person_due_fen, entry.employer_due_fen) == (
            "join",
            1_000_000,
            20_000,
            53_500,
        )

    @pytest.mark.parametrize(
        ("known", "codes"),
        [
            (Known(1, "李四"), ["NAME_DIFFERS"]),
            (Known(1, "张三", date(2025, 2, 1)), ["PERSON_DIED"]),
            (Known(1, "张三", scheme="employee", category="retired", status="active"), ["ALREADY_RETIRED"]),
            (Known(1, "张三", scheme="employee", category="in_service", employer_id=7), ["ALREADY_STAFF"]),
            (Known(1, "张三", scheme="employee", category="in_service", employer_id=8), ["WORKS_ELSEWHERE"]),
            (Known(1, "张三", scheme="employee", category="flexible", status="suspended"), ["SUSPENDED_HERE"]),
            (Known(1, "张三", scheme="resident", category="adult", status="active"), ["SWITCHES_SCHEME"]),
            (Known(elsewhere=True), ["INSURED_ELSEWHERE"]),
        ],
    )
    def test_who_may_not_join(self, known: Known, codes: list[str]) -> None:
        assert self.codes(self.ROW, known) == codes

    def test_the_same_wage_changes_nothing(self) -> None:
        row = Row(2, NUMBER, "张三", 1_000_000, "go_on", "", None, "", "")
        here = Known(1, "张三", scheme="employee", category="in_service", employer_id=7, declared_fen=1_000_000)
        entry, _ = judge(row, here, 7, MARCH, RATES)
        assert entry is not None and entry.action == "unchanged"
