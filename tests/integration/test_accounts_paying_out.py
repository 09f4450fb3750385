"""Accounts paid out to heirs and emigrants, moved to other regions and back, and what is owed: all to the fen, once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

import account_rules
import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect
from mingzhang.money.accounts import operations, queries
from mingzhang.money.accounts.records import Payee, Withdrawal
from mingzhang.registers.enrolment import operations as enrolment

REGION = cast.GUANGZHOU
HEIRS = (Payee("陈一", "6222000011112222", 5_000), Payee("陈二", "6222000011113333", 2_500), Payee("陈三", "62", 2_500))
ALONE = (Payee("陈一", "6222000011112222"),)
LATER = cast.at(date(2025, 7, 1))


@pytest.fixture
def people(connection: Connection) -> cast.Cast:
    return cast.build(connection)


def balance(connection: Connection, person_id: int, region: str = REGION) -> int:
    return ledger.balance(connection, region, "personal", person_id).balance_fen


def withdraw(connection: Connection, person_id: int, ground: str, **other: object) -> Withdrawal | Refusal:
    asked = {"payees": ALONE, "case_id": 7, "by": "K001", "now": LATER} | other
    return operations.withdraw(connection, REGION, person_id, ground=ground, **asked)  # type: ignore[arg-type]


def code(outcome: object) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def die(connection: Connection, person_id: int) -> None:
    enrolment.record_death(connection, REGION, person_id, on=date(2025, 6, 20))


def test_heirs_get_their_shares_to_the_fen_and_the_account_is_closed(connection: Connection, people: cast.Cast) -> None:
    """Five months of 160.42 are 802.10: half is 401.05, a quarter 200.525 each, of which the first gets the odd fen."""
    die(connection, people.retired)
    paid = cast.made(withdraw(connection, people.retired, "death", payees=HEIRS))
    assert (paid.amount_fen, paid.closes, paid.interest_fen) == (80_210, True, None)  # no rule of interest is known
    assert [payout.amount_fen for payout in paid.payouts] == [40_105, 20_053, 20_052]
    assert [payout.bank_masked for payout in paid.payouts] == ["************2222", "************3333", "**"]
    view = queries.account_of(connection, REGION, people.retired, LATER)
    assert (view.state, view.reason, view.balance_fen) == ("no_account", "CLOSED", 0)
    line = queries.movements(connection, REGION, people.retired, date(2025, 7, 1), date(2025, 7, 1)).lines[0]
    assert (line.code, line.amount_fen, line.counter_kind) == ("WITHDRAWAL", -80_210, "bank")
    assert ledger.prove_region(connection, REGION) == ()


def test_bank_accounts_lie_sealed(connection: Connection, people: cast.Cast) -> None:
    die(connection, people.retired)
    withdraw(connection, people.retired, "death")
    (sealed,) = connection.execute("select bank_sealed from accounts_payout").fetchone() or (b"",)
    assert b"6222000011112222" not in bytes(sealed)


def test_a_case_is_paid_once(connection: Connection, people: cast.Cast) -> None:
    die(connection, people.retired)
    first = withdraw(connection, people.retired, "death")
    assert withdraw(connection, people.retired, "death") == first
    assert code(withdraw(connection, people.healthy, "emigration")) == "CASE_ALREADY_PAID"
    assert code(withdraw(connection, people.retired, "death", case_id=8)) == "ACCOUNT_CLOSED"


def test_what_stands_in_the_way_is_named_and_nothing_is_written(connection: Connection, people: cast.Cast) -> None:
    die(connection, people.frozen)
    enrolment.stop_coverage(connection, REGION, people.neighbour, on=date(2025, 6, 1), reason="出境")
    refusals = [
        withdraw(connection, people.healthy, "death"),
        withdraw(connection, people.healthy, "emigration"),
        withdraw(connection, people.healthy, "marriage"),
        withdraw(connection, people.frozen, "death"),
        withdraw(connection, people.resident, "emigration"),
        withdraw(connection, people.neighbour, "emigration", payees=()),
        withdraw(connection, people.neighbour, "emigration", payees=(Payee("陈一", " "),)),
        withdraw(connection, people.neighbour, "emigration", payees=HEIRS[:2]),
    ]
    assert [code(refusal) for refusal in refusals] == [
        "GROUND_NOT_PROVED",
        "STILL_ENROLLED",
        "GROUND_NOT_ALLOWED",
        "ACCOUNT_FROZEN",
        "NO_ACCOUNT",
        "PAYEES_INCOMPLETE",
        "PAYEES_INCOMPLETE",
        "SHARES_NOT_WHOLE",
    ]
    assert connection.execute("select count(*) from accounts_withdrawal").fetchone() == (0,)
    assert balance(connection, people.frozen) == 100_000


def test_an_unfinished_bill_keeps_the_account(connection: Connection, people: cast.Cast) -> None:
    die(connection, people.healthy)
    cast.made(ledger.hold(connection, REGION, people.healthy, 100, "UNFINISHED_BILL", at=cast.NOW))
    assert code(withdraw(connection, people.healthy, "death")) == "BILL_OPEN"


def test_money_that_was_never_activated_belongs_to_the_heirs_too(connection: Connection, people: cast.Cast) -> None:
    die(connection, people.not_activated)
    paid = cast.made(withdraw(connection, people.not_activated, "death"))
    assert (paid.amount_fen, balance(connection, people.not_activated)) == (100_000, 0)


def test_who_settled_elsewhere_keeps_the_account_open(connection: Connection, people: cast.Cast) -> None:
    paid = cast.made(withdraw(connection, people.retired, "settled_elsewhere"))
    assert (paid.amount_fen, paid.closes) == (80_210, False)
    assert queries.account_of(connection, REGION, people.retired, LATER).state == "open"
    assert code(withdraw(connection, people.retired, "settled_elsewhere", case_id=8)) == "NOTHING_TO_PAY"


def test_interest_up_to_the_day_is_paid_with_the_rest(
    connection: Connection, people: cast.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """160.42 yuan from the 28th of each month, January to May, to 1 July: 154, 123, 95, 64 and 34 days, 470 in all.

    160.42 x 470 x 0.35 % / 360 = 0.733 yuan.
    """
    figures = {"account.interest": 35, "account.interest_days": 360}
    monkeypatch.setattr("mingzhang.money.accounts.earning.view_for", account_rules.with_figures(figures))
    die(connection, people.retired)
    paid = cast.made(withdraw(connection, people.retired, "death"))
    assert (paid.interest_fen, paid.amount_fen) == (73, 80_283)
    assert [year.amount_fen for year in queries.interest_of(connection, REGION, people.retired)] == [73]


def test_the_stages_of_a_payment(connection: Connection, people: cast.Cast) -> None:
    die(connection, people.retired)
    (payout,) = cast.made(withdraw(connection, people.retired, "death")).payouts
    step = {"by": "K002", "now": LATER}
    assert code(operations.settle_payout(connection, REGION, payout.id, **step)) == "PAYOUT_NOT_IN_STATE"
    operations.send_payout(connection, REGION, payout.id, serial="B-1", **step)
    operations.fail_payout(connection, REGION, payout.id, reason="户名不符", **step)
    operations.correct_payee(connection, REGION, payout.id, Payee("陈一", "6222999988887777"), **step)
    operations.send_payout(connection, REGION, payout.id, serial="B-2", **step)
    done = cast.made(operations.settle_payout(connection, REGION, payout.id, **step))
    assert [one.state for one in done.steps] == ["ordered", "sent", "failed", "ordered", "sent", "paid"]
    assert (done.state, done.bank_masked, done.steps[2].reason, done.steps[4].serial) == (
        "paid",
        "************7777",
        "户名不符",
        "B-2",
    )
    assert queries.payouts(connection, REGION) == ()
    assert code(operations.send_payout(connection, REGION, 10**9, serial="", **step)) == "PAYOUT_UNKNOWN"


def test_money_moves_with_the_person_between_two_regions(connection: Connection, people: cast.Cast) -> None:
    other = cast.BEIJING
    new = [cast.person(50, "朱远行", cast.employee(None, starts=date(2025, 6, 1)))]
    (arrived,) = cast.made(enrolment.enrol_many(connection, other, new, on=date(2025, 6, 1)))
    sent = cast.made(
        operations.move_out(
            connection, REGION, people.healthy, certificate="Z-1", to_region=other, now=LATER, by="K001"
        )
    )
    assert (sent.state, sent.amount_fen, balance(connection, people.healthy)) == ("waiting", 100_000, 0)
    asked = {"certificate": "Z-1", "from_region": REGION, "now": LATER, "by": "K009"}
    wrong = operations.move_in(connection, other, arrived, amount_fen=99_999, **asked)
    assert code(wrong) == "AMOUNT_DIFFERS"
    came = cast.made(operations.move_in(connection, other, arrived, amount_fen=100_000, **asked))
    assert came == cast.made(operations.move_in(connection, other, arrived, amount_fen=100_000, **asked))
    assert balance(connection, arrived, other) == 100_000
    (left,) = queries.moves_of(connection, REGION, people.healthy)
    assert (left.state, left.confirmed_at) == ("confirmed", LATER)
    assert queries.account_of(connection, REGION, people.healthy, LATER).reason == "CLOSED"
    assert queries.account_of(connection, other, arrived, LATER).available_fen == 100_000
    assert ledger.prove_region(connection, REGION) == ledger.prove_region(connection, other) == ()


def test_a_move_is_one_whoever_asks_again(connection: Connection, people: cast.Cast) -> None:
    asked = {"certificate": "Z-2", "to_region": "999999", "now": LATER, "by": "K001"}
    receiver = Payee("乙地医保中心", "11002233")
    first = operations.move_out(connection, REGION, people.healthy, **asked, receiver=receiver)
    assert operations.move_out(connection, REGION, people.healthy, **asked, receiver=receiver) == first
    assert code(operations.move_out(connection, REGION, people.neighbour, **asked)) == "CERTIFICATE_OF_ANOTHER"
    assert [(one.kind, one.amount_fen) for one in queries.payouts(connection, REGION)] == [("move", 100_000)]
    frozen = operations.move_out(connection, REGION, people.frozen, **(asked | {"certificate": "Z-3"}))
    assert code(frozen) == "ACCOUNT_FROZEN"


def test_who_comes_back_has_the_old_account_opened_anew(connection: Connection, people: cast.Cast) -> None:
    asked = {"certificate": "Z-4", "now": LATER, "by": "K001"}
    cast.made(operations.move_out(connection, REGION, people.healthy, to_region="999999", **asked))
    back = cast.at(date(2025, 9, 1))
    asked |= {"certificate": "Z-5", "now": back}
    cast.made(operations.move_in(connection, REGION, people.healthy, from_region="999999", amount_fen=5, **asked))
    states = [
        queries.account_of(connection, REGION, people.healthy, cast.at(day)).reason
        for day in (date(2025, 6, 10), date(2025, 8, 1), date(2025, 9, 1))
    ]
    assert states == ["OPEN", "CLOSED", "OPEN"]
    assert balance(connection, people.healthy) == 5


def owe(connection: Connection, person_id: int, fen: int) -> None:
    pooled, owed = ("fund.employee_pooled", 0), ("owed", person_id)
    debit, credit = (pooled, owed) if fen > 0 else (owed, pooled)
    entry = ledger.Entry("CORRECTION", *debit, *credit, abs(fen))
    cast.made(ledger.post(connection, REGION, [entry], effective_on=cast.TODAY, event_kind="adjustment", event_id=1))


def test_what_is_owed_to_a_person_is_paid_once(connection: Connection, people: cast.Cast) -> None:
    owe(connection, people.healthy, 1_234)
    owe(connection, people.neighbour, 99)
    asked = {"by": "K001", "now": LATER}
    assert operations.pay_owed(connection, REGION, people.healthy, **asked) == 1_234
    assert code(operations.pay_owed(connection, REGION, people.healthy, **asked)) == "NOTHING_OWED"
    assert balance(connection, people.healthy) == 101_234
    assert operations.pay_owed(connection, REGION, people.neighbour, **asked, payee=ALONE[0]) == 99
    assert [(one.kind, one.amount_fen) for one in queries.payouts(connection, REGION)] == [("owed", 99)]
    assert queries.owed_fen(connection, REGION, people.neighbour) == 0


def test_what_a_person_owes_is_collected_where_there_is_enough(connection: Connection, people: cast.Cast) -> None:
    owe(connection, people.healthy, -100_001)
    collect = operations.collect_owed
    assert code(collect(connection, REGION, people.healthy, way="account", now=LATER)) == "BALANCE_SHORT"
    assert collect(connection, REGION, people.healthy, way="bank", now=LATER) == 100_001
    owe(connection, people.healthy, -500)
    assert collect(connection, REGION, people.healthy, way="account", now=LATER) == 500
    assert (balance(connection, people.healthy), queries.owed_fen(connection, REGION, people.healthy)) == (99_500, 0)
    assert ledger.prove_region(connection, REGION) == ()


def test_the_papers_of_a_ground_come_from_the_pack() -> None:
    assert queries.documents_for(REGION, "death", cast.TODAY) == ("kinship_proof", "commitment")
    unknown = queries.documents_for(REGION, "emigration", cast.TODAY)
    assert isinstance(unknown, Refusal)
    assert (unknown.code, unknown.facts["key"]) == ("UNKNOWN_RULE", "withdrawal.emigration_documents")
    assert code(queries.documents_for(REGION, "marriage", cast.TODAY)) == "GROUND_NOT_ALLOWED"


def test_what_is_not_offered_is_refused_by_name() -> None:
    assert operations.top_up(REGION, cast.TODAY).code == "TOP_UP_NOT_OFFERED"
    wallet = operations.wallet_transfer(REGION, cast.TODAY)
    assert (wallet.code, wallet.facts["key"]) == ("UNKNOWN_RULE", "family.cross_province")


@pytest.mark.usefixtures("fresh_database")
def test_withdrawal_run_and_freeze_at_once_leave_no_money_unkept_and_none_paid_twice() -> None:
    with connect() as connection:
        people = cast.build(connection)
        die(connection, people.retired)
    start = threading.Barrier(4)

    def at_once(turn: int) -> str:
        with connect() as own:
            start.wait()
            if turn == 0:
                operations.run_allocation(own, REGION, date(2025, 6, 1), now=LATER, chunk=3)
                return "run"
            if turn == 1:
                order = {"authority": "法院", "basis": "裁定", "now": LATER}
                done = operations.freeze_account(own, REGION, people.retired, "COURT", **order)
                return done.code if isinstance(done, Refusal) else "frozen"
            paid = withdraw(own, people.retired, "death", case_id=turn)
            return paid.code if isinstance(paid, Refusal) else "paid"

    with ThreadPoolExecutor(4) as pool:
        said = [future.result() for future in [pool.submit(at_once, turn) for turn in range(4)]]
    assert ("paid" in said) != ("frozen" in said)
    assert said.count("paid") <= 1
    with connect() as connection:
        money = ledger.balance(connection, REGION, "personal", people.retired)
        assert money.available_fen == 0
        assert ledger.prove_region(connection, REGION) == ()
