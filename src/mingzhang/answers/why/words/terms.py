"""The names of the closed terms as a reader meets them, in Chinese and English."""

from __future__ import annotations

from types import MappingProxyType

_NAMES = (
    ("employee", "职工医保", "employee insurance"),
    ("resident", "居民医保", "resident insurance"),
    ("in_service", "在职职工", "in service"),
    ("retired", "退休人员", "retired"),
    ("flexible", "灵活就业人员", "flexible worker"),
    ("retired_paying_on", "退休延缴人员", "retired, paying on"),
    ("adult", "成年居民", "adult resident"),
    ("minor", "未成年人", "minor"),
    ("student", "学生", "student"),
    ("level1", "一级医疗机构", "level 1 hospital"),
    ("level2", "二级医疗机构", "level 2 hospital"),
    ("level3", "三级医疗机构", "level 3 hospital"),
    ("none", "未定级机构", "institution without level"),
    ("community", "基层医疗机构", "primary care"),
    ("hospital", "医院", "hospital"),
    ("pharmacy", "药店购药", "pharmacy purchase"),
    ("outpatient", "普通门诊", "outpatient care"),
    ("inpatient", "住院", "inpatient care"),
    ("active", "正常", "active"),
    ("suspended", "暂停", "suspended"),
    ("stopped", "停保", "stopped"),
    ("terminated", "终止", "terminated"),
    ("employee_pooled", "职工统筹基金", "employee pooled fund"),
    ("resident_pooled", "居民统筹基金", "resident pooled fund"),
    ("large_amount", "大额医疗补助", "large-amount fund"),
    ("major_illness", "大病保险", "major-illness insurance"),
    ("civil_servant", "公务员补助", "civil-servant supplement"),
    ("assistance", "医疗救助", "medical assistance"),
    ("enterprise_supplement", "企业补充", "enterprise supplement"),
    ("unified_supplement", "统一补充", "unified supplement"),
    ("account", "个人账户", "personal account"),
    ("family", "家人账户", "relatives' accounts"),
    ("cash", "个人现金", "cash"),
    ("register", "参保登记", "the register"),
    ("card", "社会保障卡", "social security card"),
    ("e_voucher", "医保码", "e-voucher"),
    ("bank", "发卡银行", "issuing bank"),
    ("channel", "查询渠道", "the channel"),
    ("male", "男", "male"),
    ("female", "女", "female"),
)
TERMS = MappingProxyType({word: {"zh": zh, "en": en} for word, zh, en in _NAMES})
