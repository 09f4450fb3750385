"""The doors' translations: which Chinese sentences each uses, what its English file says, and the compiled form.

Each door has its own file; what the frame says already stands in the frame's only. Run as a script
(`python -m tests.house.portal_messages [door ...]`) it adds new sentences to the .po files, drops those no longer used,
writes the .mo files and names those without English. It needs no GNU gettext.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "src" / "mingzhang" / "doors"
DOORS = ("frame", "portal", "counter")
SINGLE = {"gettext", "gettext_lazy", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}
HEADER = (
    "Content-Type: text/plain; charset=UTF-8\\nContent-Transfer-Encoding: 8bit\\nLanguage: en\\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\\n"
)
_LITERAL = r'"(?:[^"\\]|\\.)*"'
_ANY_LITERAL = rf"u?(?:{_LITERAL}|'(?:[^'\\]|\\.)*')"
_CALL = re.compile(rf"\b(n?gettext)\(({_ANY_LITERAL})(?:, ({_ANY_LITERAL}))?")


@dataclass(frozen=True)
class Message:
    """One sentence; `plural` is the same sentence again where a number decides the English form."""

    text: str
    plural: str | None = None


def po_of(door: str) -> Path:
    """The English file of a door."""
    return ROOT / door / "locale" / "en" / "LC_MESSAGES" / "django.po"


def used_messages(door: str) -> dict[Message, str]:
    """Every sentence that a door marks for translation, with the first place that uses it; but for the frame's own."""
    framed = set() if door == "frame" else set(used_messages("frame"))
    return {message: place for message, place in _marked(ROOT / door).items() if message not in framed}


def _marked(room: Path) -> dict[Message, str]:
    found: dict[Message, str] = {}
    for path in sorted(room.rglob("*.html")):
        for message in _in_python(_templatized(path)):
            found.setdefault(message, path.relative_to(room).as_posix())
    for path in sorted(room.rglob("*.py")):
        for message in _in_python(path.read_text(encoding="utf-8")):
            found.setdefault(message, path.relative_to(room).as_posix())
    return found


def read_po(path: Path) -> dict[Message, tuple[str, ...]]:
    """The translations of the .po file, one text for each plural form."""
    found: dict[Message, tuple[str, ...]] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        fields = dict(re.findall(rf"^(msgid|msgid_plural|msgstr(?:\[\d\])?) ({_LITERAL})$", block, re.MULTILINE))
        if fields.get("msgid", '""') == '""':
            continue
        texts = {name: ast.literal_eval(value) for name, value in fields.items()}
        message = Message(texts.pop("msgid"), texts.pop("msgid_plural", None))
        found[message] = tuple(texts[name] for name in sorted(texts))
    return found


def write_po(translations: dict[Message, tuple[str, ...]], places: dict[Message, str]) -> str:
    """The .po file's text for the messages in use, in the order of their places."""
    blocks = [f'msgid ""\nmsgstr "{HEADER}"']
    for message, place in places.items():
        texts = translations.get(message, ("",) if message.plural is None else ("", ""))
        lines = [f"#: {place}", f"msgid {_quoted(message.text)}"]
        if message.plural is None:
            lines.append(f"msgstr {_quoted(texts[0])}")
        else:
            lines.append(f"msgid_plural {_quoted(message.plural)}")
            lines += [f"msgstr[{number}] {_quoted(text)}" for number, text in enumerate(texts)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def compile_mo(translations: dict[Message, tuple[str, ...]]) -> bytes:
    """The compiled catalogue: sorted keys and values behind a table of offsets, as gettext reads it."""
    pairs = [("", HEADER.replace("\\n", "\n"))]
    pairs += [
        ("\0".join(filter(None, (message.text, message.plural))), "\0".join(texts))
        for message, texts in translations.items()
        if all(texts)
    ]
    encoded = sorted((key.encode(), value.encode()) for key, value in pairs)
    tables_end = 28 + 16 * len(encoded)
    keys = b"".join(key + b"\0" for key, _ in encoded)
    key_table, value_table, key_at, value_at = b"", b"", tables_end, tables_end + len(keys)
    for key, value in encoded:
        key_table += struct.pack("<II", len(key), key_at)
        value_table += struct.pack("<II", len(value), value_at)
        key_at += len(key) + 1
        value_at += len(value) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(encoded), 28, 28 + 8 * len(encoded), 0, tables_end)
    return head + key_table + value_table + keys + b"".join(value + b"\0" for _, value in encoded)


def _templatized(path: Path) -> str:
    """A template's marked sentences as calls that Python can parse."""
    from django.utils.translation.template import templatize

    calls = _CALL.findall(templatize(path.read_text(encoding="utf-8")))
    return "\n".join(f"{name}({', '.join(filter(None, texts))})" for name, *texts in calls)


def _in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "")
        texts = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if name in SINGLE and texts:
            yield Message(texts[0])
        elif name in PLURAL and len(texts) > 1:
            yield Message(texts[0], texts[1])


def _quoted(text: str) -> str:
    """A text as a double-quoted literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def rewrite(door: str, known: dict[Message, tuple[str, ...]]) -> int:
    """Bring a door's two files up to date, with English from `known`; how many sentences are without English."""
    path = po_of(door)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_po(known, used_messages(door)), encoding="utf-8")
    said = read_po(path)
    path.with_suffix(".mo").write_bytes(compile_mo(said))
    missing = [message.text for message, texts in said.items() if not all(texts)]
    print(f"{door}: {len(said)} sentences, {len(missing)} without English", *missing, sep="\n")
    return len(missing)


def _known() -> dict[Message, tuple[str, ...]]:
    """What any door's file says in English: a sentence that moves to another door takes its English along."""
    known: dict[Message, tuple[str, ...]] = {}
    for door in reversed(DOORS):
        if po_of(door).exists():
            known |= {message: texts for message, texts in read_po(po_of(door)).items() if all(texts)}
    return known


def _own(door: str) -> dict[Message, tuple[str, ...]]:
    """What a door's own file says, which goes before what another door says of the same sentence."""
    return (
        {message: texts for message, texts in read_po(po_of(door)).items() if all(texts)}
        if po_of(door).exists()
        else {}
    )


if __name__ == "__main__":
    import django

    django.setup()
    english = _known()
    sys.exit(bool(sum(rewrite(door, english | _own(door)) for door in sys.argv[1:] or DOORS)))
