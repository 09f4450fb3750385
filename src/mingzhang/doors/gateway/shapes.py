"""Groups of fields that several transactions share, in the order of the interface document.

Members that only one province's edition requires are optional here; labels are the document's.
"""

from __future__ import annotations

from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.fields import (
    OPTIONAL,
    REQUIRED,
    Field,
    Node,
    anything,
    code,
    day,
    digits,
    moment,
    money,
    number,
    text,
)

PERSON_NUMBER = text("psn_no", "人员编号", 30, REQUIRED)
VISIT_NUMBER = text("mdtrt_id", "就诊ID", 30, REQUIRED)
SETTLEMENT_NUMBER = text("setl_id", "结算ID", 30, REQUIRED)
EXTENSION = anything("exp_content", "字段扩展")
INSURANCE = code("insutype", "险种类型", 6, codes.INSURANCE, REQUIRED)
MEDICAL_TYPE = code("med_type", "医疗类别", 6, codes.MEDICAL_TYPE, REQUIRED)
ACCOUNT_USE = code("acct_used_flag", "个人账户使用标志", 1, codes.ACCOUNT_USE, REQUIRED)
TOTAL = money("medfee_sumamt", "医疗费总额", REQUIRED)

SHOWN_CREDENTIAL = (
    code("mdtrt_cert_type", "就诊凭证类型", 3, codes.CREDENTIAL, REQUIRED),
    text("mdtrt_cert_no", "就诊凭证编号", 50, REQUIRED),
    text("card_sn", "卡识别码", 32),
)


def claimed_person(required: bool) -> tuple[Field, ...]:
    """Who the sender says the person is."""
    return (
        code("psn_cert_type", "证件类型", 6, codes.DOCUMENT, required),
        text("certno", "证件号码", 50, required),
        text("psn_type", "人员类别", 6, required),
        text("psn_name", "人员姓名", 50, required),
    )


DIAGNOSES = Node(
    "diseinfo",
    "诊断信息",
    (
        code("diag_type", "诊断类别", 3, codes.DIAGNOSIS, REQUIRED),
        number("diag_srt_no", "诊断排序号", "2", REQUIRED),
        text("diag_code", "诊断代码", 30, REQUIRED),
        text("diag_name", "诊断名称", 100, REQUIRED),
        text("diag_dept", "诊断科室", 50, REQUIRED),
        text("dise_dor_no", "诊断医生编码", 30, REQUIRED),
        text("dise_dor_name", "诊断医生姓名", 50, REQUIRED),
        moment("diag_time", "诊断时间", REQUIRED),
        code("vali_flag", "有效标志", 3, codes.VALID, REQUIRED, note="0 表示作废此前同一诊断"),
        text("maindiag_flag", "主诊断标志", 3),
    ),
    many=True,
)

MATERNITY = (
    code("birctrl_type", "计划生育手术类别", 6, codes.BIRTH_CONTROL),
    day("birctrl_matn_date", "计划生育手术或生育日期"),
    code("matn_type", "生育类别", 6, codes.MATERNITY),
    number("geso_val", "孕周数", "2"),
)

ITEM_AND_PRICE = (
    text("med_list_codg", "医疗目录编码", 50, REQUIRED),
    text("medins_list_codg", "医药机构目录编码", 150, REQUIRED),
    money("det_item_fee_sumamt", "明细项目费用总额", REQUIRED),
    number("cnt", "数量", "16,4", REQUIRED),
    number("pric", "单价", "16,6", REQUIRED),
    text("sin_dos_dscr", "单次剂量描述", 200),
    text("used_frqu_dscr", "使用频次描述", 200),
    number("prd_days", "周期天数", "4,2"),
    text("medc_way_dscr", "用药途径描述", 200),
)

