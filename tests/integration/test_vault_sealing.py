"""Sealing, finding and the key file: what someone with the database alone can and cannot do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import ECB
from cryptography.hazmat.primitives.hashes import SM3, Hash

from mingzhang.books import vault
from mingzhang.books.vault import keys

NUMBER = "999999199003070011"


@pytest.fixture(autouse=True)
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "keys" / "vault.key"
    monkeypatch.setenv("MINGZHANG_KEY_FILE", str(path))
    keys._read_once.cache_clear()
    yield path
    keys._read_once.cache_clear()


def test_the_provider_computes_the_national_algorithms() -> None:
    """GB/T 32905 appendix A.1 (SM3 of "abc") and GB/T 32907 appendix A.1 (SM4 of its sample block)."""
    digest = Hash(SM3())
    digest.update(b"abc")
    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    block = bytes.fromhex("0123456789abcdeffedcba9876543210")
    encryptor = Cipher(SM4(block), ECB()).encryptor()
    assert encryptor.update(block).hex() == "681edf34d206965e86b3e94f536e4246"


def test_a_sealed_number_opens_again_and_shows_nothing() -> None:
    sealed = vault.seal(NUMBER)
    assert vault.open_sealed(sealed) == NUMBER
    assert NUMBER.encode() not in sealed
    assert vault.seal(NUMBER) != sealed


@pytest.mark.parametrize("text", ["", "买买提·艾力", "𬭎䶮", "X" * 4_000])
def test_any_text_can_be_sealed(text: str) -> None:
    assert vault.open_sealed(vault.seal(text)) == text


def test_every_changed_bit_is_found() -> None:
    sealed = vault.seal(NUMBER)
    for position in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(vault.SealBroken):
            vault.open_sealed(bytes(changed))


def test_a_cut_seal_does_not_open() -> None:
    for length in (0, 1, 29, 40):
        with pytest.raises(vault.SealBroken):
            vault.open_sealed(vault.seal(NUMBER)[:length])


def test_nonces_do_not_repeat() -> None:
    assert len({vault.seal("")[2:14] for _ in range(10_000)}) == 10_000


def test_a_number_is_found_by_its_index_and_by_nothing_else() -> None:
    assert vault.blind_index(NUMBER) == vault.blind_index(NUMBER)
    assert vault.blind_index(NUMBER) != vault.blind_index(NUMBER[:-1] + "2")
    assert len(vault.blind_index(NUMBER)) == 32


def test_the_index_needs_the_key(key_file: Path) -> None:
    before = vault.blind_index(NUMBER)
    key_file.unlink()
    keys._read_once.cache_clear()
    assert vault.blind_index(NUMBER) != before


def test_the_key_file_is_its_owners_alone(key_file: Path) -> None:
    vault.seal(NUMBER)
    assert key_file.stat().st_mode & 0o777 == 0o600
    key_file.chmod(0o640)
    keys._read_once.cache_clear()
    with pytest.raises(vault.KeyFileProblem, match="chmod 600"):
        vault.seal(NUMBER)


@pytest.mark.parametrize(
    "content", ["", "{}", '{"keys": {}, "index": ""}', '{"keys": {"1": "00"}, "index": "00"}', "[]"]
)
def test_a_damaged_key_file_is_said_and_never_replaced(key_file: Path, content: str) -> None:
    key_file.parent.mkdir()
    key_file.write_text(content)
    key_file.chmod(0o600)
    with pytest.raises(vault.KeyFileProblem, match="damaged"):
        vault.seal(NUMBER)
    assert key_file.read_text() == content


def test_rotation_seals_with_a_new_key_and_still_opens_the_old(key_file: Path) -> None:
    old, index = vault.seal(NUMBER), vault.blind_index(NUMBER)
    assert vault.rotate_key() == 2
    new = vault.seal(NUMBER)
    assert (old[:2], new[:2]) == (b"\x00\x01", b"\x00\x02")
    assert vault.open_sealed(old) == vault.open_sealed(new) == NUMBER
    assert vault.sealed_with_newest_key(new)
    assert not vault.sealed_with_newest_key(old)
    assert vault.blind_index(NUMBER) == index
    assert set(json.loads(key_file.read_text())["keys"]) == {"1", "2"}


def test_a_seal_cannot_be_passed_off_as_one_of_another_key() -> None:
    old = vault.seal(NUMBER)
    vault.rotate_key()
    with pytest.raises(vault.SealBroken):
        vault.open_sealed(b"\x00\x02" + old[2:])
    with pytest.raises(vault.SealBroken, match="key 9"):
        vault.open_sealed(b"\x00\x09" + old[2:])


def test_processes_that_start_at_once_agree_on_one_key(key_file: Path) -> None:
    code = "from mingzhang.books.vault import blind_index; print(blind_index('x').hex())"
    running = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=dict(os.environ))
        for _ in range(6)
    ]
    assert len({process.communicate()[0] for process in running}) == 1
    assert all(process.returncode == 0 for process in running)


def test_no_key_file_named_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINGZHANG_KEY_FILE")
    with pytest.raises(vault.KeyFileProblem, match="MINGZHANG_KEY_FILE"):
        vault.seal(NUMBER)


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (vault.mask_id_number, "999999199003070011", "999*************11"),
        (vault.mask_id_number, "12345", "*****"),
        (vault.mask_phone, "13812345678", "138******78"),
        (vault.mask_phone, "", ""),
        (vault.mask_name, "张三丰", "张**"),
        (vault.mask_name, "李", "李"),
        (vault.mask_name, "买买提·艾力", "买**·**"),
        (vault.mask_name, "", ""),
        (vault.mask_name, "𬭎明", "𬭎*"),
    ],
)
def test_masks(mask: object, text: str, shown: str) -> None:
    assert mask(text) == shown  # type: ignore[operator]
