"""Two kinds of application for the tests of the cases room, which carries out neither money nor identities itself."""

from __future__ import annotations

from datetime import date, datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import (
    COMMON_REASONS,
    Case,
    CaseKind,
    Choice,
    DocumentRule,
    Facts,
    FieldRule,
    Reason,
    Words,
    declare,
    never,
)
from mingzhang.books.database import Connection


def ten_workdays(region: str, on: date) -> int | None:
    """The agency's time."""
    return 10


def five_workdays(region: str, on: date) -> int | None:
    """What a supervisor may add."""
    return 5


def object_to(connection: Connection, region: str, person_id: int, facts: Facts, now: datetime) -> Refusal | None:
    """An application that says `no` is objected to at once."""
    return Refusal("NOT_REFUNDABLE", {"ground": "none"}, "never") if facts.get("word") == "no" else None


def carry_out(connection: Connection, found: Case, now: datetime) -> Facts | Refusal:
    """Name the person anew, in the books, and fail afterwards when the application says `fail`."""
    connection.execute(
        "update enrolment_person set name = %s where region = %s and id = %s",
        (f"经手{found.proposed_by}复核{found.decided_by}", found.region, found.person_id),
    )
    return Refusal("BALANCE_SHORT", {}) if found.facts["word"] == "fail" else {"word": found.facts["word"]}


WORD = FieldRule("word", Words("词", "Word"))
WAYS = (Choice("bank", Words("银行", "Bank")),)
PAPER = DocumentRule("paper", Words("证明", "Proof"))

ALONE = declare(
    CaseKind(
        name="test_alone",
        title=Words("更名", "Renaming"),
        fields=(WORD,),
        documents=(),
        carry_out=carry_out,
        check=object_to,
    )
)
TOGETHER = declare(
    CaseKind(
        name="test_together",
        title=Words("退款", "Refund"),
        fields=(
            WORD,
            FieldRule("day", Words("日期", "Day"), "day", required=False),
            FieldRule("month", Words("月份", "Month"), "month", required=False),
            FieldRule("money", Words("金额", "Amount"), "fen", required=False),
            FieldRule("count", Words("个数", "Count"), "number", required=False),
            FieldRule("account", Words("账号", "Account"), "sealed", required=False),
            FieldRule("story", Words("经过", "Story"), "long_text", required=False),
            FieldRule("agreed", Words("同意", "Agreed"), "yes_no", required=False),
            FieldRule(
                "way", Words("方式", "Way"), "choice", required=False, choices=(Choice("bank", Words("银行", "Bank")),)
            ),
        ),
        documents=(PAPER, DocumentRule("other", Words("其他", "Other"), never)),
        carry_out=carry_out,
        check=object_to,
        deadline=ten_workdays,
        extension=five_workdays,
        four_eyes=True,
        reasons=(Reason("NOT_REFUNDABLE", Words("不属于可退情形", "Not refundable")), *COMMON_REASONS),
    )
)
AT_COUNTER = declare(
    CaseKind(
        name="test_at_counter",
        title=Words("窗口事项", "Window matter"),
        fields=(WORD,),
        documents=(),
        carry_out=carry_out,
        counter_only=True,
    )
)
