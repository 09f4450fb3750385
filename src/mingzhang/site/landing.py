"""What a long command writes lands whole: until it is finished nothing stands where it was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from mingzhang.basics.refusal import Refusal
from mingzhang.site.refusing import refuse


@contextmanager
def landing_in(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """A scratch folder whose files move into `folder` at the end; after a refusal or Ctrl-C nothing is left of them.

    `names` are the files the command may write. One that stands there from an earlier run and is not written this
    time goes, so that no two runs are mixed. Refuses with OUT_UNWRITABLE a folder that cannot be written to, or a
    name in it that belongs to something else than a file.
    """
    wanted = [folder / name for name in names]
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch = TemporaryDirectory(prefix=".unfinished-", dir=folder)
    except OSError as trouble:
        refuse(Refusal("OUT_UNWRITABLE", {"out": str(folder), "why": str(trouble.strerror)}))
    landed = False
    try:
        with scratch as name:
            _refuse_others(wanted)
            yield Path(name)
            for target in wanted:
                written = Path(name) / target.name
                written.replace(target) if written.exists() else target.unlink(missing_ok=True)
        landed = True
    finally:
        if made and not landed:
            with suppress(OSError):
                folder.rmdir()


def _refuse_others(wanted: Iterable[Path]) -> None:
    """Refuse a name at which a folder, a device or a pipe stands."""
    for path in wanted:
        if path.exists() and not path.is_file():
            refuse(Refusal("OUT_UNWRITABLE", {"out": str(path), "why": "not a file"}))
