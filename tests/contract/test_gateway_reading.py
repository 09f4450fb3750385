"""Reading messages: what real senders write is understood, and what is wrong is named, all of it at once."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from tests.cast import NOW
from tests.gateway_messages import SOMEBODY, header, samples, written

from mingzhang.doors.gateway.envelope import HEADER
from mingzhang.doors.gateway.fields import Fault, Field, Node
from mingzhang.doors.gateway.reading import Received, read
from mingzhang.doors.gateway.transactions import all_transactions
from mingzhang.doors.gateway.wording import err_msg

EMPTY = ("missing", None, "", "null", "NULL")
BROKEN = {
    "文本": ({"a": 1}, [1], True, "x" * 4001, "a\x00b"),
    "代码": ("??", {"a": 1}, True, "1 "),
    "数字": ("abc", "1e3", {"a": 1}, True, "99999999999999999999", "-1", "1.00000001"),
    "金额": ("abc", "12.345", {"a": 1}, True, "-0.01", "100000000000000", "1,000.00"),
    "数字串": ("1a", {"a": 1}, "-1", "1" * 31),
    "时间": ("2025-13-01 00:00:00", "2025/06/10", 20250610, {"a": 1}, "0001-01-01 00:00:00"),
    "日期": ("2025-02-30", 20250610, {"a": 1}, "10/06/2025"),
}


def fields_of(number: str) -> Iterator[tuple[Node, Field]]:
    for node in all_transactions()[number].input:
        if node.name in samples()[number]:
            yield from ((node, field) for field in node.fields)


def every_field(*, required: bool) -> list[Any]:
    return [
        pytest.param(number, node, field, id=f"{number}-{node.name}-{field.name}")
        for number in all_transactions()
        for node, field in fields_of(number)
        if (field.required or not required) and field.kind != "任意"
    ]


def row_of(body: dict[str, Any], node: Node) -> dict[str, Any]:
    found = body[node.name]
    row: dict[str, Any] = found[-1] if isinstance(found, list) else found
    return row


def reading(number: str, body: Any, **members: Any) -> Received:
    return read(written(header(number, body, **members)), None, NOW)


def only_fault(received: Received) -> Fault:
    assert received.refusal is not None and received.refusal.code == "MESSAGE_FAULTY"
    assert len(received.faults) == 1, [fault.sentence() for fault in received.faults]
    return received.faults[0]


@pytest.mark.parametrize("number", all_transactions())
def test_a_sound_message_has_no_fault(number: str) -> None:
    received = reading(number, samples()[number])
    assert received.refusal is None
    assert received.faults == ()


@pytest.mark.parametrize(("number", "node", "field"), every_field(required=True))
@pytest.mark.parametrize("empty", EMPTY)
def test_each_missing_required_field_is_named(number: str, node: Node, field: Field, empty: Any) -> None:
    body = samples()[number]
    row = row_of(body, node)
    row.pop(field.name)
    if empty != "missing":
        row[field.name] = empty
    fault = only_fault(reading(number, body))
    assert (fault.node, fault.field, fault.label) == (node.name, field.name, field.label)
    assert (fault.expected, fault.got) == ("必填", "缺失" if empty == "missing" else "空")
    assert fault.row == (len(body[node.name]) if node.many else None)


@pytest.mark.parametrize(("number", "node", "field"), every_field(required=False))
def test_each_value_of_the_wrong_kind_is_named(number: str, node: Node, field: Field) -> None:
    for broken in BROKEN[field.kind]:
        if field.codes and broken == "1 " and "1" in field.codes.members:
            continue
        body = samples()[number]
        row_of(body, node)[field.name] = broken
        fault = only_fault(reading(number, body))
        assert (fault.node, fault.field) == (node.name, field.name)
        assert fault.expected != "必填"


@pytest.mark.parametrize("field", [one for one in HEADER.fields if one.required], ids=lambda one: one.name)
def test_each_missing_header_member_is_named(field: Field) -> None:
    received = reading("9001", samples()["9001"], **{field.name: ""})
    fault = only_fault(received)
    assert (fault.node, fault.field, fault.expected) == ("报文头", field.name, "必填")


def test_all_faults_of_a_message_are_reported_at_once() -> None:
    body = samples()["2204"]
    del body["feedetail"][0]["cnt"]
    body["feedetail"][1] |= {"pric": "free", "hosp_appr_flag": "7", "fee_ocur_time": "yesterday"}
    received = reading("2204", body, opter="", inf_time="now")
    found = {(fault.node, fault.row, fault.field) for fault in received.faults}
    assert found == {
        ("报文头", None, "opter"),
        ("报文头", None, "inf_time"),
        ("feedetail", 1, "cnt"),
        ("feedetail", 2, "pric"),
        ("feedetail", 2, "hosp_appr_flag"),
        ("feedetail", 2, "fee_ocur_time"),
    }
    assert received.refusal is not None
    told = err_msg(received.refusal, "0000000000")
    assert all(name in told for name in ("opter", "cnt", "pric", "hosp_appr_flag", "第2行", "单价", "6 处"))


def test_an_empty_message_of_every_transaction_names_every_required_field() -> None:
    for number, transaction in all_transactions().items():
        body = {node.name: [{}] if node.many else {"x": 1} for node in transaction.input if node.required}
        wanted = {
            (node.name, field.name)
            for node in transaction.input
            if node.required
            for field in node.fields
            if field.required
        }
        received = reading(number, body)
        named = {(fault.node, fault.field) for fault in received.faults}
        missing_nodes = {name for node, name in named if node == "input"}
        assert {pair for pair in wanted if pair[0] not in missing_nodes} <= named


def test_numbers_may_be_text_and_text_may_be_numbers() -> None:
    body = samples()["2207"]
    body["data"] |= {"medfee_sumamt": "100.5", "chrg_bchno": 17, "inscp_scp_amt": 100.50, "acct_used_flag": 1}
    received = reading("2207", body)
    assert received.faults == ()
    data = received.message["data"]
    assert (data["medfee_sumamt"], data["chrg_bchno"], data["inscp_scp_amt"]) == (10050, "17", 10050)
    assert data["acct_used_flag"] == "1"


def test_amounts_are_read_exactly_to_the_fen() -> None:
    body = written(header("2207", samples()["2207"])).replace(b'"medfee_sumamt": 100,', b'"medfee_sumamt": 0.29,')
    received = read(body, None, NOW)
    assert received.message["data"]["medfee_sumamt"] == 29


def test_quantities_keep_their_decimals() -> None:
    body = samples()["2204"]
    body["feedetail"][0] |= {"cnt": "0.1250", "pric": 1.000001}
    row = reading("2204", body).message["feedetail"][0]
    assert (row["cnt"], row["pric"]) == (Decimal("0.1250"), Decimal("1.000001"))


@pytest.mark.parametrize("empty", [None, "", "null", "NULL", "  "])
def test_the_ways_to_write_nothing_mean_the_same(empty: Any) -> None:
    body = samples()["2207"]
    body["data"] |= {"card_sn": empty, "invono": empty, "psn_name": empty}
    received = reading("2207", body)
    assert received.faults == ()
    assert received.message["data"]["card_sn"] is None


def test_a_capital_input_is_read() -> None:
    message = header("9001", None)
    del message["input"]
    received = read(written({**message, "Input": samples()["9001"]}), None, NOW)
    assert received.faults == ()
    assert received.message["signIn"]["opter_no"] == "0007"


def test_free_members_may_be_objects() -> None:
    body = samples()["2207"]
    body["data"] |= {"exp_content": {"OTP_ER_REFL_FLAG": "1"}, "expContent": "x", "order_no": "unknown to us"}
    assert reading("2207", body).faults == ()


def test_the_other_names_of_a_node_are_read() -> None:
    body = {"mdtrtinfo": samples()["2207"]["data"]}
    assert reading("2207", body).message["data"]["psn_no"] == SOMEBODY.number
    bare = samples()["2601"]["data"]
    assert reading("2601", bare).message["data"]["oinfno"] == "2207"


def test_one_row_may_stand_without_its_list_and_one_object_in_a_list() -> None:
    body = samples()["2204"]
    assert len(reading("2204", {"feedetail": body["feedetail"][0]}).message["feedetail"]) == 1
    assert reading("2207", {"data": [samples()["2207"]["data"]]}).faults == ()


def test_a_bare_day_is_its_first_second() -> None:
    body = samples()["2201"]
    body["data"]["begntime"] = "2025-06-10"
    begun = reading("2201", body).message["data"]["begntime"]
    assert begun.isoformat() == "2025-06-10T00:00:00+08:00"


def test_a_byte_order_mark_and_blanks_are_skipped() -> None:
    body = b"\xef\xbb\xbf \n" + written(header("9001", samples()["9001"]))
    assert read(body, None, NOW).faults == ()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "EMPTY_BODY"),
        (b" \r\n", "EMPTY_BODY"),
        ('{"infno":"2207","opter_name":"收费"}'.encode("gb18030"), "NOT_UTF8"),
        (b'{"infno":"2207"', "NOT_JSON"),
        (b"infno=2207", "NOT_JSON"),
        (b"[" * 100_000, "NOT_JSON"),
        (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "NOT_JSON"),
        (b'{"msgid":"\\ud800"}', "NOT_JSON"),
        (b'{"msgid":' + b"9" * 5000 + b"}", "NOT_JSON"),
        (b"[]", "NOT_AN_OBJECT"),
        (b'"2207"', "NOT_AN_OBJECT"),
        (b"null", "NOT_AN_OBJECT"),
        (b'{"infno":"9999","input":{}}', "UNKNOWN_TRANSACTION"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_is_no_message_is_refused_by_name(body: bytes, code: str) -> None:
    received = read(body, None, NOW)
    assert received.refusal is not None
    assert received.refusal.code == code


def test_the_path_fills_a_missing_number_and_must_agree() -> None:
    message = header("9001", samples()["9001"])
    assert read(written({**message, "infno": ""}), "9001", NOW).refusal is None
    assert read(written(message), "9001", NOW).refusal is None
    fault = only_fault(read(written(message), "9002", NOW))
    assert (fault.node, fault.field) == ("报文头", "infno")


@pytest.mark.parametrize("amount", [b"1e400", b"1E-400", b"123456789012345678901234567890", b"-1", b"1e3"])
def test_absurd_numbers_are_faults_not_failures(amount: bytes) -> None:
    body = written(header("2207", samples()["2207"])).replace(
        b'"medfee_sumamt": 100,', b'"medfee_sumamt": ' + amount + b","
    )
    received = read(body, None, NOW)
    if amount == b"1e3":
        assert received.message["data"]["medfee_sumamt"] == 100_000
    else:
        assert only_fault(received).field == "medfee_sumamt"


def test_no_fault_repeats_personal_data() -> None:
    for number in ("1101", "2201", "2207", "2102"):
        body = copy.deepcopy(samples()[number])
        row = next(iter(body.values()))
        for name in row:
            row[name] = f"{SOMEBODY.document}{SOMEBODY.name}19900000001" + "x" * 5000
        received = reading(number, body, opter_type=SOMEBODY.document, inf_time=SOMEBODY.name)
        assert len(received.faults) >= 8
        assert received.refusal is not None
        told = err_msg(received.refusal, "0") + json.dumps([fault.got for fault in received.faults], ensure_ascii=False)
        assert SOMEBODY.document not in told
        assert SOMEBODY.document[6:14] not in told
        assert SOMEBODY.name not in told
        assert "19900000001" not in told


def test_more_than_a_thousand_rows_are_refused() -> None:
    row = samples()["2204"]["feedetail"][0]
    fault = only_fault(reading("2204", {"feedetail": [row] * 1001}))
    assert (fault.field, fault.got) == ("feedetail", "1001行")