SPLIT_LINE = (
    text("feedetl_sn", "费用明细流水号", 30, REQUIRED),
    money("det_item_fee_sumamt", "明细项目费用总额", REQUIRED),
    number("cnt", "数量", "16,4", REQUIRED),
    number("pric", "单价", "16,6", REQUIRED),
    number("pric_uplmt_amt", "定价上限金额", "16,6", REQUIRED, note="无限价时为 0"),
    number("selfpay_prop", "自付比例", "5,4"),
    money("fulamt_ownpay_amt", "全自费金额"),
    money("overlmt_amt", "超限价金额"),
    money("preselfpay_amt", "先行自付金额"),
    money("inscp_scp_amt", "符合政策范围金额"),
    code("chrgitm_lv", "收费项目等级", 3, codes.ITEM_CLASS, REQUIRED),
    code("med_chrgitm_type", "医疗收费项目类别", 6, codes.FEE_CATEGORY, REQUIRED),
    code("bas_medn_flag", "基本药物标志", 3, codes.YES_NO),
    code("hi_nego_drug_flag", "医保谈判药品标志", 3, codes.YES_NO),
    code("chld_medc_flag", "儿童用药标志", 3, codes.YES_NO),
    code("list_sp_item_flag", "目录特项标志", 3, codes.YES_NO),
    code("lmt_used_flag", "限制使用标志", 3, codes.YES_NO),
    code("drt_reim_flag", "直报标志", 3, codes.YES_NO),
    text("memo", "备注", 500, note="这一行为什么这样分割"),
)

SALE = (
    PERSON_NUMBER,
    *SHOWN_CREDENTIAL,
    *claimed_person(REQUIRED),
    moment("begntime", "开始时间", REQUIRED),
    TOTAL,
    text("invono", "发票号", 20),
    INSURANCE,
    text("dise_codg", "病种编码", 30),
    text("dise_name", "病种名称", 500),
    ACCOUNT_USE,
    MEDICAL_TYPE,
    EXTENSION,
)

SALE_LINE = (
    digits("feedetl_sn", "费用明细流水号", 30, REQUIRED),
    text("rxno", "处方号", 30),
    text("rx_circ_flag", "外购处方标志", 3, REQUIRED),
    moment("fee_ocur_time", "费用发生时间", REQUIRED),
    *ITEM_AND_PRICE,
    text("bilg_dr_codg", "开单医生编码", 30),
    text("bilg_dr_name", "开单医师姓名", 50),
    code("tcmdrug_used_way", "中药使用方式", 6, codes.HERB_USE),
    EXTENSION,
    anything("durg_trac_info", "追溯码节点信息"),
)

CANCELLATION = (SETTLEMENT_NUMBER, VISIT_NUMBER, PERSON_NUMBER, EXTENSION)


def shown_person(required: bool) -> tuple[Field, ...]:
    """The person in a settlement's answer; a cancellation may leave it out."""
    return (
        text("psn_no", "人员编号", 30, required),
        text("psn_name", "人员姓名", 50, required),
        code("psn_cert_type", "人员证件类型", 6, codes.DOCUMENT, required),
        text("certno", "证件号码", 50, required),
        code("gend", "性别", 6, codes.GENDER),
        text("naty", "民族", 3),
        day("brdy", "出生日期"),
        number("age", "年龄", "4,1"),
        code("insutype", "险种类型", 6, codes.INSURANCE),
        text("psn_type", "人员类别", 6, required),
        code("cvlserv_flag", "公务员标志", 3, codes.YES_NO, required),
    )


