"""All 111 causes of the matrix are registered, each for the symptoms that appendix A lists, and each names a source."""

from __future__ import annotations

import pytest
from tests.why_facts import HEALTHY

from mingzhang.answers.why import SYMPTOMS, all_causes, causes_of
from mingzhang.answers.why.cause import Unknown
from mingzhang.answers.why.causes import checked_causes

# Typed from appendix A of the seed matrix: the causes that a diagnosis of each symptom must run.
APPENDIX_A = {
    "Z0": "1 2 3 4 5 6 7 8 9 10 11 12 13 15 16 17 18 19 20 21 22 23 24 25 28 30 31 32 34",
    "DASH": "1 3 6 9 10 12 21 22 25 26 27 28 29 30",
    "NOQ": "4 6 7 9 10 13 15 16 18 20 21 24 25 26 27 28 29 31 63 88",
    "LESS": "2 8 9 17 21",
    "NOMON": "1 2 6 7 8 9 10 11 12 13 14 15 16 21 28 33",
    "HASBAL": "6 23 46 47 48 49 50 52 63",
    "PAY0": "1 2 4 6 8 10 15 16 21 22 24 28 35 36 37 38 39 40 41 46 58 61",
    "PAYF": "1 4 6 13 22 23 30 31 36 39 40 42 43 44 45 46 47 48 49 50 51 52 55 56 57 62",
    "NOREIMB": "37 38 39 40 41 42 43 44 45 48 50 53 54 55 56 57 58 59 60 61",
    "LIM": "40 41 42 64 65",
    "PREM": "66 67 68 69 70 71 72 73 74 75 76 77 78",
    "GAP": "70 71 79 80 81",
    "PREF": "71 82 83 84 85",
    "NOREF": "86 87 105",
    "PNF": "6 88 89 90 91 92",
    "GJ": "95 96 97 98 99 100 101 102 103",
    "XMON": "104 105",
    "RSLOW": "106 107",
    "CSLOW": "53 108 109",
    "WDRAW": "110 111",
    "FAKEOK": "93 94",
    "OFFSITE": "48 49",
}
# What real cases taught us beyond the appendix: a frozen account cannot be used though it has money, an institution
# that was not chosen pays less, months are interrupted because nobody paid or the coverage was paused, and a payment
# on its way cannot be found yet.
BEYOND = {("HASBAL", "C22"), ("NOREIMB", "C51"), ("GAP", "C1"), ("GAP", "C66"), ("PNF", "C11")}


def test_every_cause_of_the_matrix_is_registered_once() -> None:
    assert [cause.id for cause in all_causes()] == [f"C{number}" for number in range(1, 112)]
    names = [cause.name for cause in all_causes()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("symptom", APPENDIX_A)
def test_a_symptom_runs_the_causes_of_appendix_a(symptom: str) -> None:
    listed = {f"C{number}" for number in APPENDIX_A[symptom].split()}
    run = {cause.id for cause in causes_of(symptom)}
    assert run - listed == {cause for of, cause in BEYOND if of == symptom}
    assert listed - run == set()


def test_the_symptoms_are_those_of_the_matrix() -> None:
    assert set(SYMPTOMS) == set(APPENDIX_A)


def test_a_file_is_named_for_what_it_finds() -> None:
    for cause in checked_causes():
        assert cause.check.__module__.rsplit(".", 1)[1] == cause.name
        assert cause.reads


def test_causes_that_nobody_here_can_see_are_unknown_and_say_who_can() -> None:
    unseen = [cause for cause in all_causes() if cause not in checked_causes()]
    assert len(unseen) == 111 - len(checked_causes())
    for cause in unseen:
        assert isinstance(cause.check(HEALTHY), Unknown)
        assert cause.source.number and cause.source.hours.zh
        assert cause.ask is not None and cause.ask.zh and cause.ask.en
        assert cause.unknown is not None and cause.title.zh and cause.title.en


def test_no_remedy_sends_anybody_to_an_unnamed_department() -> None:
    for cause in all_causes():
        for text in (cause.proved, cause.refuted, cause.unknown, cause.title, cause.ask):
            assert text is None or "相关部门" not in text.zh
