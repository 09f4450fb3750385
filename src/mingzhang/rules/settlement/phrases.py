"""The words of a statement, Chinese and English: funds, reasons, kinds of change, and one pattern for each line.

Patterns take figures that are already written out (`{paid}` is an amount in yuan, `{rate}` a percentage).
"""

from __future__ import annotations

from typing import Literal

Language = Literal["zh", "en"]
Words = dict[Language, str]

FUNDS: dict[str, Words] = {
    "employee_pooled": {"zh": "职工统筹基金", "en": "Employee pooled fund"},
    "resident_pooled": {"zh": "居民统筹基金", "en": "Resident pooled fund"},
    "large_amount": {"zh": "大额医疗补助", "en": "Large-amount fund"},
    "major_illness": {"zh": "大病保险", "en": "Major illness cover"},
    "civil_servant": {"zh": "公务员医疗补助", "en": "Civil servants' supplement"},
    "enterprise_supplement": {"zh": "企业补充医疗保险", "en": "Enterprise supplement"},
    "unified_supplement": {"zh": "退休人员统一补充", "en": "Unified supplement"},
    "assistance": {"zh": "医疗救助", "en": "Medical assistance"},
    "pool": {"zh": "统筹基金", "en": "Pooled fund"},
}
OTHER_FUND: Words = {"zh": "其他基金", "en": "Another fund"}

REASONS: dict[str, Words] = {
    "NOTHING_LEFT": {"zh": "没有轮到它支付的费用", "en": "no cost is left for it"},
    "OUT_OF_CATALOGUE": {"zh": "本次费用都不在医保目录内", "en": "nothing on this bill is in the catalogue"},
    "WITHIN_DEDUCTIBLE": {"zh": "费用还没有超过起付标准", "en": "the cost is within the deductible"},
    "CAP_REACHED": {"zh": "限额已经用完", "en": "the cap is used up"},
    "RATE_ZERO": {"zh": "这一段费用的支付比例为零", "en": "this part of the cost has a rate of zero"},
    "NOT_ENTITLED": {"zh": "服务日没有参保待遇", "en": "no entitlement on the service day"},
    "WAITING": {"zh": "仍在待遇等待期", "en": "the waiting period is still running"},
    "NOT_DESIGNATED": {"zh": "不是定点机构", "en": "the institution is not designated"},
    "NOT_SELECTED": {"zh": "不是可以支付的选定机构", "en": "not at an institution where it pays"},
    "NOT_FILED": {"zh": "没有办理异地就医备案", "en": "care elsewhere was not filed"},
    "NOT_COVERED": {"zh": "本项待遇不由它支付", "en": "it does not cover this benefit"},
    "OTHER_CATEGORY": {"zh": "只适用于其他人员类别", "en": "it covers another category of people"},
    "ACCOUNT_ONLY": {"zh": "按个人账户购药结算，不涉及统筹支付", "en": "a purchase from the account, without the fund"},
    "ACCOUNT_EMPTY": {"zh": "余额为零", "en": "the balance is zero"},
    "ACCOUNT_SHORT": {"zh": "余额不足，已全部用上", "en": "the balance did not reach and is used up"},
    "NO_ACCOUNT": {"zh": "本人没有个人账户", "en": "there is no personal account"},
    "ACCOUNT_HELD": {"zh": "个人账户暂不能使用", "en": "the account is on hold"},
    "ACCOUNT_NOT_OPENED": {"zh": "个人账户尚未启用", "en": "the account is not opened yet"},
    "USE_NOT_ALLOWED": {
        "zh": "这些费用不能用它支付，或本次选择不用",
        "en": "it may not pay these costs, or was not to be used",
    },
    "NO_GRANT": {"zh": "没有可用的共济授权", "en": "no family grant can be used"},
    "FAMILY_EMPTY": {"zh": "授权人账户余额为零", "en": "the owners' balances are zero"},
    "FAMILY_SHORT": {"zh": "授权人账户余额不足，已全部用上", "en": "the owners' balances did not reach"},
    "CONTRIBUTION_UNPAID": {"zh": "服务日还欠缴医保费", "en": "contributions were in arrears on the service day"},
    "COVERAGE_SUSPENDED": {"zh": "服务日参保已暂停", "en": "coverage was suspended on the service day"},
    "COVERAGE_STOPPED": {"zh": "服务日参保已停止", "en": "coverage was stopped on the service day"},
}

CHANGES: dict[str, Words] = {
    "NOT_FILED": {"zh": "异地就医未备案", "en": "care elsewhere was not filed"},
    "AWAY": {"zh": "异地就医", "en": "care elsewhere"},
    "TEMPORARY": {"zh": "临时外出就医", "en": "care during a stay elsewhere"},
    "REFERRAL": {"zh": "转诊就医", "en": "care by referral"},
    "NO_REFERRAL": {"zh": "未经转诊", "en": "without a referral"},
    "EMERGENCY": {"zh": "急诊抢救", "en": "emergency care"},
    "ESSENTIAL_MEDICINE": {"zh": "基层使用国家基本药物", "en": "essential medicine in the community"},
    "FAMILY_DOCTOR": {"zh": "已签约家庭医生", "en": "signed with a family doctor"},
    "COMMUNITY": {"zh": "在基层就医", "en": "care in the community"},
    "LATER_ADMISSION": {"zh": "本年再次住院", "en": "a later stay in the year"},
    "TRANSFER": {"zh": "转院连续住院", "en": "a stay continued after a transfer"},
    "RETIRED": {"zh": "退休人员", "en": "retired"},
    "AGE": {"zh": "按年龄", "en": "by age"},
    "AIDED": {"zh": "困难人员", "en": "with medical assistance"},
    "PART_YEAR": {"zh": "本年参保不满一年", "en": "covered for part of the year"},
    "CONTINUOUS_COVER": {"zh": "按连续参保时间", "en": "by months of continuous cover"},
    "TIER": {"zh": "按参保档次", "en": "by the tier of cover"},
    "CHRONIC": {"zh": "门诊慢特病", "en": "chronic disease care"},
}
LOCAL_RULE: Words = {"zh": "按当地规定", "en": "by a local rule"}

