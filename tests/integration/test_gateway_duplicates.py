"""Copies of one message that arrive together: one effect, and every copy gets the same bytes."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import monotonic, sleep
from typing import Any

from tests import cast as people
from tests.cast import at
from tests.gateway_desk import Desk, Scene, billed_visit, settled_visit
from tests.gateway_messages import sale_body, settlement_body, visit_body, written

from mingzhang.books.database import Connection, connect
from mingzhang.books.ledger import prove_region

COPIES = 8


def post_together(desk: Desk, messages: list[dict[str, Any]]) -> list[bytes]:
    """Send every message on a connection of its own, all at once."""

    def post(message: dict[str, Any]) -> bytes:
        with connect() as connection:
            return replace(desk, connection=connection).post(written(message))

    with ThreadPoolExecutor(len(messages)) as together:
        return list(together.map(post, messages))


def test_copies_of_one_message_have_one_effect_and_one_answer(fresh_database: str) -> None:
    with connect() as connection:
        scene = Scene.of(connection, people.build(connection))
        desk, who = scene.hospital, scene.healthy
        opening = desk.envelope("2201", visit_body(who, "OP-TOGETHER"))
        assert len(set(post_together(desk, [opening] * COPIES))) == 1
        settling = desk.envelope("2207", settlement_body(who, billed_visit(desk, who)))
        answers = set(post_together(desk, [settling] * COPIES))
        assert len(answers) == 1
        assert b'"infcode":0' in answers.pop()
        counted = connection.execute(
            "select (select count(*) from visits_visit where serial = 'OP-TOGETHER'),"
            " (select count(*) from visits_settlement)"
        ).fetchone()
        assert counted == (1, 1)
        outcomes = connection.execute(
            "select outcome from evidence_request where message_id = any (%s)", ([opening["msgid"], settling["msgid"]],)
        ).fetchall()
        assert Counter(outcome for (outcome,) in outcomes) == {"ok": 2, "replayed": 2 * COPIES - 2}


def test_copies_that_waited_for_the_first_one_get_its_answer(fresh_database: str) -> None:
    with connect() as connection:
        scene = Scene.of(connection, people.build(connection))
        hospital, pharmacy, who = scene.hospital, scene.pharmacy, scene.healthy
        visit, settled = settled_visit(hospital, who)
        taking_back = {"data": {"setl_id": settled["setl_id"], "mdtrt_id": visit, "psn_no": who.number}}
        for desk, message in (
            (hospital, hospital.envelope("2208", taking_back)),
            (hospital, hospital.envelope("2207", settlement_body(who, billed_visit(hospital, who)))),
            (pharmacy, pharmacy.envelope("2102", sale_body(who))),
        ):
            with ThreadPoolExecutor(1) as aside:
                with connection.transaction():
                    connection.execute("select 1 from visits_year for update")
                    sent = aside.submit(post_together, desk, [message] * COPIES)
                    wait_until_all_wait(connection)
                answers = set(sent.result())
            assert len(answers) == 1, message["infno"]
            assert b'"infcode":0' in answers.pop()
        assert prove_region(connection, scene.cast.region) == ()


def wait_until_all_wait(connection: Connection) -> None:
    """Until every copy has read the books and waits for the person's row."""
    deadline = monotonic() + 60
    waiting = "select count(*) from pg_locks where not granted"
    while connection.execute(waiting).fetchone() != (COPIES,):
        assert monotonic() < deadline
        sleep(0.01)


def test_many_messages_for_one_batch_settle_it_once(fresh_database: str) -> None:
    with connect() as connection:
        scene = Scene.of(connection, people.build(connection))
        desk, who = scene.hospital, scene.healthy
        body = settlement_body(who, billed_visit(desk, who))
        answers = post_together(desk, [desk.envelope("2207", body) for _ in range(COPIES)])
        assert sum(b'"infcode":0' in answer for answer in answers) == 1
        assert sum(b"BATCH_SETTLED" in answer for answer in answers) == COPIES - 1
        assert prove_region(connection, scene.cast.region) == ()


def test_one_account_is_never_overdrawn_by_bills_that_arrive_together(fresh_database: str) -> None:
    with connect() as connection:
        scene = Scene.of(connection, people.build(connection))
        desk, who = replace(scene.pharmacy, now=at(people.TODAY, 11)), scene.healthy
        sale = {
            "druginfo": {**who.claim, **SALE},
            "drugdetail": [{**LINE, "det_item_fee_sumamt": "300.00", "pric": "300.00"}],
        }
        answers = post_together(desk, [desk.envelope("2102", sale) for _ in range(COPIES)])
        assert all(b'"infcode":0' in answer for answer in answers)
        left = connection.execute(
            "select balance_fen from ledger_account where region = %s and owner = %s",
            (scene.cast.region, scene.cast.healthy),
        ).fetchone()
        assert left == (0,)
        assert prove_region(connection, scene.cast.region) == ()


def test_a_reversal_that_meets_its_original_leaves_nothing_booked(fresh_database: str) -> None:
    with connect() as connection:
        scene = Scene.of(connection, people.build(connection))
        desk, who = scene.hospital, scene.healthy
        settling = desk.envelope("2207", settlement_body(who, billed_visit(desk, who)))
        undoing = {"data": {"psn_no": who.number, "omsgid": settling["msgid"], "oinfno": "2207"}}
        reversals = [desk.envelope("2601", undoing) for _ in range(COPIES // 2)]
        answers = post_together(desk, [settling, *reversals, settling])
        assert all(b'"infcode":0' in answer for answer in answers[1:-1])
        left = connection.execute("select coalesce(sum(total_fen), 0), count(*) from visits_settlement").fetchone()
        assert left is not None
        assert (left[0], left[1] in (0, 2)) == (0, True)
        assert prove_region(connection, scene.cast.region) == ()


SALE = {
    "begntime": "2025-06-10 09:00:00",
    "medfee_sumamt": "300.00",
    "insutype": "310",
    "acct_used_flag": "1",
    "med_type": "41",
}
LINE = {
    "feedetl_sn": 1,
    "rx_circ_flag": "0",
    "fee_ocur_time": "2025-06-10 09:40:00",
    "med_list_codg": "XMZ0000000000000000001",
    "medins_list_codg": "P-0001",
    "cnt": 1,
}
