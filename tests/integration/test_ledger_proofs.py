"""Whatever is done to the books behind the ledger's back is found and named: proofs, roll-ups and the daily chain."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest

from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect, owner_conninfo
from mingzhang.books.ledger import Code, Entry
from mingzhang.books.ledger.codes import BANK, COLLECTION, INSTITUTION, PERSONAL

REGION = "440100"
CHINA = ZoneInfo("Asia/Shanghai")
TODAY = datetime.now(CHINA).date()
TOMORROW_NIGHT = datetime.combine(TODAY + timedelta(days=1), datetime.min.time(), CHINA) + timedelta(hours=2)


def allocate(connection: Connection, person: int, fen: int) -> int | Refusal:
    entry = Entry(Code.ALLOCATION, COLLECTION, 0, PERSONAL, person, fen)
    return ledger.post(connection, REGION, [entry], effective_on=TODAY, event_kind="allocation", event_id=person)


def settle(connection: Connection, person: int, own: int, fund: int, institution: int = 7) -> int | Refusal:
    entries = [
        Entry(Code.ACCOUNT_PAYMENT, PERSONAL, person, INSTITUTION, institution, own),
        Entry(Code.FUND_PAYMENT, "fund.employee_pooled", 0, INSTITUTION, institution, fund),
    ]
    return ledger.post(connection, REGION, entries, effective_on=TODAY, event_kind="settlement", event_id=person)


def small_books(connection: Connection) -> None:
    """Ten people with 100 yuan each, a settlement of 10 + 20 yuan for every second one, one hold."""
    for person in range(1, 11):
        allocate(connection, person, 10_000)
        if person % 2 == 0:
            settle(connection, person, 1_000, 2_000)
    ledger.hold(connection, REGION, 1, 500, "FROZEN", at=TOMORROW_NIGHT)
    roll_up_everything(connection)


def roll_up_everything(connection: Connection) -> None:
    """Roll up until every transfer is inside: the horizon waits for all the server's transactions, other tests' too."""
    deadline = time.monotonic() + 120
    while True:
        ledger.roll_up(connection, REGION)
        left = connection.execute(
            "select count(*) from ledger_transfer where booked_xid >= "
            "coalesce((select min(through_xid) from ledger_rollup), '0'::xid8)"
        ).fetchone()
        if left == (0,):
            return
        assert time.monotonic() < deadline, "the roll-up does not catch up"
        time.sleep(0.05)


def tamper(statement: str) -> None:
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        assert owner.execute(statement).rowcount > 0


def found(connection: Connection) -> set[tuple[str, str]]:
    return {(difference.proof, difference.subject) for difference in ledger.prove_region(connection, REGION)}


def test_untouched_books_prove(fresh_database: str) -> None:
    with connect() as own:
        small_books(own)
        assert ledger.prove_region(own, REGION) == ()
        assert ledger.prove(own, REGION, 2) == ()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "update ledger_account set balance_fen = balance_fen + 1 where owner = 3",
            ("PERSONAL_BALANCE", "personal/3"),
        ),
        ("delete from ledger_account where owner = 4", ("PERSONAL_BALANCE", "personal/4")),
        ("delete from ledger_transfer where credit_owner = 5", ("PERSONAL_BALANCE", "personal/5")),
        (
            "update ledger_transfer set amount_fen = 10001 where credit_owner = 6 and code = 'ALLOCATION'",
            ("PERSONAL_BALANCE", "personal/6"),
        ),
        ("update ledger_transfer set credit_owner = 9 where credit_owner = 8", ("PERSONAL_BALANCE", "personal/9")),
        ("update ledger_account set held_fen = 0 where owner = 1", ("HELD", "personal/1")),
        ("update ledger_hold set state = 'voided'", ("HELD", "personal/1")),
        (
            "update ledger_rollup set balance_fen = balance_fen - 1 where kind = 'fund.employee_pooled'",
            ("ROLLUP", "fund.employee_pooled/0"),
        ),
        (
            "delete from ledger_transfer where code = 'FUND_PAYMENT' and event_id = 2",
            ("ROLLUP", "fund.employee_pooled/0"),
        ),
        ("update ledger_transfer set code = 'GIFT' where credit_owner = 5", ("CODE", "code/GIFT")),
        ("update ledger_transfer set corrects = 999 where credit_owner = 5", ("CORRECTED_GROUP", "group/999")),
    ],
)
def test_each_difference_is_named(fresh_database: str, statement: str, named: tuple[str, str]) -> None:
    with connect() as own:
        small_books(own)
        tamper(statement)
        assert named in found(own)


def test_a_transfer_slipped_into_an_old_group_is_named(fresh_database: str) -> None:
    with connect() as own:
        small_books(own)
        group = allocate(own, 5, 100)
        tamper(
            "insert into ledger_transfer (region, group_id, code, debit_kind, credit_kind, amount_fen, effective_on, "
            f"event_kind, event_id) values ('{REGION}', {group}, 'SUPPORT', 'bank', 'suspense', 1, '{TODAY}', "
            "'allocation', 5)"
        )
        assert ("GROUP", f"group/{group}") in found(own)


def test_one_account_is_proved_alone(fresh_database: str) -> None:
    with connect() as own:
        small_books(own)
        tamper("update ledger_account set balance_fen = 10001 where owner = 3")
        difference = ledger.Difference("PERSONAL_BALANCE", "personal/3", 10_000, 10_001)
        assert ledger.prove(own, REGION, 3) == (difference,)
        assert ledger.prove(own, REGION, 5) == ()


def test_a_fund_is_its_rollup_and_what_came_later(fresh_database: str) -> None:
    with connect() as own:
        small_books(own)
        settle(own, 2, 1, 300)
        assert ledger.fund_balance(own, REGION, "employee_pooled") == -10_300
        roll_up_everything(own)
        assert ledger.fund_balance(own, REGION, "employee_pooled") == -10_300
        rolled = own.execute("select balance_fen from ledger_rollup where kind = 'fund.employee_pooled'").fetchone()
        assert rolled == (-10_300,)


def test_what_is_still_being_booked_is_not_rolled_up_too_early(fresh_database: str) -> None:
    """A transaction begun before the roll-up and ended after it is counted once, before and after."""
    with connect() as slow, connect() as own:
        small_books(own)
        with slow.transaction():
            settle(slow, 4, 10, 500)
            settle(own, 6, 10, 40)
            ledger.roll_up(own, REGION)
            assert ledger.fund_balance(own, REGION, "employee_pooled") == -10_040
        assert ledger.fund_balance(own, REGION, "employee_pooled") == -10_540
        ledger.roll_up(own, REGION)
        assert ledger.fund_balance(own, REGION, "employee_pooled") == -10_540
        assert ledger.prove_region(own, REGION) == ()


def test_rolling_up_while_money_moves_loses_nothing(fresh_database: str) -> None:
    stop = threading.Event()
    errors: list[BaseException] = []

    def roll() -> None:
        with connect() as own:
            while not stop.is_set():
                ledger.roll_up(own, REGION)

    def pay(person: int) -> None:
        try:
            with connect() as own:
                for _ in range(40):
                    assert isinstance(settle(own, person, 1, 10, institution=person), int)
        except BaseException as error:  # noqa: BLE001 - told below
            errors.append(error)

    with connect() as own:
        small_books(own)
        rolling = [threading.Thread(target=roll) for _ in range(2)]
        paying = [threading.Thread(target=pay, args=(person,)) for person in range(1, 7)]
        for thread in (*rolling, *paying):
            thread.start()
        for thread in paying:
            thread.join()
        stop.set()
        for thread in rolling:
            thread.join()
        assert errors == []
        assert ledger.fund_balance(own, REGION, "employee_pooled") == -10_000 - 6 * 40 * 10
        assert ledger.prove_region(own, REGION) == ()


def test_sixty_four_payments_at_once_never_overdraw_an_account(fresh_database: str) -> None:
    """A thousand fen, sixty-four payments of 30: thirty-three succeed and ten fen are left."""
    outcomes: list[int | Refusal] = []
    start = threading.Barrier(64)

    def pay() -> None:
        with connect() as own:
            start.wait()
            outcomes.append(settle(own, 1, 30, 1))

    with connect() as own:
        allocate(own, 1, 1_000)
        threads = [threading.Thread(target=pay) for _ in range(64)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(isinstance(outcome, int) for outcome in outcomes) == 33
        assert sum(isinstance(outcome, Refusal) for outcome in outcomes) == 31
        assert ledger.balance(own, REGION, PERSONAL, 1) == ledger.Balance(10, 0)
        assert ledger.prove_region(own, REGION) == ()


def test_relatives_paying_for_each_other_do_not_wait_in_a_circle(fresh_database: str) -> None:
    failures: list[BaseException] = []

    def pay(first: int, second: int) -> None:
        entries = [
            Entry(Code.ACCOUNT_PAYMENT, PERSONAL, first, INSTITUTION, 7, 1),
            Entry(Code.FAMILY_PAYMENT, PERSONAL, second, INSTITUTION, 7, 1),
        ]
        try:
            with connect() as own:
                for _ in range(30):
                    ledger.post(own, REGION, entries, effective_on=TODAY, event_kind="test", event_id=1)
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    with connect() as own:
        allocate(own, 1, 10_000)
        allocate(own, 2, 10_000)
        threads = [threading.Thread(target=pay, args=pair) for pair in ((1, 2), (2, 1)) * 4]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert ledger.balance(own, REGION, PERSONAL, 1).balance_fen == 10_000 - 240


def seal_today(connection: Connection) -> ledger.Seal:
    seal = ledger.seal_day(connection, REGION, TODAY, now=TOMORROW_NIGHT)
    assert isinstance(seal, ledger.Seal)
    return seal


def test_a_day_is_sealed_when_it_is_over_and_once(fresh_database: str) -> None:
    with connect() as own:
        small_books(own)
        early = ledger.seal_day(own, REGION, TODAY, now=TOMORROW_NIGHT - timedelta(hours=1, seconds=1))
        assert isinstance(early, Refusal)
        assert early.code == "DAY_NOT_OVER"
        seal = seal_today(own)
        assert seal.transfers == 20
        assert seal_today(own) == seal
        passed = ledger.seal_day(own, REGION, date(2026, 1, 1), now=TOMORROW_NIGHT)
        assert isinstance(passed, Refusal)
        assert passed.code == "LATER_DAY_SEALED"
        assert ledger.verify_chain(own, REGION, head=seal.digest) == ()


def three_days(connection: Connection) -> bytes:
    """A hundred and twenty transfers over three sealed days; the newest digest, as kept outside."""
    days = [TODAY - timedelta(days=back) for back in (2, 1, 0)]
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        for day in days:
            owner.execute(
                "insert into ledger_transfer (region, group_id, code, debit_kind, credit_kind, credit_owner, "
                "amount_fen, effective_on, booked_on, event_kind, event_id) "
                "select %s, nextval('ledger_group_seq'), 'SUPPORT', 'bank', 'institution', n, 100 + n, %s, %s, "
                "'opening', n from generate_series(1, 40) as n",
                (REGION, day, day),
            )
    digest = b""
    for day in days:
        seal = ledger.seal_day(connection, REGION, day, now=TOMORROW_NIGHT)
        assert isinstance(seal, ledger.Seal)
        digest = seal.digest
    return digest


def change(generator: random.Random) -> str:
    column = generator.choice(
        ["amount_fen = amount_fen + 1", "credit_owner = 999", "effective_on = effective_on - 1", "code = 'CORRECTION'"]
    )
    return f"update ledger_transfer set {column} where id = {generator.randint(1, 120)}"


def drop(generator: random.Random) -> str:
    return f"delete from ledger_transfer where id = {generator.randint(1, 120)}"


def swap(generator: random.Random) -> str:
    first, second = generator.sample(range(1, 121), 2)
    return (
        "update ledger_transfer a set amount_fen = b.amount_fen, credit_owner = b.credit_owner "
        f"from ledger_transfer b where (a.id, b.id) in (({first}, {second}), ({second}, {first}))"
    )


def cut(generator: random.Random) -> str:
    return f"delete from ledger_chain where day = '{TODAY - timedelta(days=generator.randint(1, 2))}'"


@pytest.mark.parametrize("tampering", [change, drop, swap, cut])
def test_whatever_is_done_to_a_sealed_day_is_found(
    fresh_database: str, tampering: Callable[[random.Random], str]
) -> None:
    with connect() as own, psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        head = three_days(own)
        assert ledger.verify_chain(own, REGION, head=head) == ()
        for seed in range(25):
            with owner.transaction(force_rollback=True):
                assert owner.execute(tampering(random.Random(seed))).rowcount > 0
                assert ledger.verify_chain(owner, REGION, head=head) != (), seed


def test_a_replaced_digest_breaks_the_next_days_link(fresh_database: str) -> None:
    with connect() as own:
        three_days(own)
        tamper(f"update ledger_chain set digest = sha256('') where day = '{TODAY - timedelta(days=1)}'")
        kinds = {fault.kind for fault in ledger.verify_chain(own, REGION)}
        assert kinds == {"TRANSFERS_CHANGED", "LINK_BROKEN"}


def test_a_cut_end_is_found_with_the_digest_kept_outside(fresh_database: str) -> None:
    with connect() as own:
        head = three_days(own)
        tamper(f"delete from ledger_transfer where booked_on = '{TODAY}'")
        tamper(f"delete from ledger_chain where day = '{TODAY}'")
        assert ledger.verify_chain(own, REGION) == ()
        assert [fault.kind for fault in ledger.verify_chain(own, REGION, head=head)] == ["HEAD_MISSING"]


def test_a_transfer_added_to_a_sealed_day_is_found(fresh_database: str) -> None:
    with connect() as own:
        small_books(own)
        seal_today(own)
        entry = Entry(Code.SUPPORT, BANK, 0, COLLECTION, 0, 1)
        ledger.post(own, REGION, [entry], effective_on=TODAY, event_kind="late", event_id=1)
        assert [fault.kind for fault in ledger.verify_chain(own, REGION)] == ["TRANSFERS_CHANGED"]
        assert ("CHAIN", f"{TODAY}:TRANSFERS_CHANGED") in found(own)
