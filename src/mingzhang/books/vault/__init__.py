"""The vault: numbers that name a person, sealed at rest and still findable.

Knows the keys, how text is sealed (SM4-GCM) and how it is found again without opening it (HMAC-SM3). Refuses to know
whose text it is. Keys lie in one file outside the database; who has only the database reads no number.
Read `sealing.py` first, then `keys.py`, `masks.py`.
"""

from mingzhang.books.vault.keys import KeyFileProblem, rotate_key
from mingzhang.books.vault.masks import mask_id_number, mask_name, mask_phone
from mingzhang.books.vault.sealing import (
    SealBroken,
    blind_index,
    open_content,
    open_sealed,
    seal,
    seal_content,
    sealed_with_newest_key,
)

__all__ = [
    "KeyFileProblem",
    "SealBroken",
    "blind_index",
    "mask_id_number",
    "mask_name",
    "mask_phone",
    "open_content",
    "open_sealed",
    "rotate_key",
    "seal",
    "seal_content",
    "sealed_with_newest_key",
]