AMOUNTS = (
    money("medfee_sumamt", "医疗费总额", REQUIRED, lowest=None),
    money("fulamt_ownpay_amt", "全自费金额", REQUIRED, lowest=None),
    money("overlmt_selfpay", "超限价自费费用", REQUIRED, lowest=None),
    money("preselfpay_amt", "先行自付金额", REQUIRED, lowest=None),
    money("inscp_scp_amt", "符合政策范围金额", REQUIRED, lowest=None),
    money("act_pay_dedc", "实际支付起付线", OPTIONAL, lowest=None),
    money("hifp_pay", "基本医疗保险统筹基金支出", REQUIRED, lowest=None),
    number("pool_prop_selfpay", "基本医疗保险统筹基金支付比例", "5,4", REQUIRED),
    money("cvlserv_pay", "公务员医疗补助资金支出", REQUIRED, lowest=None),
    money("hifes_pay", "企业补充医疗保险基金支出", REQUIRED, lowest=None),
    money("hifmi_pay", "居民大病保险资金支出", REQUIRED, lowest=None),
    money("hifob_pay", "职工大额医疗费用补助基金支出", REQUIRED, lowest=None),
    money("maf_pay", "医疗救助基金支出", REQUIRED, lowest=None),
    money("hifdm_pay", "伤残人员医疗保障基金支出", REQUIRED, lowest=None),
    money("oth_pay", "其他支出", REQUIRED, lowest=None),
    money("fund_pay_sumamt", "基金支付总额", REQUIRED, lowest=None),
    money("psn_part_amt", "个人负担总金额", REQUIRED, lowest=None),
    money("acct_pay", "个人账户支出", REQUIRED, lowest=None, note="含家庭共济支付"),
    money("psn_cash_pay", "个人现金支出", REQUIRED, lowest=None),
    money("hosp_part_amt", "医院负担金额", REQUIRED, lowest=None),
    money("balc", "余额", REQUIRED),
    money("acct_mulaid_pay", "个人账户共济支付金额", REQUIRED, lowest=None),
)

CLEARING = (
    text("medins_setl_id", "医药机构结算ID", 30, REQUIRED, note="即请求的 msgid"),
    text("clr_optins", "清算经办机构", 6),
    text("clr_way", "清算方式", 6),
    code("clr_type", "清算类别", 6, codes.CLEARING_KIND, REQUIRED),
)

EVENT = (
    code("mdtrt_cert_type", "就诊凭证类型", 3, codes.CREDENTIAL),
    code("med_type", "医疗类别", 6, codes.MEDICAL_TYPE, REQUIRED),
)

SETTLEMENT = Node(
    "setlinfo",
    "结算信息",
    (
        VISIT_NUMBER,
        SETTLEMENT_NUMBER,
        *shown_person(REQUIRED),
        moment("setl_time", "结算时间", REQUIRED),
        *EVENT,
        *AMOUNTS,
        *CLEARING,
        EXTENSION,
    ),
)

TRIAL = Node(
    "setlinfo",
    "结算信息",
    (
        text("mdtrt_id", "就诊ID", 30, note="药店预结算时为空"),
        text("setl_id", "结算ID", 30, note="预结算为空"),
        *shown_person(REQUIRED),
        moment("setl_time", "结算时间", note="预结算为空"),
        *EVENT,
        *AMOUNTS,
        *CLEARING,
        EXTENSION,
    ),
)

CANCELLED = Node(
    "setlinfo",
    "结算信息",
    (
        VISIT_NUMBER,
        SETTLEMENT_NUMBER,
        moment("setl_time", "结算时间", REQUIRED),
        *AMOUNTS,
        money("pdn_cash_pay", "个人现金支出", REQUIRED, lowest=None, note="文档中的拼写；与 psn_cash_pay 同值"),
        *CLEARING,
        *shown_person(OPTIONAL),
        EXTENSION,
    ),
    many=False,
)

PAYERS = Node(
    "setldetail",
    "结算基金分项信息",
    (
        code("fund_pay_type", "基金支付类型", 6, codes.FUND, REQUIRED),
        money("inscp_scp_amt", "符合政策范围金额", REQUIRED, lowest=None),
        money("crt_payb_lmt_amt", "本次可支付限额金额", REQUIRED, lowest=None),
        money("fund_payamt", "基金支付金额", REQUIRED, lowest=None),
        text("fund_pay_type_name", "基金支付类型名称", 200),
        text("setl_proc_info", "结算过程信息", 4000),
    ),
    many=True,
    required=False,
)

SALE_LINES_SPLIT = Node("detlcutinfo", "明细分割信息", SPLIT_LINE, many=True)
