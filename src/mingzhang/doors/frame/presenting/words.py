"""The pages' own words for closed codes: kinds of movement, rule states, purposes, channels.

Every word is Chinese in the source and English through gettext. A code without a word raises KeyError: a code is never
shown raw.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language, term
from mingzhang.rules.policy import describe_facts
from mingzhang.rules.policy.facts import Among

MOVEMENTS = {
    "ALLOCATION": _("每月划入"),
    "MAKE_UP": _("补划以前月份"),
    "ACCOUNT_PAYMENT": _("看病买药，个人账户支付"),
    "ACCOUNT_PAYMENT_CANCELLED": _("退费，退回个人账户"),
    "FAMILY_PAYMENT": _("家人看病买药（家庭共济）"),
    "FAMILY_PAYMENT_CANCELLED": _("家人退费，退回个人账户"),
    "INTEREST": _("利息"),
    "WITHDRAWAL": _("提取"),
    "TRANSFER_IN": _("从外地转入"),
    "TRANSFER_OUT": _("转到外地"),
    "CORRECTION": _("更正"),
    "SUPPORT": _("期初余额"),
    "ALLOCATION_RETURNED": _("退费，收回划入的部分"),
    "OWED_PAID": _("重算后退给您"),
    "OWED_COLLECTED": _("重算后补收"),
}

RULE_STATES = {"verified": _("已核"), "transcribed": _("转录"), "assumed": _("推定")}

EVERYBODY = _("所有人")

RULE_STATES_EXPLAINED = {
    "verified": _("已核：与公布的文件原文逐字核对过。"),
    "transcribed": _("转录：取自官方解读或转载，还没有与文件原文核对。"),
    "assumed": _("推定：文件没有写明，按上位规定推断；以当地经办机构答复为准。"),
}

PURPOSES = {
    "home": _("首页"),
    "balance": _("查余额"),
    "movements": _("查明细"),
    "bills": _("查账单"),
    "bill": _("看一张账单"),
    "why": _("问为什么"),
    "lookups": _("看谁看过"),
    "estimate": _("估算一次费用"),
    "contributions": _("查缴费记录"),
    "order": _("看一笔缴费"),
    "pay": _("缴费"),
    "pay_late": _("问补缴要多少"),
    "pay_other": _("替家人缴费"),
    "receipts": _("查缴费票据"),
    "receipt": _("看一张缴费票据"),
    "entitlement": _("查待遇从哪天起"),
    "statement": _("打账户对账单"),
    "applications": _("看办件"),
    "apply": _("办理申请"),
    "case": _("看一件办件"),
}

COUNTER_PURPOSES = {
    "enquiry": _("本人到窗口查询"),
    "application": _("办理申请"),
    "enrolment": _("参保登记"),
    "contribution": _("缴费核定"),
    "refund": _("退费"),
    "account": _("个人账户业务"),
    "correction": _("更正信息"),
    "complaint": _("投诉和信访"),
    "inspection": _("稽核检查"),
    "unmask": _("看了完整的身份证号和手机号"),
}

CHANNELS = {
    "portal": _("网页"),
    "gateway": _("医院、药店系统"),
    "counter": _("经办窗口"),
    "hotline": _("医保热线"),
    "terminal": _("命令行"),
    "app": _("手机 App"),
    "wechat": _("微信"),
    "alipay": _("支付宝"),
    "bank": _("银行"),
}

TOPICS = {
    "account": _("个人账户"),
    "assistance": _("医疗救助"),
    "calendar": _("年度与时间"),
    "casework": _("办件时限"),
    "catalogue": _("目录与先行自付"),
    "chronic": _("门诊慢特病"),
    "clearing": _("清算"),
    "contact": _("联系方式"),
    "contribution": _("缴费"),
    "entitlement": _("待遇享受"),
    "family": _("家庭共济"),
    "inpatient": _("住院"),
    "longcare": _("长期护理"),
    "offsite": _("异地就医"),
    "outpatient": _("普通门诊"),
    "penalty": _("违规与处罚"),
    "pharmacy": _("药店购药"),
    "supplement": _("大额与大病"),
    "withdrawal": _("账户提取"),
}


def named(word: str, language: Language) -> str:
    """A closed term (employee, outpatient, large_amount ...) as a label of its own, with a capital first letter."""
    name = term(word, language)
    return name[:1].upper() + name[1:]


def fact_word(fact: str, word: str, language: Language) -> str:
    """One value of a fact that rules ask for (level3, unfiled, tier1 ...) as a label of its own."""
    name = describe_facts({fact: Among(frozenset({word}))}, language)
    return name[:1].upper() + name[1:]