CHANGE_KINDS: dict[str, Words] = {
    "plus": {"zh": "比例提高 {figure} 个百分点", "en": "rate raised by {figure} points"},
    "minus": {"zh": "比例降低 {figure} 个百分点", "en": "rate lowered by {figure} points"},
    "times": {"zh": "比例乘以 {figure}", "en": "rate times {figure}"},
    "own_share_times": {"zh": "个人负担乘以 {figure}", "en": "own share times {figure}"},
    "replace": {"zh": "按单列比例 {figure}%", "en": "its own rate of {figure}%"},
    "plus_per_year": {"zh": "每岁比例提高 {figure} 个百分点", "en": "rate raised by {figure} points a year of age"},
    "deductible_plus": {"zh": "起付标准提高 {figure} 元", "en": "deductible raised by {figure} yuan"},
    "deductible_minus": {"zh": "起付标准降低 {figure} 元", "en": "deductible lowered by {figure} yuan"},
    "deductible_times": {"zh": "起付标准乘以 {figure}", "en": "deductible times {figure}"},
    "deductible_replace": {"zh": "起付标准按 {figure} 元", "en": "a deductible of {figure} yuan"},
    "deductible_minus_per_admission": {
        "zh": "每多住院一次起付标准降低 {figure} 元",
        "en": "deductible lowered by {figure} yuan for each earlier stay",
    },
    "deductible_part_of_year": {
        "zh": "起付标准按参保月数占全年 {figure} 个月折算",
        "en": "deductible by months of cover out of {figure}",
    },
    "first_pay": {"zh": "先行自付 {figure}%", "en": "{figure}% paid first"},
}

LINES: dict[str, Words] = {
    "TOTAL": {
        "zh": "总费用 {total} 元，其中范围内 {in_scope} 元、先行自付 {first_self} 元、"
        "超限价 {over_limit} 元、目录外自费 {wholly_own} 元",
        "en": "Total {total} yuan: {in_scope} in scope, {first_self} paid first, {over_limit} over price limits, "
        "{wholly_own} outside the catalogue",
    },
    "DEDUCTIBLE_year": {
        "zh": "{fund}：起付标准 {standard} 元，本年已用 {before} 元，本次用 {taken} 元",
        "en": "{fund}: deductible {standard} yuan, {before} met earlier this year, {taken} met now",
    },
    "DEDUCTIBLE_visit": {
        "zh": "{fund}：本次起付标准 {standard} 元，本次用 {taken} 元",
        "en": "{fund}: deductible {standard} yuan for this visit, {taken} met now",
    },
    "PAID": {"zh": "{fund}支付 {paid} 元：{how}", "en": "{fund} pays {paid} yuan: {how}"},
    "NOT_PAID": {"zh": "{funds}支付 0 元：{why}", "en": "{funds} pays nothing: {why}"},
    "ACCOUNT": {"zh": "个人账户支付 {paid} 元{why}", "en": "The own account pays {paid} yuan{why}"},
    "FAMILY": {"zh": "家庭共济支付 {paid} 元{why}", "en": "Family accounts pay {paid} yuan{why}"},
    "CASH": {"zh": "现金支付 {paid} 元", "en": "Cash {paid} yuan"},
}

STEPS: dict[str, Words] = {
    "total": {"zh": "总费用", "en": "Total"},
    "wholly_own": {"zh": "目录外自费", "en": "Outside the catalogue"},
    "over_limit": {"zh": "超过限价", "en": "Over price limits"},
    "first_self": {"zh": "先行自付", "en": "Paid first"},
    "deductible": {"zh": "起付标准内", "en": "Within the deductible"},
    "person": {"zh": "您一共要付", "en": "You pay in all"},
    "account": {"zh": "个人账户", "en": "Own account"},
    "family": {"zh": "家庭共济", "en": "Family accounts"},
    "cash": {"zh": "现金", "en": "Cash"},
}
KINDS: dict[str, Words] = {
    "whole": {"zh": "合计", "en": "Totals"},
    "fund": {"zh": "基金付", "en": "Funds"},
    "own": {"zh": "您付", "en": "You"},
}
HEADLINE: Words = {
    "zh": "总费用 {total} 元，基金付 {fund} 元，您付 {person} 元",
    "en": "Of {total} yuan the funds pay {fund} and you pay {person}",
}

CAPS: dict[str, Words] = {
    "year": {"zh": "年度限额 {cap} 元，此前已用 {before} 元", "en": "yearly cap {cap} yuan, {before} used before"},
    "visit": {"zh": "本次限额 {cap} 元", "en": "cap {cap} yuan for this visit"},
}
BAND: Words = {"zh": "{cost} 元按 {rate}", "en": "{cost} yuan at {rate}"}
UNPAID: Words = {"zh": "另有 {cost} 元不付，因为{why}", "en": "nothing on {cost} yuan: {why}"}
JOIN: Words = {"zh": "、", "en": ", "}
COMMA: Words = {"zh": "，", "en": ", "}
SEMICOLON: Words = {"zh": "；", "en": "; "}
ASIDE: Words = {"zh": "（{text}）", "en": " ({text})"}


def fund_name(fund: str, language: Language) -> str:
    """A fund's name as a reader meets it; one that is not in the list is told as another fund, never by its code."""
    return FUNDS.get(fund, OTHER_FUND)[language]
