"""Small results of earlier builds, kept by what they were made from: a picture by its drawing, a font by its text.

What is kept holds its own SHA-256 and is used only if that is right, so a damaged file is made anew.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assessbook.core.workspace import sha256_of

_DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True)
class KeptBytes:
    """Results that are kept in a folder, or nothing at all.

    Parameters
    ----------
    folder : Path or None
        Where they are kept, for nothing else; made when needed. None where everything is made anew.
    made_by : object
        What else decides the bytes: package, libraries. Its printed form counts.
    """

    folder: Path | None = None
    made_by: object = ""

    def get(self, made_from: str) -> bytes | None:
        """What was made from the same, by the same; None where there is nothing."""
        if self.folder is None:
            return None
        with suppress(OSError):
            content = self._path(made_from).read_bytes()
            digest, kept = content[:_DIGEST], content[_DIGEST:]
            if hashlib.sha256(kept).digest() == digest:
                return kept
        return None

    def keep(self, made_from: str, content: bytes) -> None:
        """Keep a result."""
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # another build may tidy up at the same time
                write_whole(self._path(made_from), hashlib.sha256(content).digest() + content)

    def use_or_make(self, made_from: str, target: Path, make: Callable[[], None]) -> None:
        """Put the only result of its kind in place: the kept one, or a new file, which is then kept."""
        if self.folder is None:
            make()
        elif (kept := self.get(made_from)) is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(kept)
        else:
            make()
            self.keep(made_from, target.read_bytes())
            self.keep_only([made_from])

    def keep_only(self, made_from: Iterable[str]) -> None:
        """Drop all results but those made from these."""
        if self.folder is not None and self.folder.is_dir():
            wanted = {self._path(each) for each in made_from}
            for path in self.folder.iterdir():
                if path not in wanted:
                    path.unlink(missing_ok=True)

    def _path(self, made_from: str) -> Path:
        digest = hashlib.sha256(f"{self.made_by!r}\n{made_from}".encode()).hexdigest()
        return Path(self.folder or "", digest)


NOTHING_KEPT = KeptBytes()


def digest_of(things: Iterable[object], files: Iterable[Path]) -> str:
    """One SHA-256 for the printed forms of things and the names and contents of files."""
    lines = [repr(thing) for thing in things]
    lines += [f"{path.name} {sha256_of(path)}" for path in sorted(files)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, also when two builds run at the same time."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    Path(name).replace(path)
