"""`mingzhang cover`: what cover without a gap is worth in a region: waits, dues after the window, missing years."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from mingzhang.basics.fen import yuan_text
from mingzhang.money.contributions.rates import late_amount, yearly_amount
from mingzhang.registers.enrolment.waiting import (
    benefit_from,
    employee_wait_months,
    months_missing,
    resident_wait_months,
)
from mingzhang.rules.policy import PolicyView, UnknownRule
from mingzhang.rules.settlement.rewards import rewarded_cap, rewards_of
from mingzhang.site.asking import view_asked

RESIDENT, EMPLOYEE = ("adult", 40), "in_service"  # whose dues and limits are told: an adult resident's, a worker's


@dataclass(frozen=True, slots=True)
class Line:
    """One question in words, and its answer; what is missing, and who has it, where the rule is not known."""

    question: str
    answer: str
    missing: str = ""


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("cover", help="断保与补缴：等待期、应缴、限额奖励。 What a gap in cover costs, and what none earns.")
    def show(
        region: Annotated[str, typer.Argument(help="six digits, such as 370200")],
        day: Annotated[str, typer.Argument(help="YYYY-MM-DD, the day the cover begins")],
        missed: Annotated[int, typer.Option(min=0, help="years that a resident missed")] = 0,
        repaired: Annotated[int, typer.Option(min=0, help="of these, years paid for since")] = 0,
        years: Annotated[int, typer.Option(min=0, help="years of cover in a row")] = 0,
        without_claim: Annotated[int, typer.Option(min=0, help="years without a claim")] = 0,
        gap: Annotated[int, typer.Option(min=0, help="months that an employee missed and paid for")] = 0,
        paid_months: Annotated[int, typer.Option(min=0, help="months that an employee has paid")] = 0,
        as_json: Annotated[bool, typer.Option("--json", help="print JSON for machines")] = False,
    ) -> None:
        view = view_asked(region, day)
        lines = [
            *_resident(view, missed, repaired),
            *(_rewards(view, years, without_claim) if years or without_claim else ()),
            *_employee(view, gap, paid_months),
        ]
        if as_json:
            told = [{"question": line.question, "answer": line.answer, "missing": line.missing} for line in lines]
            print(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for line in lines:
            print(f"{line.question}：{line.answer or f'未知 not known，缺 {line.missing}'}")


def _resident(view: PolicyView, missed: int, repaired: int) -> Iterator[Line]:
    def wait() -> str:
        months = resident_wait_months(view, missed, repaired)
        return f"{months} 个月 months，{benefit_from(view.day, months)} 起享受 benefit from then"

    story = f"断 {missed} 年、补 {repaired} 年" if missed else "集中期外参保"
    yield _line(f"居民{story}的等待期 a resident's wait", wait)
    yield _line("居民集中期内缴费 a resident's dues", lambda: _yuan(yearly_amount(view, *RESIDENT).amount_fen))
    yield _line("居民逾期缴费 a resident's dues after the window", lambda: _yuan(late_amount(view, *RESIDENT)))


def _rewards(view: PolicyView, years: int, without_claim: int) -> Iterator[Line]:
    def raised() -> str:
        cap = view.find("supplement.major_cap", scheme="resident", category=RESIDENT[0], aided=False).number
        return f"{_yuan(cap)} → {_yuan(rewarded_cap(cap, rewards_of(view), years, without_claim))}"

    yield _line(f"连续 {years} 年、零报销 {without_claim} 年的大病限额 the rewarded major illness cap", raised)


def _employee(view: PolicyView, gap: int, paid_months: int) -> Iterator[Line]:
    def missing() -> str:
        years = {
            gender: view.find("entitlement.lifetime_years", scheme="employee", category=EMPLOYEE, gender=gender).number
            for gender in ("male", "female")
        }
        told = {gender: months_missing(required, paid_months) for gender, required in years.items()}
        return f"男 men {told['male']}、女 women {told['female']} 个月 months"

    if gap:
        yield _line(
            f"职工断缴 {gap} 个月补缴后的等待期 an employee's wait",
            lambda: f"{employee_wait_months(view, gap, EMPLOYEE)} 个月 months",
        )
    if paid_months:
        yield _line(f"已缴 {paid_months} 个月，退休待遇还差 still missing for retirement", missing)


def _line(question: str, answer: Callable[[], str]) -> Line:
    try:
        return Line(question, answer())
    except UnknownRule as unknown:
        return Line(question, "", f"{unknown.missing or unknown.key}（{unknown.who or unknown.why}）")


def _yuan(fen: int) -> str:
    return f"{yuan_text(fen)} 元 yuan"
