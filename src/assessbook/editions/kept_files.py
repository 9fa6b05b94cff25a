"""The PDF and the workbook of an earlier build, used again when all that they are made from is the same."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assessbook.core.workspace import sha256_of


def digest_of(things: Iterable[object], files: Iterable[Path]) -> str:
    """One SHA-256 for the printed forms of things and the names and contents of files."""
    lines = [repr(thing) for thing in things]
    lines += [f"{path.name} {sha256_of(path)}" for path in sorted(files)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True)
class KeptFiles:
    """Files of an earlier build.

    Parameters
    ----------
    folder : Path
        Where they are kept; made when needed.
    made_from : str
        The digest of all that they are made from, from `digest_of`.
    """

    folder: Path
    made_from: str

    def use_or_make(self, target: Path, make: Callable[[], None]) -> None:
        """Put a file in place: the kept one if it was made from the same, else a new one, which is then kept.

        Parameters
        ----------
        target : Path
            Where the file belongs; its name is that of the kept one.
        make : callable
            Makes the file there, and checks it.
        """
        kept, record = self.folder / target.name, self.folder / f"{target.name}.json"
        with suppress(OSError, ValueError, KeyError):
            known = json.loads(record.read_text(encoding="utf-8"))
            if known["made_from"] == self.made_from and known["sha256"] == sha256_of(kept):
                shutil.copyfile(kept, target)
                return
        make()
        self.folder.mkdir(parents=True, exist_ok=True)
        record.unlink(missing_ok=True)  # a record must never stand beside another file than its own
        shutil.copyfile(target, kept)
        known = {"made_from": self.made_from, "sha256": sha256_of(kept)}
        record.write_text(json.dumps(known), encoding="utf-8")
