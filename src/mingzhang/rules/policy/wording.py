"""Tests and values in words a clerk reads, in Chinese and English: for tables and for the pages that show a rule."""

from __future__ import annotations

import re
from typing import Literal

from mingzhang.basics.fen import percent_text, yuan_text
from mingzhang.rules.policy.facts import WORDS, Span, Test, When

Language = Literal["zh", "en"]

WORDS_ZH = {
    "employee": "职工",
    "resident": "居民",
    "in_service": "在职",
    "flexible": "灵活就业",
    "retired": "退休",
    "retired_paying_on": "到龄延缴",
    "adult": "成年",
    "minor": "未成年",
    "student": "学生",
    "level1": "一级",
    "level2": "二级",
    "level3": "三级",
    "none": "未定级",
    "community": "基层",
    "other": "非基层",
    "outpatient": "门诊",
    "pharmacy": "药店",
    "inpatient": "住院",
    "chronic": "门特门慢",
    "class1": "一类",
    "class2": "二类",
    "glaucoma": "青光眼",
    "unclassed": "不分类",
    "local": "本地",
    "filed": "已备案",
    "referral": "转诊",
    "temporary": "临时外出",
    "unfiled": "未备案",
    "emergency": "急诊抢救",
    "in_region": "本统筹区",
    "in_province": "省内",
    "cross_province": "跨省",
    "tier1": "一档",
    "tier2": "二档",
    "male": "男",
    "female": "女",
}
WORDS_EN = {
    "employee": "employees",
    "resident": "residents",
    "in_service": "in service",
    "flexible": "flexible workers",
    "retired": "retired",
    "retired_paying_on": "paying on after retiring age",
    "adult": "adults",
    "minor": "minors",
    "student": "students",
    "level1": "level 1",
    "level2": "level 2",
    "level3": "level 3",
    "none": "no level",
    "community": "community",
    "other": "not community",
    "outpatient": "outpatient",
    "pharmacy": "pharmacy",
    "inpatient": "inpatient",
    "chronic": "chronic disease",
    "class1": "class 1",
    "class2": "class 2",
    "glaucoma": "glaucoma",
    "unclassed": "without class",
    "local": "at home",
    "filed": "filed",
    "referral": "referred",
    "temporary": "temporarily away",
    "unfiled": "not filed",
    "emergency": "emergency",
    "in_region": "in the region",
    "in_province": "in the province",
    "cross_province": "in another province",
    "tier1": "tier 1",
    "tier2": "tier 2",
    "male": "men",
    "female": "women",
}
FLAGS_ZH = {"aided": "困难人员", "civil_servant": "公务员", "signed_family_doctor": "签约家庭医生"}
FLAGS_EN = {
    "aided": "people in hardship",
    "civil_servant": "civil servants",
    "signed_family_doctor": "signed with a family doctor",
}
NUMBERS_ZH = {
    "age": ("年龄", "岁"),
    "admission": ("第", "次住院"),
    "band": ("第", "段"),
    "continuous_months": ("连续参保", "个月"),
    "covered_months": ("本年参保", "个月"),
}
DAY_NUMBER = "retired_on"
FROM_ZH = {"admission": "次及以后住院", "band": "段及以上"}
NUMBERS_EN = {
    "age": "age",
    "admission": "stay",
    "band": "band",
    "continuous_months": "months of continuous cover",
    "covered_months": "months of cover this year",
}
CLOSED_WORDS = {
    "spouse": ("配偶", "spouse"),
    "parent": ("父母", "parents"),
    "child": ("子女", "children"),
    "sibling": ("兄弟姐妹", "siblings"),
    "grandparent": ("祖父母、外祖父母", "grandparents"),
    "grandchild": ("孙子女、外孙子女", "grandchildren"),
    "province": ("省内", "the province"),
    "replay": ("后面的账单重新结算", "later bills are settled again"),
    "last_first": ("先撤销最后一张账单", "the last bill is cancelled first"),
    "employee": ("职工医保", "employee insurance"),
    "newborn": ("新生儿", "newborns"),
    "special_group": ("特殊群体", "special groups"),
    "death": ("死亡", "death"),
    "emigration": ("出国（境）定居", "emigration"),
    "settled_elsewhere": ("异地定居", "settling elsewhere"),
    "transfer": ("转移接续", "transfer to another region"),
    "kinship_proof": ("亲属关系证明", "proof of kinship"),
    "commitment": ("承诺书", "letter of commitment"),
    "class_a": ("甲类", "class A"),
    "class_b": ("乙类", "class B"),
    "class_c": ("丙类", "class C"),
    "wechat_official_account": ("微信公众号", "WeChat official account"),
    "pooled": ("统筹基金", "pooled fund"),
    "large_amount": ("大额补助", "large-amount fund"),
    "major_illness": ("大病保险", "major illness cover"),
    "assistance": ("医疗救助", "medical assistance"),
    "account": ("个人账户", "personal account"),
    "cash": ("现金", "cash"),
}
HOURS = re.compile(r"([0-9]{2})([0-9]{2})_([0-9]{2})([0-9]{2})")
UNITS_ZH = {"days": "天", "months": "个月", "years": "年", "count": "", "day_of_month": "日", "month_of_year": "月"}
UNITS_EN = {
    "days": ("{} day", "{} days"),
    "months": ("{} month", "{} months"),
    "years": ("{} year", "{} years"),
    "count": ("{}", "{}"),
    "day_of_month": ("day {} of the month", "day {} of the month"),
    "month_of_year": ("month {}", "month {}"),
}


