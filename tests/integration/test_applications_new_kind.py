"""A new kind of application is one file: found by listing, tried at the window, carried out by two people."""

from __future__ import annotations

from pathlib import Path

import pytest

import cast
from case_papers import jpeg
from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases, evidence, ledger
from mingzhang.books.database import Connection
from mingzhang.money import applications
from mingzhang.money.applications import declarations as listed

MORE = Path(__file__).resolve().parents[1] / "application_kinds"


def test_one_file_makes_a_kind_that_runs_to_its_end(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed, "__path__", [*listed.__path__, str(MORE)])
    applications.kinds.cache_clear()
    try:
        kind = applications.kinds()["account_activation"]
    finally:
        applications.kinds.cache_clear()
    people = cast.build(connection)
    region, now = people.region, cast.NOW

    typed = cases.read_facts(kind, {"agreed": "yes"})
    assert typed == {"agreed": True}
    window = {"applicant": "孙新卡", "channel": "counter", "facts": typed, "now": now, "by": "J01"}
    for person_id, code in ((people.healthy, "ALREADY_ACTIVATED"), (people.resident, "NO_ACCOUNT")):
        objected = cases.submit(connection, region, kind, person_id=person_id, **window)
        assert isinstance(objected, Refusal)
        assert objected.code == code

    before = ledger.balance(connection, region, "personal", people.not_activated)
    assert (before.available_fen, before.held_fen) == (0, before.balance_fen)
    found = cast.made(cases.submit(connection, region, kind, person_id=people.not_activated, **window))
    assert ledger.balance(connection, region, "personal", people.not_activated) == before
    paper = {"name": "identity_card", "file_name": "身份证.jpg", "content": jpeg(), "by": "J01", "now": now}
    cast.made(cases.add_document(connection, region, found.id, **paper))
    cast.made(cases.accept(connection, region, found.id, by="J01", now=now))
    cast.made(cases.propose(connection, region, found.id, decision="approve", by="J01", now=now))
    done = cast.made(cases.decide(connection, region, found.id, decision="approve", by="F01", now=now))
    assert done.outcome == {"released_fen": before.balance_fen}
    assert ledger.balance(connection, region, "personal", people.not_activated).available_fen == before.balance_fen
    told = evidence.messages(connection, region, person_id=people.not_activated)[0]
    assert told.body.startswith(f"您的个人账户激活申请（编号 {done.number}）已办结")


@pytest.mark.parametrize("name", sorted(applications.kinds()))
def test_every_kind_says_everything_in_both_languages_and_once(name: str) -> None:
    kind = applications.kinds()[name]
    words = [kind.title, *(rule.title for rule in kind.fields), *(rule.title for rule in kind.documents)]
    words += [reason.title for reason in kind.reasons] + list(kind.outcome_titles.values())
    words += [choice.title for rule in kind.fields for choice in rule.choices]
    assert kind.name == name
    assert all(one.zh and one.en for one in words)
    for named in (kind.fields, kind.documents):
        assert len({rule.name for rule in named}) == len(named)
    assert len({reason.code for reason in kind.reasons}) == len(kind.reasons)
