"""Tests and values in words a clerk reads, Chinese first: for tables and for the pages that show a rule."""

from __future__ import annotations

from mingzhang.basics.fen import percent_text, yuan_text
from mingzhang.rules.policy.facts import Span, Test, When

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
FLAGS_ZH = {"aided": "困难人员", "civil_servant": "公务员", "signed_family_doctor": "签约家庭医生"}
NUMBERS_ZH = {
    "age": ("年龄", "岁"),
    "admission": ("第", "次住院"),
    "band": ("第", "段"),
    "continuous_months": ("连续参保", "个月"),
    "covered_months": ("本年参保", "个月"),
    "retired_on": ("退休日", ""),
}
UNITS_ZH = {"days": "天", "months": "个月", "years": "年", "count": "", "day_of_month": "日", "month_of_year": "月"}


def describe_facts(when: When) -> str:
    """Tests in words: "职工，在职、灵活就业，年龄 70 岁以上"; empty when there are none."""
    return "，".join(_describe(name, test) for name, test in when.items())


def _describe(name: str, test: Test) -> str:
    if isinstance(test, Span):
        return _describe_span(name, test)
    if name in FLAGS_ZH:
        return FLAGS_ZH[name] if True in test.values else f"非{FLAGS_ZH[name]}"
    return "、".join(zh for word, zh in WORDS_ZH.items() if word in test.values)


def _describe_span(name: str, span: Span) -> str:
    head, tail = NUMBERS_ZH[name]
    if span.below == span.first + 1:
        return f"{head} {span.first} {tail}"
    if span.below is None:
        return f"{head} {span.first} {tail}以上"
    low = f"{span.first} 至" if span.first else ""
    return f"{head} {low}不满 {span.below} {tail}"


def write_printed(value: int | bool | str, unit: str) -> str:
    """A ruled value as a person reads it: 7,916.00 元, 89.5%, 1.1 倍, 90 天, 是."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    if unit == "yuan":
        return f"{yuan_text(value)} 元"
    if unit == "percent":
        return percent_text(value)
    if unit == "multiplier":
        return f"{percent_text(value // 100).removesuffix('%')} 倍"
    return f"{value} {UNITS_ZH[unit]}".rstrip()
