"""An account over a span of days: opening + came − went = closing, each movement with its four clocks in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzhang.answers.why.words import Language, month_text
from mingzhang.basics.identifiers import record_number
from mingzhang.doors.frame.presenting import dates, words
from mingzhang.doors.frame.presenting.channels import channel_name
from mingzhang.doors.frame.presenting.money import signed_yuan, yuan
from mingzhang.doors.papers import Paper, Table
from mingzhang.doors.portal.presenting.movements import KINDS
from mingzhang.money.accounts.records import AccountStatement, Clocks, Counterpart, StatementLine

COUNTERPARTS: Mapping[str, str | Promise] = {
    "collection": gettext_lazy("缴来的医保费"),
    "bank": gettext_lazy("银行"),
    "interest": gettext_lazy("银行利息"),
    "suspense": gettext_lazy("待处理款"),
    "owed": gettext_lazy("重算的差额"),
    "cash": gettext_lazy("现金"),
    "personal": gettext_lazy("个人账户"),
}
FUND = gettext_lazy("统筹基金")
GIVEN = ("ALLOCATION", "MAKE_UP")  # what has a day on which it is due and a run that gives it


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One movement: what, for which month, when, the money, the balance after it, the other side, and its clocks."""

    what: str | Promise
    month: str
    on: str
    amount: str
    came: bool
    balance: str
    other: str
    clocks: tuple[tuple[str, str], ...]
    bill_number: str | None


@dataclass(frozen=True, slots=True)
class StatementView:
    """The whole statement."""

    first: str
    last: str
    opening: str
    came: str
    went: str
    closing: str
    rows: tuple[StatementRow, ...]


def statement_view(statement: AccountStatement, language: Language) -> StatementView:
    """Present a statement, oldest movement first, as accounts are read."""
    return StatementView(
        first=dates.day(statement.first, language),
        last=dates.day(statement.last, language),
        opening=yuan(statement.opening_fen),
        came=signed_yuan(statement.came_fen),
        went=signed_yuan(-statement.went_fen),
        closing=yuan(statement.closing_fen),
        rows=tuple(_row(line, statement.region, language) for line in statement.lines),
    )


def statement_paper(statement: AccountStatement, who: str, issuer: str, language: Language) -> Paper:
    """The statement to print; it adds up by itself."""
    view = statement_view(statement, language)
    columns = (_("日期"), _("什么"), _("对方"), _("进出"), _("余额"))
    rows = tuple((row.on, _what(row), row.other, row.amount, row.balance) for row in view.rows)
    return Paper(
        title=_("个人账户对账单"),
        issuer=issuer,
        number=f"{view.first} — {view.last}",
        fields=(
            (_("参保人"), who),
            (_("期初"), view.opening),
            (_("进来"), view.came),
            (_("出去"), view.went),
            (_("期末"), view.closing),
        ),
        tables=(
            Table(columns=columns, rows=rows, total=(_("期末"), "", "", "", view.closing), amounts=frozenset((3, 4))),
        ),
        notes=(_("期初 + 进来 − 出去 = 期末，到分为止。"),),
        footer=_("由账本生成。银行账户的钱不在这里。"),
        language=language,
    )


def headings() -> tuple[str, ...]:
    """The columns of the statement as a table of comma-separated values."""
    return (_("日期"), _("什么"), _("所属月份"), _("进出（元）"), _("余额（元）"), _("对方"))


def kinds() -> dict[str, str]:
    """What each kind of movement is called."""
    return {code: str(word) for code, word in words.MOVEMENTS.items()}


def clocks_told(code: str, clocks: Clocks, language: Language) -> tuple[tuple[str, str], ...]:
    """The four clocks of a movement: due, run, in the books, and seen in each channel."""
    return tuple(_clocks(code, clocks, language))


def _clocks(code: str, clocks: Clocks, language: Language) -> Iterator[tuple[str, str]]:
    if clocks.due_on is not None:
        yield _("按规定应划"), dates.day(clocks.due_on, language)
    if clocks.ran_at is not None:
        yield _("系统划账"), dates.moment(clocks.ran_at, language)
    yield _("记入账本"), dates.moment(clocks.posted_at, language)
    for channel, at in clocks.copies:
        yield _("%(channel)s更新") % {"channel": channel_name(channel)}, dates.moment(at, language)
    if code in GIVEN and not clocks.copies:
        yield _("别的渠道更新"), _("还没有；那里看到的是更早的余额")


def _row(line: StatementLine, region: str, language: Language) -> StatementRow:
    own_bill = line.code in KINDS["own"] and line.event_kind == "settlement"
    return StatementRow(
        what=words.MOVEMENTS[line.code],
        month=month_text(line.month, language) if line.month else "",
        on=dates.day(line.on, language),
        amount=signed_yuan(line.amount_fen),
        came=line.amount_fen > 0,
        balance=yuan(line.balance_fen),
        other=_other(line.counterpart),
        clocks=clocks_told(line.code, line.clocks, language),
        bill_number=record_number(region, line.event_id) if own_bill else None,
    )


def _other(counterpart: Counterpart) -> str:
    if counterpart.name:
        return counterpart.name
    return str(FUND if counterpart.kind.startswith("fund.") else COUNTERPARTS.get(counterpart.kind, counterpart.kind))


def _what(row: StatementRow) -> str:
    return f"{row.what} {row.month}".strip()
