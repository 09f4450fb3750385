"""What `mingzhang send` shows on the screen."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError
from zoneinfo import ZoneInfo

import msgspec
from rich.console import Console

from mingzhang.site.sending import Conversation, Exchange, NothingToFill


def send_file(file: Path, url: str) -> int:
    """Send a file's messages and show each answer; 0 when all succeeded, 1 at the first refusal, 2 when not sent."""
    console = Console(highlight=False, soft_wrap=True)
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError) as trouble:
        console.print(f"读不了 {file}：{trouble}", style="red", markup=False)
        return 2
    conversation = Conversation(url, datetime.now(ZoneInfo("Asia/Shanghai")))
    try:
        for exchange in conversation.hold(content):
            _show(console, exchange)
            if not exchange.succeeded:
                return 1
    except NothingToFill as trouble:
        console.print(str(trouble), style="red", markup=False)
        return 2
    except (URLError, OSError) as trouble:
        console.print(f"网关 {url} 没有应答：{trouble}；请先运行 ./run demo", style="red", markup=False)
        return 2
    return 0


def _show(console: Console, exchange: Exchange) -> None:
    answered = exchange.answered
    sent = msgspec.json.decode(exchange.sent)
    console.print(f"→ {exchange.number}  msgid {sent.get('msgid', '')}", style="bold", markup=False)
    style = "green" if exchange.succeeded else "red"
    console.print(f"← infcode {answered.get('infcode')}  {answered.get('err_msg') or ''}", style=style, markup=False)
    for member in ("output", "mz_refusal"):
        if answered.get(member):
            console.print(_pretty(answered[member]), markup=False)
    console.print()


def _pretty(value: Any) -> str:
    return msgspec.json.format(msgspec.json.Encoder(decimal_format="number").encode(value), indent=2).decode()
