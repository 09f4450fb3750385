"""The channels through which contributions are paid, and what each one asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from mingzhang.money.collection.orders.records import Party


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to pay: who answers for it, what it needs, and after how long a missing answer makes an order unknown."""

    name: str
    zh: str
    en: str
    party: Party
    keyed_on_card: bool = False
    needs_agreement: bool = False
    silent_after: timedelta = timedelta(minutes=10)  # payers are told to wait 5 to 10 minutes before they try again


CHANNELS: Mapping[str, Channel] = MappingProxyType(
    {
        channel.name: channel
        for channel in (
            Channel("tax", "税务缴费端", "Tax office", "tax"),
            Channel("wechat", "微信缴费", "WeChat", "channel"),
            Channel("alipay", "支付宝缴费", "Alipay", "channel"),
            Channel("demo", "演示缴费渠道", "Demo channel", "channel"),
            Channel("counter", "经办窗口", "Counter", "agency"),
            Channel("self_service", "自助终端", "Self-service terminal", "channel", keyed_on_card=True),
            Channel("bank_card", "社保卡银行账户", "Bank account of the social card", "bank", keyed_on_card=True),
            # A bank answers a file of debits on the next workday; a weekend and a holiday may lie between.
            Channel(
                "bank_debit", "银行代扣", "Bank debit", "bank", needs_agreement=True, silent_after=timedelta(days=3)
            ),
        )
    }
)

# Why a payment did not come about, in the words of banks and channels; ours are the last five.
FAILURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "INSUFFICIENT": ("账户余额不足", "not enough money in the account"),
        "INVALID_ACCOUNT": ("账号错误或已销户", "wrong or closed account"),
        "ACCOUNT_FROZEN": ("账户被冻结", "account frozen"),
        "IDENTITY_MISMATCH": ("户名或证件号码不符", "name or number does not match"),
        "AGREEMENT_ENDED": ("代扣协议已终止", "debit agreement ended"),
        "LIMIT_EXCEEDED": ("超过银行限额", "above the bank's limit"),
        "BANK_ERROR": ("银行系统故障", "fault at the bank"),
        "CANCELLED": ("缴费人取消", "cancelled by the payer"),
        "SUPERSEDED": ("被新的缴费单代替", "replaced by a newer order"),
        "FAILED_BY_BILL": ("渠道对账单记为失败", "failed on the channel's bill"),
        "NOT_IN_BILL": ("渠道对账单中没有这笔缴费", "not on the channel's bills"),
        "NEVER_CAME": ("入账后发现款项未到", "booked, but the money never came"),
    }
)
