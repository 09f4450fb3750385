"""The pages about the packs are those that the packs themselves give."""

from __future__ import annotations

from pathlib import Path

from mingzhang.rules.policy.documentation import keys_page, seeds_page

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_of_keys_is_up_to_date() -> None:
    assert (DOCS / "policy-keys.md").read_text(encoding="utf-8") == keys_page(), "run `./run mingzhang policy-docs`"


def test_the_page_of_the_seeds_figures_is_up_to_date() -> None:
    page = (DOCS / "seed-figures.md").read_text(encoding="utf-8")
    assert page == seeds_page(), "run `./run mingzhang policy-docs`"
    for number in range(1, 100):
        assert f"\n| N{number} | " in page
