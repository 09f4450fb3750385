"""Receipts of contributions: as a list, as a page, and as the paper that is printed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzhang.answers.why.words import Language
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.channels import channel_name
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.months import month_words
from mingzhang.doors.frame.presenting.signs import Sign
from mingzhang.doors.frame.presenting.words import named
from mingzhang.doors.papers import Paper, Table
from mingzhang.money.collection.documents.records import PaperState, PrintedLine, ReceiptDocument

VALID = Sign(gettext_lazy("有效"), "check", "good")
REVERSED = Sign(gettext_lazy("已冲红"), "back", "stop")
PARTLY = Sign(gettext_lazy("部分已冲红"), "half", "care")
TAKES_BACK = Sign(gettext_lazy("红字票据"), "back", "care")
KINDS = {"receipt": gettext_lazy("缴费票据"), "reversal": gettext_lazy("红字票据（冲回）")}


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One paper of the list."""

    number: str
    title: str | Promise
    amount: str
    on: str
    payer: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class ReceiptLineView:
    """One person's month on the paper."""

    who: str
    which: str
    scheme: str
    own: str
    employer: str
    fee: str
    sum: str


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A paper whole; `reverses` is the paper that it takes back, `reversed_by` are those that took it back."""

    number: str
    code: str
    title: str | Promise
    sign: Sign
    amount: str
    amount_words: str
    payer: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[ReceiptLineView, ...]
    reverses: str
    reversed_by: tuple[str, ...]
    pushed: str


def sign_of(kind: str, state: PaperState) -> Sign:
    """Whether a paper of a kind counts in a state."""
    if kind == "reversal":
        return TAKES_BACK
    return {"valid": VALID, "partly_reversed": PARTLY, "reversed": REVERSED}[state]


def receipt_sign(document: ReceiptDocument) -> Sign:
    """Whether a paper counts."""
    return sign_of(document.kind, document.state)


def receipt_row(document: ReceiptDocument, language: Language) -> ReceiptRow:
    """Present a paper as a line of the list."""
    return ReceiptRow(
        number=document.number,
        title=KINDS[document.kind],
        amount=yuan(document.amount_fen),
        on=dates.day(document.issued_at.date(), language),
        payer=document.payer_name,
        sign=receipt_sign(document),
    )


def receipt_view(document: ReceiptDocument, language: Language) -> ReceiptView:
    """Present a paper as a page."""
    return ReceiptView(
        number=document.number,
        code=document.code,
        title=KINDS[document.kind],
        sign=receipt_sign(document),
        amount=yuan(document.amount_fen),
        amount_words=document.amount_words,
        payer=document.payer_name,
        facts=_facts(document, language),
        lines=tuple(_line(line, document, language) for line in document.lines),
        reverses=document.reverses or "",
        reversed_by=document.reversed_by,
        pushed=_pushed(document, language),
    )


def receipt_paper(document: ReceiptDocument, issuer: str, verify_at: str, language: Language) -> Paper:
    """The paper to print; one that no longer counts says so across the page."""
    view = receipt_view(document, language)
    return Paper(
        title=str(view.title),
        issuer=issuer,
        number=_("票据号 %(number)s") % {"number": view.number},
        fields=((_("缴费人"), view.payer), (_("金额大写"), view.amount_words), *view.facts),
        tables=(_table(view),),
        notes=(_("红字票据：冲回票据 %(number)s。") % {"number": view.reverses},) if view.reverses else (),
        stamp=str(view.sign.word) if document.state != "valid" else "",
        verify_at=verify_at,
        verify_says=_("扫码或在下面的网址核对真伪和状态："),
        footer=_("本票据由账本生成，以核对结果为准。"),
        language=language,
    )


def _table(view: ReceiptView) -> Table:
    columns = (_("参保人"), _("险种"), _("所属期"), _("个人部分"), _("单位部分"), _("滞纳金"), _("合计"))
    rows = tuple(
        (line.who, line.scheme, line.which, line.own, line.employer, line.fee, line.sum) for line in view.lines
    )
    total = (_("合计"), "", "", "", "", "", view.amount)
    return Table(columns=columns, rows=rows, total=total, amounts=frozenset((3, 4, 5, 6)))


def _facts(document: ReceiptDocument, language: Language) -> tuple[tuple[str, str], ...]:
    return (
        (_("缴费渠道"), channel_name(document.channel)),
        (_("渠道流水号"), document.serial),
        (_("渠道收到"), dates.moment(document.received_at, language)),
        (_("入账"), dates.moment(document.posted_at, language)),
        (_("开票"), dates.moment(document.issued_at, language)),
    )


def _line(line: PrintedLine, document: ReceiptDocument, language: Language) -> ReceiptLineView:
    parts = (line.person_part_fen, line.employer_part_fen, line.late_fee_fen)
    own, employer, fee = (_signed(document, part) for part in parts)
    return ReceiptLineView(
        who=line.person_name,
        which=month_words(line.month, line.months, language),
        scheme=named(line.scheme, language),
        own=own,
        employer=employer,
        fee=fee,
        sum=_signed(document, sum(parts)),
    )


def _signed(document: ReceiptDocument, fen: int) -> str:
    """A part of the paper; a reversal takes it back."""
    return yuan(-abs(fen)) if document.kind == "reversal" and fen else yuan(fen)


def _pushed(document: ReceiptDocument, language: Language) -> str:
    if document.push_state == "delivered" and document.pushed_at is not None:
        told = {"where": channel_name(document.pushed_to or ""), "moment": dates.moment(document.pushed_at, language)}
        return _("%(moment)s 已送到%(where)s") % told
    if document.push_state == "failed":
        return _("没有送到%(where)s，请在这里下载") % {"where": channel_name(document.pushed_to or "")}
    return _("没有送到别的地方，就在这里")
