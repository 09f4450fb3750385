"""Changes of the law in words, Chinese or English: what changed, for whom, since when and by which document."""

from __future__ import annotations

from collections.abc import Mapping

from mingzhang.rules.policy.differences import Change, State
from mingzhang.rules.policy.facts import When
from mingzhang.rules.policy.parameters import Gap
from mingzhang.rules.policy.plan_differences import PlanChange, PlanDetail
from mingzhang.rules.policy.records import Ruled
from mingzhang.rules.policy.wording import Language, describe_facts, write_printed

STATES: dict[str, dict[Language, str]] = {
    "verified": {"zh": "核实", "en": "verified"},
    "transcribed": {"zh": "转录", "en": "transcribed"},
    "assumed": {"zh": "推定", "en": "assumed"},
}
EVERYBODY: dict[Language, str] = {"zh": "所有人", "en": "everybody"}
PATTERNS: dict[str, dict[Language, str]] = {
    "new": {"zh": "新设 {after}", "en": "new: {after}"},
    "changed": {"zh": "由 {before} 改为 {after}", "en": "from {before} to {after}"},
    "ended": {"zh": "不再有此规则（原为 {before}）", "en": "ended (it was {before})"},
    "unknown": {"zh": "{before} → 未知", "en": "{before} → not known"},
    "known": {"zh": "原来未知，现为 {after}", "en": "known now: {after}"},
    "recited": {"zh": "数值不变（{after}），依据或证明程度不同", "en": "still {after}, by another document or state"},
}
UNKNOWN: dict[Language, str] = {"zh": "未知", "en": "not known"}
NOTHING: dict[Language, str] = {"zh": "无此规则", "en": "no such rule"}
CITED: dict[Language, str] = {
    "zh": "自 {starts} 起；依据：{document} {article}（{state}）",
    "en": "since {starts}; by {document} {article} ({state})",
}
ENDED_BY: dict[Language, str] = {"zh": "依据：{document}", "en": "by {document}"}
MISSING: dict[Language, str] = {"zh": "缺：{missing}（{who}）", "en": "missing: {missing} ({who})"}
PLAN_KINDS: dict[str, dict[Language, str]] = {
    "new": {"zh": "新的结算方式", "en": "a new way of paying"},
    "ended": {"zh": "不再有此结算方式", "en": "this way of paying ended"},
    "changed": {"zh": "结算方式有变", "en": "paid in another way"},
    "unknown": {"zh": "如何结算未知", "en": "how it is paid is not known"},
    "known": {"zh": "如何结算已知", "en": "how it is paid is known now"},
}
PARTS: dict[str, dict[Language, str]] = {
    "layer_added": {"zh": "增加支付层“{subject}”（{fund}）", "en": "layer “{subject}” ({fund}) is added"},
    "layer_removed": {"zh": "取消支付层“{subject}”（{fund}）", "en": "layer “{subject}” ({fund}) is removed"},
    "layer_changed": {
        "zh": "支付层“{subject}”（{fund}）：{clauses}有变",
        "en": "layer “{subject}” ({fund}): {clauses} differ",
    },
    "order": {"zh": "支付顺序改为 {subject}", "en": "the order is now {subject}"},
    "other": {"zh": "{clauses}有变", "en": "{clauses} differ"},
}
CLAUSES: dict[str, dict[Language, str]] = {
    "account": {"zh": "个人账户与共济", "en": "own and family accounts"},
    "as_if": {"zh": "视同的机构或备案", "en": "what it is treated as"},
    "bands": {"zh": "分段与比例", "en": "bands and rates"},
    "bands_from_deductible": {"zh": "分段起点", "en": "where bands begin"},
    "basis": {"zh": "支付范围", "en": "what it pays on"},
    "caps": {"zh": "限额", "en": "caps"},
    "counts_deductible": {"zh": "起付是否占用分段", "en": "whether bands count the deductible"},
    "counts": {"zh": "累计口径", "en": "running totals"},
    "deductible": {"zh": "起付标准", "en": "deductible"},
    "first_pay": {"zh": "先行自付", "en": "first payment"},
    "fund": {"zh": "支付基金", "en": "fund"},
    "item_groups": {"zh": "费用类别", "en": "groups of items"},
    "measure": {"zh": "分段所按的累计", "en": "total that the bands measure"},
    "needs": {"zh": "是否支付", "en": "whether it pays"},
    "of": {"zh": "接续的支付层", "en": "the layer it follows"},
    "otherwise": {"zh": "不适用的原因", "en": "the reason when it does not hold"},
    "rate_changes": {"zh": "比例增减", "en": "changes of rates"},
    "requires": {"zh": "前提", "en": "what it requires"},
    "when": {"zh": "适用条件", "en": "whom it covers"},
    "without": {"zh": "不支付的基金", "en": "funds that do not pay"},
    "writes": {"zh": "累计口径", "en": "running totals"},
    "year_starts": {"zh": "医保年度", "en": "medical year"},
}


def tell_change(change: Change, language: Language = "zh") -> str:
    """One change as a sentence: for whom, from what to what, since when, by which document or what is missing."""
    head = PATTERNS[change.kind][language].format(
        before=_state(change.before, language), after=_state(change.after, language)
    )
    colon, stop = ("：", "；") if language == "zh" else (": ", "; ")
    ground = _ground(change, language)
    return f"{tell_people(change.whens, language)}{colon}{head}{stop if ground else ''}{ground}"


def tell_people(whens: tuple[When, ...], language: Language = "zh") -> str:
    """For whom, in words; several groups are separated by a semicolon."""
    told = [describe_facts(when, language) or EVERYBODY[language] for when in whens]
    return ("；" if language == "zh" else "; ").join(told)


def tell_plan_change(change: PlanChange, funds: Mapping[str, str], language: Language = "zh") -> str:
    """One changed way of paying as a sentence; `funds` gives the words for the funds."""
    colon, comma = ("：", "；") if language == "zh" else (": ", "; ")
    told = comma.join(_detail(detail, funds, language) for detail in change.details)
    kind = PLAN_KINDS[change.kind][language]
    return f"{tell_people((change.when,), language)}{colon}{kind}{colon if told else ''}{told}"


def _detail(detail: PlanDetail, funds: Mapping[str, str], language: Language) -> str:
    clauses = dict.fromkeys(CLAUSES[clause][language] for clause in detail.clauses)
    return PARTS[detail.part][language].format(
        subject=detail.subject,
        fund=funds.get(detail.fund, detail.fund),
        clauses=("、" if language == "zh" else ", ").join(clauses),
    )


def _state(state: State, language: Language) -> str:
    if isinstance(state, Ruled):
        return write_printed(state.value, state.unit, language)
    return UNKNOWN[language] if isinstance(state, Gap) else NOTHING[language]


def _ground(change: Change, language: Language) -> str:
    if isinstance(change.after, Gap):
        return MISSING[language].format(missing=change.after.missing, who=change.after.who)
    if isinstance(change.after, Ruled):
        cited = change.after.citation
        return CITED[language].format(
            starts=cited.starts, document=cited.document, article=cited.article, state=STATES[cited.state][language]
        )
    return ENDED_BY[language].format(document=change.ended_by) if change.ended_by else ""
