"""The interface's code lists that we read or write, and how our own words stand in them.

Values are those of the national lists on which the public editions agree; local six-digit additions of single
provinces are not taken over. A list is closed: a value outside it is reported with the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeList:
    """One code list: its name in the interface, its Chinese name, its values with their meaning."""

    name: str
    label: str
    values: Mapping[str, str]

    @property
    def members(self) -> frozenset[str]:
        """The values alone."""
        return frozenset(self.values)


YES_NO = CodeList("yes_no", "是否", {"0": "否", "1": "是"})
OPERATOR = CodeList("opter_type", "经办人类别", {"1": "经办人", "2": "自助终端", "3": "移动终端"})
INSURANCE = CodeList(
    "insutype",
    "险种类型",
    {
        "310": "职工基本医疗保险",
        "320": "公务员医疗补助",
        "330": "大额医疗费用补助",
        "340": "离休人员医疗保障",
        "350": "一至六级残疾军人医疗补助",
        "360": "老红军医疗保障",
        "370": "企业补充医疗保险",
        "380": "新型农村合作医疗",
        "390": "城乡居民基本医疗保险",
        "391": "城镇居民基本医疗保险",
        "392": "城乡居民大病医疗保险",
        "399": "其他特殊人员医疗保障",
        "410": "长期照护保险",
        "510": "生育保险",
    },
)
CREDENTIAL = CodeList(
    "mdtrt_cert_type", "就诊凭证类型", {"01": "医保电子凭证", "02": "居民身份证", "03": "社会保障卡", "99": "其他"}
)
DOCUMENT = CodeList(
    "psn_cert_type",
    "人员证件类型",
    {
        "01": "居民身份证（户口簿）",
        "02": "中国人民解放军军官证",
        "03": "中国人民武装警察警官证",
        "04": "港澳居民来往内地通行证（香港）",
        "05": "港澳居民来往内地通行证（澳门）",
        "06": "台湾居民来往大陆通行证",
        "07": "外国人永久居留证",
        "08": "外国人护照",
        "09": "残疾人证",
        "10": "军烈属证明",
        "11": "外国人就业证",
        "12": "外国专家证",
        "13": "外国人常驻记者证",
        "14": "台港澳人员就业证",
        "15": "回国（来华）定居专家证",
        "16": "中国护照",
        "17": "港澳台居民居住证",
        "90": "社会保障卡",
        "99": "其他身份证件",
    },
)
MEDICAL_TYPE = CodeList(
    "med_type",
    "医疗类别",
    {
        "11": "普通门诊",
        "12": "门诊挂号",
        "13": "急诊",
        "14": "门诊慢特病",
        "18": "特药购药",
        "19": "意外伤害门诊",
        "21": "普通住院",
        "22": "外伤住院",
        "23": "转外诊治住院",
        "24": "急诊转住院",
        "28": "日间手术",
        "41": "定点药店购药",
        "51": "生育门诊",
        "52": "生育住院",
        "53": "计划生育手术费",
        "71": "家庭病床",
    },
)
PAYMENT_WAY = CodeList("psn_setlway", "个人结算方式", {"01": "按项目结算", "02": "按定额结算"})
ACCOUNT_USE = CodeList(
    "acct_used_flag", "个人账户使用标志", {"0": "不使用", "1": "使用本人个账", "2": "使用共济人个账"}
)
DIAGNOSIS = CodeList("diag_type", "诊断类别", {"1": "西医诊断", "2": "中医主病诊断", "3": "中医主证诊断"})
VALID = CodeList("vali_flag", "有效标志", {"0": "无效", "1": "有效"})
APPROVAL = CodeList("hosp_appr_flag", "医院审批标志", {"0": "无须审批", "1": "审批通过", "2": "审批不通过"})
HERB_USE = CodeList("tcmdrug_used_way", "中药使用方式", {"1": "复方", "2": "单方"})
BIRTH_CONTROL = CodeList(
    "birctrl_type",
    "计划生育手术类别",
    {
        "1": "放置宫内节育器",
        "2": "取出宫内节育器",
        "3": "流产术",
        "4": "引产术",
        "5": "绝育手术",
        "6": "绝育复通手术",
        "7": "绝育手术（输精管）",
        "8": "绝育复通手术（输精管）",
        "9": "其他",
        "10": "皮下埋植术",
        "11": "取消皮下埋植术",
        "12": "输卵管结扎术",
    },
)
MATERNITY = CodeList(
    "matn_type",
    "生育类别",
    {
        "1": "正常产",
        "2": "助娩产",
        "3": "剖宫产",
        "4": "难产",
        "5": "流产",
        "6": "引产",
        "7": "产前检查",
        "9": "其他",
        "10": "宫外孕",
        "11": "遗传基因检测",
        "12": "四个月以上流产",
        "13": "四个月以下流产",
    },
)
INSTITUTION_KIND = CodeList(
    "fixmedins_type",
    "定点医疗服务机构类型",
    {
        "1": "定点医疗机构",
        "2": "定点零售药店",
        "3": "工伤定点康复机构",
        "4": "辅助器具配置机构",
        "5": "计划生育服务机构",
    },
)
FUND = CodeList(
    "fund_pay_type",
    "基金支付类型",
    {
        "310100": "城镇职工基本医疗保险统筹基金",
        "310200": "城镇职工基本医疗保险个人账户基金",
        "320100": "公务员医疗补助基金",
        "330100": "大额医疗费用补助基金",
        "370100": "企业补充医疗保险基金",
        "390100": "城乡居民基本医疗保险基金",
        "390200": "城乡居民大病医疗保险基金",
        "610100": "医疗救助基金",
        "999996": "医院垫付基金",
        "999997": "其他基金",
    },
)
COVERAGE_STATE = CodeList(
    "psn_insu_stas", "人员参保状态", {"0": "未参保", "1": "正常参保", "2": "暂停参保", "3": "无效参保", "4": "终止参保"}
)
CHECK_KIND = CodeList("trt_chk_type", "待遇检查类型", {"01": "基金项检查", "99": "其他检查"})
ITEM_CLASS = CodeList("chrgitm_lv", "收费项目等级", {"01": "甲类", "02": "乙类", "03": "丙类"})
FEE_CATEGORY = CodeList(
    "med_chrgitm_type",
    "医疗收费项目类别",
    {
        "01": "床位费",
        "02": "诊察费",
        "03": "检查费",
        "04": "化验费",
        "05": "治疗费",
        "06": "手术费",
        "07": "护理费",
        "08": "卫生材料费",
        "09": "西药费",
        "10": "中药饮片费",
        "11": "中成药费",
        "12": "一般诊疗费",
        "13": "挂号费",
        "14": "其他费",
    },
)
GENDER = CodeList("gend", "性别", {"0": "未知的性别", "1": "男", "2": "女", "9": "未说明性别"})
CLEARING_KIND = CodeList("clr_type", "清算类别", {"11": "门诊", "21": "住院", "41": "药店购药", "99": "其他"})

SCHEME_OF_INSURANCE = {"310": "employee", "390": "resident"}
INSURANCE_OF_SCHEME = {scheme: number for number, scheme in SCHEME_OF_INSURANCE.items()}
BENEFIT_OF_MEDICAL_TYPE = {"11": "outpatient", "12": "outpatient", "13": "outpatient", "41": "pharmacy"}
EMERGENCY = "13"
CREDENTIAL_KIND = {"01": "e_voucher", "02": "document", "03": "card", "99": "document"}
CLEARING_OF_BENEFIT = {"outpatient": "11", "inpatient": "21", "pharmacy": "41"}
CLASS_CODE = {"A": "01", "B": "02", "C": "03"}
KIND_OF_INSTITUTION = {"hospital": "1", "pharmacy": "2"}
HOSPITAL_LEVEL = {"level3": "12", "level2": "13", "level1": "14", "none": "11"}  # no grade 甲/乙/丙 is on record
COVERAGE_CODE = {"active": "1", "suspended": "2", "stopped": "4"}

PERSON_TYPE = {
    "in_service": "1101",
    "flexible": "1103",
    "retired": "1201",
    "retired_paying_on": "1160",
    "adult": "1501",
    "minor": "1405",
    "student": "1403",
}
CIVIL_SERVANT_TYPE = {"in_service": "1102", "retired": "1202"}

FUND_CODE = {
    "employee_pooled": "310100",
    "resident_pooled": "390100",
    "large_amount": "330100",
    "major_illness": "390200",
    "civil_servant": "320100",
    "enterprise_supplement": "370100",
    "assistance": "610100",
    "unified_supplement": "999997",
    "account": "310200",
    "family": "310200",
    "institution": "999996",
}
FUND_MEMBER = {
    "employee_pooled": "hifp_pay",
    "resident_pooled": "hifp_pay",
    "large_amount": "hifob_pay",
    "major_illness": "hifmi_pay",
    "civil_servant": "cvlserv_pay",
    "enterprise_supplement": "hifes_pay",
    "assistance": "maf_pay",
    "unified_supplement": "oth_pay",
}
FUND_MEMBERS = ("hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay", "hifdm_pay", "oth_pay")


def person_type(category: str, civil_servant: bool) -> str:
    """The interface's 人员类别 for our category."""
    return (CIVIL_SERVANT_TYPE if civil_servant else {}).get(category) or PERSON_TYPE[category]


def fund_member(fund: str) -> str:
    """The answer's member that carries what a fund paid; funds without a member of their own are 其他支出."""
    return FUND_MEMBER.get(fund, "oth_pay")


def fund_code(payer: str) -> str:
    """The 基金支付类型 of a payer; funds without one of their own are 其他基金."""
    return FUND_CODE.get(payer, "999997")


def payer_name(payer: str) -> str:
    """What a payer is called on a receipt."""
    return "个人账户家庭共济" if payer == "family" else FUND.values[fund_code(payer)]
