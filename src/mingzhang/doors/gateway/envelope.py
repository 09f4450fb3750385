"""The envelope around every message: reading it as tolerantly as real senders need, and writing the answer.

Source: the national interface's chapter on message format; lengths are the longer of those that editions print.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from mingzhang.basics.fen import FEN_PER_YUAN
from mingzhang.doors.gateway import codes
from mingzhang.doors.gateway.fields import OPTIONAL, REQUIRED, Fault, Node, check_row, code, moment, shown, text
from mingzhang.doors.gateway.values import EMPTY_WORDS, stamp_text

HEADER = Node(
    "报文头",
    "报文头",
    (
        text("infno", "交易编号", 6, REQUIRED),
        text("msgid", "发送方报文ID", 30, REQUIRED, note="在机构内唯一；同一报文重发得到第一次的应答"),
        text("mdtrtarea_admvs", "就医地医保区划", 6, REQUIRED),
        text("insuplc_admdvs", "参保地医保区划", 6, OPTIONAL, note="空表示本地"),
        text("recer_sys_code", "接收方系统代码", 10, REQUIRED),
        text("dev_no", "设备编号", 100),
        text("dev_safe_info", "设备安全信息", 2000),
        text("cainfo", "数字签名信息", 1024),
        text("signtype", "签名类型", 10),
        text("infver", "接口版本号", 6, REQUIRED),
        code("opter_type", "经办人类别", 3, codes.OPERATOR, REQUIRED),
        text("opter", "经办人", 30, REQUIRED),
        text("opter_name", "经办人姓名", 50, REQUIRED),
        moment("inf_time", "交易时间", REQUIRED),
        text("fixmedins_code", "定点医药机构编号", 30, REQUIRED),
        text("fixmedins_name", "定点医药机构名称", 200, REQUIRED),
        text("sign_no", "交易签到流水号", 30, OPTIONAL, note="9001 返回；可为空"),
    ),
)

_decoder = msgspec.json.Decoder(float_hook=Decimal)
_encode = msgspec.json.Encoder().encode


class NotAnEnvelope(Exception):
    """The body is no message at all; the argument is the refusal's code."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message, its header read, its `input` not yet."""

    number: str
    message_id: str
    treatment_area: str
    insured_area: str
    operator: str
    operator_name: str
    institution_code: str
    sign_no: str
    body: Mapping[str, Any]


def decode(body: bytes) -> dict[str, Any]:
    """The JSON object of a request; raises `NotAnEnvelope` with EMPTY_BODY, NOT_UTF8, NOT_JSON or NOT_AN_OBJECT."""
    content = body.removeprefix(b"\xef\xbb\xbf").strip()
    if not content:
        raise NotAnEnvelope("EMPTY_BODY")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotAnEnvelope("NOT_UTF8") from error
    try:
        decoded = _decoder.decode(content)
    except (msgspec.MsgspecError, RecursionError, ValueError, ArithmeticError) as error:
        raise NotAnEnvelope("NOT_JSON") from error
    if not isinstance(decoded, dict):
        raise NotAnEnvelope("NOT_AN_OBJECT")
    return decoded


def open_envelope(members: Mapping[str, Any], path_number: str | None) -> tuple[Envelope, list[Fault]]:
    """Read the header; a transaction number in the path fills a missing one and must agree with one that is there."""
    if path_number and members.get("infno") in (None, *EMPTY_WORDS):
        members = {**members, "infno": path_number}
    header, faults = check_row(HEADER, members)
    if path_number and header["infno"] and header["infno"] != path_number:
        faults.append(
            Fault("报文头", None, "infno", "交易编号", f"与地址中的{path_number}一致", shown(header["infno"]))
        )
    body = members.get("input")
    if body is None:
        body = members.get("Input")
    if not isinstance(body, dict):
        faults.append(Fault("报文头", None, "input", "交易输入", "对象", shown(body)))
        body = {}
    envelope = Envelope(
        number=header["infno"] or "",
        message_id=header["msgid"] or "",
        treatment_area=header["mdtrtarea_admvs"] or "",
        insured_area=header["insuplc_admdvs"] or "",
        operator=header["opter"] or "",
        operator_name=header["opter_name"] or "",
        institution_code=header["fixmedins_code"] or "",
        sign_no=header["sign_no"] or "",
        body=body,
    )
    return envelope, faults


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every answer to one request carries: our number for it, when it came, how the sender wants its state."""

    region: str
    sequence: str
    received_at: datetime
    infcode_as_text: bool = False

    def success(self, output: Any, responded_at: datetime) -> bytes:
        """The answer to a request that was done."""
        return self._write(0, "", output, responded_at)

    def failure(self, err_msg: str, responded_at: datetime, extra: Mapping[str, Any] | None = None) -> bytes:
        """The answer to a request that was refused; `extra` are members of our own."""
        return self._write(-1, err_msg, None, responded_at, extra or {})

    def _write(
        self, infcode: int, err_msg: str, output: Any, responded_at: datetime, extra: Mapping[str, Any] | None = None
    ) -> bytes:
        received = stamp_text(self.received_at)
        return _encode(
            {
                "infcode": str(infcode) if self.infcode_as_text else infcode,
                "inf_refmsgid": f"{self.region}{received[:14]}{self.sequence}",
                "refmsg_time": received,
                "respond_time": stamp_text(responded_at),
                "err_msg": err_msg,
                "output": output,
                **(extra or {}),
            }
        )


def new_sequence() -> str:
    """Ten digits that tell this request from every other of the same second: what a clerk quotes to the desk."""
    return f"{secrets.randbelow(10**10):010d}"


def yuan(fen: int) -> msgspec.Raw:
    """An amount as a JSON number with two decimals, written exactly."""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    return msgspec.Raw(f"{'-' if fen < 0 else ''}{whole}.{rest:02d}".encode())


def plain_number(value: Decimal | int) -> msgspec.Raw:
    """A number as JSON writes it, exactly, without an exponent."""
    return msgspec.Raw(format(Decimal(value), "f").encode())


def json_text(value: Any) -> str:
    """JSON inside a text member, as `exp_content` wants it."""
    return _encode(value).decode()
