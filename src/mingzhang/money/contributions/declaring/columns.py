"""The columns of a declaration and the words that may stand in them, as employers write them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from mingzhang.money.contributions.declaring.records import Change


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name in the file; other names that employers use for it, and whether a file must have it."""

    field: str
    name: str
    also: tuple[str, ...] = ()
    required: bool = False


COLUMNS = (
    Column("document", "证件号码", ("身份证号", "身份证号码", "公民身份号码", "社会保障号码"), required=True),
    Column("name", "姓名", (), required=True),
    Column("wage", "月工资", ("月缴费工资", "缴费工资", "月工资(元)", "工资"), required=True),
    Column("change", "变动类型", ("变动",), required=True),
    Column("reason", "变动原因", ("原因",)),
    Column("from_month", "起始年月", ("起始月份", "生效年月")),
    Column("employer", "单位编号", ("单位编码", "统一社会信用代码")),
    Column("phone", "手机号码", ("手机号", "联系电话")),
)
NAMES = MappingProxyType({name: column for column in COLUMNS for name in (column.name, *column.also)})
FIELDS = MappingProxyType({column.field: column for column in COLUMNS})
CHANGES: MappingProxyType[str, Change] = MappingProxyType(
    {
        "新增": "join",
        "增员": "join",
        "新参保": "join",
        "续": "go_on",
        "续保": "go_on",
        "在职": "go_on",
        "减少": "leave",
        "减员": "leave",
        "停保": "leave",
    }
)
CHANGE_WORDS = "新增 / 续 / 减少"
# Why somebody leaves, by the register's closed list of reasons.
REASONS = MappingProxyType(
    {
        "离职": "left_job",
        "辞职": "left_job",
        "解除合同": "left_job",
        "合同到期": "left_job",
        "转出": "moved_away",
        "调往外地": "moved_away",
        "误报": "removed_by_employer",
    }
)
REASON_WORDS = "离职 / 转出 / 误报"
WAGE_FORM = "8000.00"
MONTH_FORM = "2026-01"


def tidy_header(text: str) -> str:
    """A header as compared: no blanks, no mark for what must be filled in, half-width brackets."""
    return text.replace("（", "(").replace("）", ")").replace("*", "").replace("＊", "").strip()
