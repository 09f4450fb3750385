"""What a claims table may hold, and how each fault is named; how a file is cut between people."""

from __future__ import annotations

from datetime import date
from typing import get_args, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mingzhang.answers.lab.batch import replay_table
from mingzhang.answers.lab.columns import check_claims, check_rows, group_columns, schema
from mingzhang.answers.lab.profiles import CALCULATES, LOOKS_UP
from mingzhang.answers.lab.reading import Piece, read_claims
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import view_for
from mingzhang.rules.settlement.templates import AmountChange, RateChange

DAYS = [date(2025, 1, 1), date(2025, 1, 2), date(2025, 1, 2), date(2025, 1, 1)]


def claims(**changed: object) -> pa.Table:
    """Four claims of two people; columns may be changed, added, or taken away by None."""
    columns = {
        "claim": [5, 1, 2, 3],
        "person": [10, 10, 10, 20],
        "day": DAYS,
        "scheme": ["employee", "employee", "employee", "resident"],
        "category": ["in_service", "in_service", "in_service", "adult"],
        "benefit": ["outpatient", "inpatient", "outpatient", "outpatient"],
        "age": pa.array([40, 40, 40, 50], pa.int16()),
        "in_scope_fen": [100, 0, 300, 400],
        **changed,
    }
    return pa.table({name: column for name, column in columns.items() if column is not None})


def test_a_table_with_the_least_columns_or_with_all_is_taken():
    assert check_claims(claims().schema) is None
    assert check_rows(claims()) is None
    assert check_claims(schema()) is None
    assert check_rows(schema().empty_table()) is None


@pytest.mark.parametrize(
    ("changed", "code", "facts"),
    [
        ({"age": None}, "CLAIMS_COLUMN_MISSING", {"column": "age"}),
        ({"in_scope_fen": None}, "CLAIMS_COLUMN_MISSING", {"column": "in_scope_fen"}),
        (
            {"in_scope_fen": pa.array([1.0, 2.0, 3.0, 4.0])},
            "CLAIMS_COLUMN_TYPE",
            {"column": "in_scope_fen", "expected": "int64", "got": "double"},
        ),
        (
            {"day": ["2025-01-01"] * 4},
            "CLAIMS_COLUMN_TYPE",
            {"column": "day", "expected": "date32[day]", "got": "string"},
        ),
        (
            {"in_scope_essential_fen": pa.array(["1"] * 4)},
            "CLAIMS_COLUMN_TYPE",
            {"column": "in_scope_essential_fen", "expected": "int64", "got": "string"},
        ),
    ],
)
def test_a_table_is_refused_by_its_columns(changed, code, facts):
    assert check_claims(claims(**changed).schema) == Refusal(code, facts)


def test_a_column_that_is_there_twice_is_refused():
    twice = claims().append_column("age", pa.array([1, 2, 3, 4]))
    assert check_claims(twice.schema) == Refusal("CLAIMS_COLUMN_TWICE", {"column": "age"})


@pytest.mark.parametrize(
    ("changed", "code", "facts"),
    [
        ({"in_scope_fen": [1, 2, None, 4]}, "CLAIMS_VALUE_MISSING", {"column": "in_scope_fen", "row": 2}),
        (
            {"credited_fen": [1, 0, 0, -7]},
            "CLAIMS_AMOUNT_NEGATIVE",
            {"column": "credited_fen", "row": 3, "amount_fen": -7},
        ),
        (
            {"in_scope_essential_fen": [1, 10**10, 0, 0]},
            "CLAIMS_AMOUNT_TOO_LARGE",
            {"column": "in_scope_essential_fen", "row": 1, "amount_fen": 10**10},
        ),
        (
            {"age": pa.array([40, 40, -1, 151], pa.int16())},
            "CLAIMS_NUMBER_STRANGE",
            {"column": "age", "row": 2, "most": 150, "got": -1},
        ),
        (
            {"covered_months": pa.array([12, None, None, 20_251_231], pa.int32())},
            "CLAIMS_NUMBER_STRANGE",
            {"column": "covered_months", "row": 3, "most": 1_800, "got": 20_251_231},
        ),
        (
            {"scheme": ["employee", "worker", "employee", "resident"]},
            "CLAIMS_WORD_UNKNOWN",
            {"column": "scheme", "row": 1, "expected": "employee, resident", "got": "worker"},
        ),
        ({"claim": [5, 2, 1, 3]}, "CLAIMS_NOT_SORTED", {"row": 2}),
        ({"day": [DAYS[1], DAYS[0], DAYS[2], DAYS[3]]}, "CLAIMS_NOT_SORTED", {"row": 1}),
        ({"person": [10, 10, 20, 10]}, "CLAIMS_NOT_SORTED", {"row": 3}),
    ],
)
def test_a_table_is_refused_by_its_first_row_at_fault(changed, code, facts):
    assert check_rows(claims(**changed)) == Refusal(code, facts)
    moved = {**facts, "row": facts["row"] + 1_000}
    assert check_rows(claims(**changed), first_row=1_000) == Refusal(code, moved)


def test_the_item_groups_are_those_of_the_columns_and_the_ordinary_one_is_first():
    named = claims(in_scope_whole_fen=[0] * 4, in_scope_essential_fen=[0] * 4)
    assert list(group_columns(named.schema).items()) == [
        ("", "in_scope_fen"),
        ("essential", "in_scope_essential_fen"),
        ("whole", "in_scope_whole_fen"),
    ]


@pytest.mark.parametrize(("rows", "cuts"), [(1, [2, 2]), (2, [4]), (3, [2, 2]), (4, [4])])
def test_a_file_is_cut_between_people_whatever_its_row_groups(tmp_path, rows, cuts):
    """The last person of a row group waits for the next; what the last row group brings goes out together."""
    pq.write_table(claims(person=[10, 10, 20, 30]), tmp_path / "claims.parquet", row_group_size=rows)
    pieces = list(read_claims(tmp_path / "claims.parquet"))
    assert all(isinstance(piece, Piece) and piece.of_rows == 4 for piece in pieces)
    assert [piece.claims.num_rows for piece in pieces] == cuts
    assert pa.concat_tables([piece.claims for piece in pieces])["claim"].to_pylist() == [5, 1, 2, 3]


def test_people_out_of_order_across_row_groups_are_refused_by_their_row_in_the_file(tmp_path):
    pq.write_table(claims(person=[10, 10, 20, 10]), tmp_path / "claims.parquet", row_group_size=3)
    *_, last = read_claims(tmp_path / "claims.parquet")
    assert last == Refusal("CLAIMS_NOT_SORTED", {"row": 3})


def test_every_step_of_a_plan_is_known_to_look_up_or_to_calculate():
    """A step that calculates with a number and is not listed would join claims that its rule tells apart."""
    steps = {word for change in (RateChange, AmountChange) for word in get_args(get_type_hints(change)["do"])}
    assert steps == LOOKS_UP | CALCULATES.keys()


def test_a_fact_that_a_rule_asks_for_is_named_as_the_column_that_the_claims_lack():
    """Shenzhen's employees have two tiers: without a tier nobody's rate is known."""
    replayed = replay_table(view_for("440300", date(2025, 6, 1)), claims(level=["level3"] * 4))
    assert not isinstance(replayed, Refusal)
    assert any("missing column: " in missing and "tier" in missing for _, missing, _ in replayed.unknown)
