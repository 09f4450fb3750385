"""The key file: made on first use, readable by its owner only, and never lost on the way to a new key.

The file is JSON: `{"keys": {"1": <32 hex digits>}, "index": <64 hex digits>}`. Text is sealed with the key of the
highest number and opened with the key whose number it carries. The index key stays for ever, as an index made with
another one would find nothing.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

SM4_KEY_BYTES = 16
INDEX_KEY_BYTES = 32
HIGHEST_KEY_NUMBER = 0xFFFF


class KeyFileProblem(Exception):
    """The key file is missing where it must exist, readable by others, or damaged."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one file: those for sealing by number, the number in use, and the one for the blind index."""

    sealing: Mapping[int, bytes]
    index: bytes

    @property
    def newest(self) -> int:
        """The number of the key that seals now."""
        return max(self.sealing)


def current_keys() -> Keys:
    """The keys in the file that MINGZHANG_KEY_FILE names; the file is made when there is none."""
    return _read_once(_named())


def rotate_key() -> int:
    """Add a new sealing key to the file and use it from now on; its number. What older keys sealed stays readable.

    Other processes go on with the older key until they start again, which is harmless.
    """
    path = Path(_named())
    with _locked(path):
        keys = _read(path)
        number = keys.newest + 1
        if number > HIGHEST_KEY_NUMBER:
            raise KeyFileProblem(f"the key file holds {HIGHEST_KEY_NUMBER} keys, which is all a seal can name")
        _write(path, Keys({**keys.sealing, number: secrets.token_bytes(SM4_KEY_BYTES)}, keys.index))
    _read_once.cache_clear()
    return number


def _named() -> str:
    named = os.environ.get("MINGZHANG_KEY_FILE")
    if not named:
        raise KeyFileProblem("MINGZHANG_KEY_FILE is not set; start through ./run or `mingzhang`, which set it")
    return named


@lru_cache(maxsize=4)
def _read_once(named: str) -> Keys:
    path = Path(named)
    if not path.exists():
        with _locked(path):
            if not path.exists():
                first = Keys({1: secrets.token_bytes(SM4_KEY_BYTES)}, secrets.token_bytes(INDEX_KEY_BYTES))
                _write(path, first)
    return _read(path)


def _read(path: Path) -> Keys:
    if path.stat().st_mode & 0o077:
        raise KeyFileProblem(f"others may read the key file {path}; make it yours alone: chmod 600 {path}")
    try:
        content = json.loads(path.read_text(encoding="ascii"))
        sealing = {int(number): bytes.fromhex(key) for number, key in content["keys"].items()}
        index = bytes.fromhex(content["index"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyFileProblem(f"the key file {path} is damaged; put back a copy of it") from error
    if not sealing or len(index) != INDEX_KEY_BYTES or any(len(key) != SM4_KEY_BYTES for key in sealing.values()):
        raise KeyFileProblem(f"the key file {path} is damaged; put back a copy of it")
    return Keys(MappingProxyType(sealing), index)


def _write(path: Path, keys: Keys) -> None:
    """Replace the file as a whole, so that a crash leaves the old one or the new one."""
    content = {"keys": {str(n): key.hex() for n, key in sorted(keys.sealing.items())}, "index": keys.index.hex()}
    new = path.with_name(path.name + ".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One process at a time makes or changes the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path.with_name(path.name + ".lock"), os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
