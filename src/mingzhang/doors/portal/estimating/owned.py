"""What the books know of the reader for an estimate, as rows of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.care.visits.estimating import OwnFacts
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.words import fact_word
from mingzhang.doors.portal.estimating.form import KEPT
from mingzhang.doors.portal.estimating.reading import Asked
from mingzhang.rules.settlement import YearTotal
from mingzhang.rules.settlement.phrases import REASONS, fund_name

Row = tuple[str | Promise, str]


def own_rows(own: OwnFacts, asked: Asked, totals: Iterable[YearTotal], language: Language) -> tuple[Row, ...]:
    """The reader's category, age, year so far and account, named as in the form."""
    return tuple(_rows(own, asked, totals, language))


def _rows(own: OwnFacts, asked: Asked, totals: Iterable[YearTotal], language: Language) -> Iterator[Row]:
    person, balances = own.person, own.balances
    words = (fact_word("scheme", person.scheme, language), fact_word("category", person.category, language))
    yield _("人员类别"), " · ".join(words)
    yield _("周岁"), str(person.age)
    if asked.visit.benefit == "inpatient":
        yield _("今年第几次住院"), str(asked.visit.admission)
    for total in totals:
        yield KEPT[total.kept][0] % {"fund": fund_name(total.fund, language)}, yuan(own.totals.get(total.name, 0))
    usable = yuan(balances.account_fen) if balances.account_usable else REASONS[balances.account_reason][language]
    yield _("个人账户可用"), usable
    yield _("可用的家人账户"), yuan(sum(available for _grant, _owner, available in balances.family))
