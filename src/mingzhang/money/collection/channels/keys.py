"""The keys that channels sign with: shared secrets, sealed at rest; two may hold while one follows the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements

_SQL = load_statements("mingzhang.money.collection", "channels.sql")


@dataclass(frozen=True, slots=True)
class ChannelKey:
    """A secret that a channel and we share, by its number."""

    key_id: str
    secret: str


def set_key(connection: Connection, region: str, channel: str, *, key_id: str, secret: str, now: datetime) -> bool:
    """Let a channel sign with a secret from now on; False when the key's number was used before."""
    values = {
        "region": region,
        "channel": channel,
        "key_id": key_id,
        "secret_sealed": vault.seal(secret),
        "now": now,
    }
    return connection.execute(_SQL["set_key"], values).rowcount == 1


def end_key(connection: Connection, region: str, channel: str, *, key_id: str, now: datetime) -> bool:
    """End a key from now on; False when none such holds."""
    values = {"region": region, "channel": channel, "key_id": key_id, "now": now}
    return connection.execute(_SQL["end_key"], values).rowcount == 1


def key_of(connection: Connection, region: str, channel: str, key_id: str, *, now: datetime) -> ChannelKey | None:
    """The key with a number, None when none such holds now."""
    values = {"region": region, "channel": channel, "key_id": key_id, "now": now}
    row = connection.execute(_SQL["key"], values).fetchone()
    return ChannelKey(key_id, vault.open_sealed(row[0])) if row is not None else None


def newest_key(connection: Connection, region: str, channel: str, *, now: datetime) -> ChannelKey | None:
    """The key that we sign with: the newest that holds; None when the channel has none."""
    values = {"region": region, "channel": channel, "now": now}
    row = connection.execute(_SQL["newest_key"], values).fetchone()
    return ChannelKey(row[0], vault.open_sealed(row[1])) if row is not None else None