def describe_facts(when: When, language: Language = "zh") -> str:
    """Tests in words: "职工，在职、灵活就业，年龄 70 岁以上"; empty when there are none."""
    if language == "en":
        return ", ".join(_describe_en(name, test) for name, test in when.items())
    return "，".join(_describe_zh(name, test) for name, test in when.items())


def _describe_zh(name: str, test: Test) -> str:
    if isinstance(test, Span):
        return _span_zh(name, test)
    if name in FLAGS_ZH:
        return FLAGS_ZH[name] if True in test.values else f"非{FLAGS_ZH[name]}"
    return "、".join(WORDS_ZH[word] for word in WORDS[name] if word in test.values)


def _span_zh(name: str, span: Span) -> str:
    if name == DAY_NUMBER:
        since, until = _days(span)
        return "退休日" + "、".join(filter(None, (since and f" {since} 及以后", until and f" {until} 以前")))
    head, tail = NUMBERS_ZH[name]
    if span.below == span.first + 1:
        return f"{head} {span.first} {tail}"
    if span.below is None:
        return f"{head} {span.first} {FROM_ZH.get(name, f'{tail}以上')}"
    low = f"{span.first} 至" if span.first else ""
    return f"{head} {low}不满 {span.below} {tail}"


def _describe_en(name: str, test: Test) -> str:
    if name == DAY_NUMBER and isinstance(test, Span):
        since, until = _days(test)
        return " ".join(filter(None, ("retired", since and f"since {since}", until and f"before {until}")))
    if isinstance(test, Span):
        return f"{NUMBERS_EN[name]} {_span_en(test)}"
    if name in FLAGS_EN:
        return FLAGS_EN[name] if True in test.values else f"not {FLAGS_EN[name]}"
    return " or ".join(WORDS_EN[word] for word in WORDS[name] if word in test.values)


def _days(span: Span) -> tuple[str, str]:
    """The ends of a span of days written as numbers (20010101) as days; empty where an end is open."""
    written = (f"{number:08d}" if number else "" for number in (span.first, span.below))
    first, below = (number and f"{number[:4]}-{number[4:6]}-{number[6:]}" for number in written)
    return first, below


def _span_en(span: Span) -> str:
    if span.below == span.first + 1:
        return str(span.first)
    if span.below is None:
        return f"from {span.first}"
    return f"from {span.first} to below {span.below}" if span.first else f"below {span.below}"


def write_printed(value: int | bool | str, unit: str, language: Language = "zh") -> str:
    """A ruled value as a person reads it: 7,916.00 元, 89.5%, 1.1 倍, 90 天, 是."""
    if isinstance(value, bool):
        return {"zh": ("否", "是"), "en": ("no", "yes")}[language][value]
    if isinstance(value, str):
        return _write_text(value, language)
    if unit == "yuan":
        return f"{yuan_text(value)} {'yuan' if language == 'en' else '元'}"
    if unit == "percent":
        return percent_text(value)
    if unit == "multiplier":
        figure = percent_text(value // 100).removesuffix("%")
        return f"{figure} times" if language == "en" else f"{figure} 倍"
    if language == "en":
        return UNITS_EN[unit][value != 1].format(value)
    return f"{value} {UNITS_ZH[unit]}".rstrip()


def _write_text(text: str, language: Language) -> str:
    """Closed words by their names, hours of the day with colons; figures (telephones, area codes) as they are."""
    words = text.split()
    if all(word in CLOSED_WORDS for word in words):
        return ("、" if language == "zh" else ", ").join(CLOSED_WORDS[word][language == "en"] for word in words)
    return HOURS.sub(r"\1:\2–\3:\4", text)
