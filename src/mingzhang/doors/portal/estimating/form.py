"""The estimator's form: each field with its name, one line on what the word means, what was typed and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.doors.frame.presenting.places import region_name
from mingzhang.doors.frame.presenting.words import fact_word
from mingzhang.doors.portal.estimating.reading import SCHEME_OF, YEAR, Asked, Query
from mingzhang.rules.policy import regions
from mingzhang.rules.policy.facts import WORDS
from mingzhang.rules.settlement import YearTotal
from mingzhang.rules.settlement.phrases import fund_name

Words: TypeAlias = "str | Promise"

LABELS: Mapping[str, tuple[Words, Words]] = {
    "region": (_("参保地"), _("在哪里参保，就按哪里的规定，不是看病的地方。")),
    "on": (_("服务日"), _("看病或出院的那天；规定按这天算。")),
    "category": (_("人员类别"), _("哪种医保、哪类人；比例、起付标准和限额按它分。")),
    "age": (_("周岁"), _("看病那天满几岁。")),
    "tier": (_("参保档次"), _("有的地方分一档、二档；不分的地方不用填。")),
    "continuous_months": (_("连续参保月数"), _("没有中断的缴费月数；有的地方限额按它定。")),
    "covered_months": (_("今年参保月数"), _("今年参保不满一年的，有的地方限额按月折算。")),
    "retired_on": (_("退休日期"), _("有的地方按退休早晚分比例，如 2010-07-31。")),
    "civil_servant": (_("有公务员医疗补助"), _("公务员和参照人员另有一层补助。")),
    "aided": (_("属于医疗救助对象"), _("低保、特困等；大病起付标准和比例不同。")),
    "signed_family_doctor": (_("已签约家庭医生"), _("有的地方签约后在基层报得多。")),
    "benefit": (_("看病类型"), _("门特门慢是门诊慢特病，按单独的规定。")),
    "level": (_("医院等级"), _("等级越高，起付标准多半越高、比例越低。")),
    "place": (_("是不是基层"), _("社区卫生服务中心、卫生院等是基层。")),
    "admission": (_("今年第几次住院"), _("有的地方从第二次起，起付标准降低；不填就是第 1 次。")),
    "filing": (_("异地就医备案"), _("到参保地以外看病要先备案；没备案多半少报。")),
    "reach": (_("离参保地多远"), _("只在异地看病时有用。")),
    "chronic_kind": (_("慢特病类别"), _("只在门特门慢时有用；当地分几类按几类。")),
    "class_a": (_("甲类费用"), _("目录内，全部进入报销范围。")),
    "essential": (_("其中国家基本药物"), _("甲类里的基本药物；有的地方在基层报得多。")),
    "class_b": (_("乙类费用"), _("目录内，先自付一部分，其余进入报销范围。")),
    "share": (_("乙类先行自付比例（%）"), _("各种药和项目不同，看收据或问医院。")),
    "first_self": (_("或：先行自付金额"), _("收据上有这个数就填它，比例不用填。")),
    "class_c": (_("丙类费用"), _("目录外，全部自费。")),
    "over_limit": (_("超过限价的费用"), _("单价高出医保限价的部分，全部自费。")),
    "account": (_("个人账户余额"), _("用来付基金不付的部分；不填就不用账户。")),
}
KEPT: Mapping[str, tuple[Words, Words]] = {
    "deductible": (_("%(fund)s：今年已用的起付标准"), _("自己先付、已经算进起付标准的钱。")),
    "paid": (_("%(fund)s：今年已支付"), _("到了年度限额就不再付。")),
    "cost": (_("%(fund)s：今年已累计的费用"), _("分段、起付标准或限额按全年累计来算。")),
}
CHOICES_OF_A_VISIT = ("benefit", "level", "place", "filing", "reach", "chronic_kind")
CHOICES = ("tier", *CHOICES_OF_A_VISIT)
FLAGS = ("civil_servant", "aided", "signed_family_doctor")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    value: str
    label: Words
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field as the page shows it."""

    name: str
    label: Words
    hint: Words
    kind: Literal["text", "choice", "flag"]
    value: str
    choices: tuple[Choice, ...]
    fault: str


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together; `folded` are those that few people need."""

    legend: Words
    fields: tuple[Field, ...]
    folded: tuple[Field, ...] = ()

    @property
    def opened(self) -> bool:
        """Whether something that few people need was filled in or is wrong."""
        return any(field.fault or (field.value and field.kind != "choice") or _departs(field) for field in self.folded)


def sections(
    query: Query,
    asked: Asked,
    totals: Iterable[YearTotal],
    language: Language,
    *,
    own: bool,
    wanted: Sequence[str] = (),
) -> Iterator[Section]:
    """The form's sections; a signed-in person's own facts are not asked for. `wanted` fields were missed by a rule."""
    faults = {**dict.fromkeys(wanted, str(_("这里的规定要看它，请填。"))), **asked.faults}
    form = _Form(query, replace(asked, faults=faults), language)
    if not own:
        yield Section(
            _("谁看病"),
            form.fields("region", "category", "age"),
            form.fields("tier", "continuous_months", "covered_months", "retired_on", *FLAGS),
        )
    folded = ("reach", "chronic_kind") if own else ("admission", "reach", "chronic_kind")
    visit = form.fields("benefit", "level", "place", "filing", "on")
    yield Section(_("在哪看、怎么看"), visit, form.fields(*folded))
    yield Section(
        _("这次多少钱（元）"),
        form.fields("class_a", "class_b", "share", "class_c"),
        form.fields("first_self", "essential", "over_limit"),
    )
    if not own:
        yield Section(_("今年到现在（元，没有就不填）"), (*form.fields("account"), *map(form.total, totals)))


class _Form:
    def __init__(self, query: Query, asked: Asked, language: Language) -> None:
        self.query, self.asked, self.language = query, asked, language

    def fields(self, *names: str) -> tuple[Field, ...]:
        return tuple(self._field(name, *LABELS[name]) for name in names)

    def total(self, total: YearTotal) -> Field:
        label, hint = KEPT[total.kept]
        return self._field(YEAR + total.name, label % {"fund": fund_name(total.fund, self.language)}, hint)

    def _field(self, name: str, label: Words, hint: Words) -> Field:
        choices = tuple(self._choices(name))
        kind: Literal["text", "choice", "flag"] = "choice" if choices else "flag" if name in FLAGS else "text"
        return Field(name, label, hint, kind, self._value(name), choices, self.asked.faults.get(name, ""))

    def _value(self, name: str) -> str:
        """What the field shows: what was typed, else what is taken when nothing is."""
        taken = {"on": self.asked.on.isoformat(), "age": str(self.asked.person.age)}
        return self.query.get(name, taken.get(name, ""))

    def _choices(self, name: str) -> Iterator[Choice]:
        if name == "region":
            for region in regions():
                yield Choice(region.code, region_name(region.code, self.language), region.code == self.asked.region)
        elif name == "category":
            for category, scheme in SCHEME_OF.items():
                words = (fact_word("scheme", scheme, self.language), fact_word("category", category, self.language))
                yield Choice(category, " · ".join(words), category == self.asked.person.category)
        elif name in CHOICES:
            facts = _facts(self.asked)
            if facts[name] is None:
                yield Choice("", _("不填"), chosen=True)
            elif name in ("tier", "chronic_kind"):
                yield Choice("", _("不填"), chosen=False)
            for word in WORDS[name]:
                yield Choice(word, fact_word(name, word, self.language), word == facts[name])


def _facts(asked: Asked) -> dict[str, object]:
    person, visit = asked.person, asked.visit
    return {
        "tier": person.tier,
        "benefit": visit.benefit,
        "level": visit.level,
        "place": visit.place,
        "filing": visit.filing,
        "reach": visit.reach,
        "chronic_kind": visit.chronic_kind,
    }


def _departs(field: Field) -> bool:
    """Whether something other than the first choice was taken."""
    return bool(field.choices) and not field.choices[0].chosen
