"""What was made from files, kept for as long as the files stay the same.

Takes the files' contents as a state; gives back what was made the last time if the state is the same. Kept in
the memory of one process, and in those forked from it; nothing is written anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any, Generic, TypeVar

from assessbook.core.workspace import sha256_of

Value = TypeVar("Value")
State = tuple[tuple[str, str], ...]


class Remembered(Generic[Value]):
    """The last few things made, each with the state that it was made from.

    Parameters
    ----------
    capacity : int
        How many are kept; the one that was asked for longest ago goes first.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._kept: dict[Hashable, tuple[Any, Value]] = {}

    def get(self, key: Hashable, state: Any, make: Callable[[], Value]) -> Value:
        """What was made for a key from this state; made now if there is none. What fails isn't kept."""
        kept = self._kept.pop(key, None)
        value = kept[1] if kept is not None and kept[0] == state else make()
        self._kept[key] = (state, value)
        while len(self._kept) > self._capacity:
            del self._kept[next(iter(self._kept))]
        return value


def state_of(paths: Iterable[Path]) -> State:
    """Name and SHA-256 of each file; of a folder, of the files directly in it.

    A file that can't be read, or isn't there, has an empty digest.
    """
    files: list[Path] = []
    for path in paths:
        files += sorted(path.iterdir()) if path.is_dir() else [path]
    return tuple((path.as_posix(), _digest(path)) for path in files if not path.is_dir())


def _digest(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""
