"""What security administrators do to others' accounts: lock, unlock, a new first password, rights."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.staff import operations, passwords
from mingzhang.doors.counter.views.security.account import account_page
from mingzhang.doors.counter.wording import told

LONGEST_REASON = 200


@require_POST
@staffed("security")
def lock(request: HttpRequest, desk: Desk, connection: Connection, code: str) -> HttpResponse:
    """Lock an account; its sessions end at once."""
    refusal = operations.lock(connection, code, by=desk.code, now=desk.now)
    return _answer(request, desk, connection, code, refusal, _("账号已锁定，正在用的会话已结束。"))


@require_POST
@staffed("security")
def unlock(request: HttpRequest, desk: Desk, connection: Connection, code: str) -> HttpResponse:
    """Let a locked account in again."""
    refusal = operations.unlock(connection, code, by=desk.code, now=desk.now)
    return _answer(request, desk, connection, code, refusal, _("账号已解锁。"))


@require_POST
@staffed("security")
def reset(request: HttpRequest, desk: Desk, connection: Connection, code: str) -> HttpResponse:
    """Give an account a first password again, shown once."""
    password = passwords.first_password()
    refusal = operations.reset_password(connection, code, password=password, by=desk.code, now=desk.now)
    if refusal is not None:
        return _answer(request, desk, connection, code, refusal, "")
    return render(request, "counter/security/first_password.html", {"code": code, "password": password})


@require_POST
@staffed("security")
def rights(request: HttpRequest, desk: Desk, connection: Connection, code: str) -> HttpResponse:
    """Wish for exactly these rights; taking some away is done at once, giving more waits for another administrator."""
    outcome = operations.ask_rights(
        connection,
        code,
        roles=frozenset(request.POST.getlist("role")),  # type: ignore[arg-type]  # an unknown one is refused
        regions=tuple(request.POST.getlist("region")),
        reason=request.POST.get("reason", "")[:LONGEST_REASON],
        by=desk.code,
        now=desk.now,
    )
    refusal = outcome if isinstance(outcome, Refusal) else None
    waits = _("已提交，等另一位安全管理员复核。")
    return _answer(request, desk, connection, code, refusal, waits if outcome is not None else _("权限已收回。"))


@require_POST
@staffed("security")
def decide(request: HttpRequest, desk: Desk, connection: Connection, grant_id: int) -> HttpResponse:
    """Grant or refuse what another security administrator wished."""
    granted = request.POST.get("decision") == "grant"
    outcome = operations.decide_rights(connection, grant_id, granted=granted, by=desk.code, now=desk.now)
    if isinstance(outcome, Refusal):
        return render(request, "counter/refused.html", {"fault": told(outcome, desk.language)}, status=422)
    return redirect("counter:security:account", outcome.staff_code)


def _answer(
    request: HttpRequest, desk: Desk, connection: Connection, code: str, refusal: Refusal | None, note: str
) -> HttpResponse:
    fault = told(refusal, desk.language) if refusal is not None else ""
    return account_page(request, desk, connection, code, fault=fault, note="" if fault else note)
