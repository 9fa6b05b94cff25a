"""One alteration: what it does and says, how it is undone, how a digit becomes another one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.integration.books import Book


@dataclass(frozen=True)
class Done:
    """What an alteration did.

    Parameters
    ----------
    path : Path
        The file altered.
    figure : str
        The figure altered in it; empty where it is none, or where the file alone can be named.
    was, now : str
        What findings must say; empty where only hashes can be told.
    """

    path: Path
    figure: str = ""
    was: str = ""
    now: str = ""


Alteration = Callable[[Book, Random], Done]


@contextmanager
def undone(book: Book, alteration: Alteration, random: Random) -> Iterator[Done]:
    """An alteration for as long as the block runs."""
    kept = _Kept()
    done = alteration(book, kept.watching(random))
    try:
        yield done
    finally:
        done.path.write_bytes(kept.before[done.path])


class _Kept:
    """What files held before; every alteration reads its file through `text_of` or `keep`."""

    current: _Kept | None = None

    def __init__(self) -> None:
        self.before: dict[Path, bytes] = {}

    def watching(self, random: Random) -> Random:
        """From now on files are kept here."""
        _Kept.current = self
        return random


def keep(path: Path) -> Path:
    """Keep what a file holds before it is altered."""
    assert _Kept.current is not None
    _Kept.current.before[path] = path.read_bytes()
    return path


def text_of(path: Path) -> str:
    """A file's text, kept."""
    return keep(path).read_text(encoding="utf-8")


def other_digit(text: str, random: Random) -> str:
    """The text with one of its digits another one; a number keeps its first digit from becoming 0."""
    places = [place for place, character in enumerate(text) if character in "0123456789"]
    place = random.choice(places)
    digit = random.choice([digit for digit in "123456789" if digit != text[place]])
    return text[:place] + digit + text[place + 1 :]


def choose(folder: Path, pattern: str, random: Random, holding: str = "") -> Path:
    """One of the files of a folder that hold a text."""
    files = [path for path in sorted(folder.glob(pattern)) if path.is_file()]
    return random.choice([path for path in files if not holding or holding in path.read_text("utf-8")])


def altered_match(path: Path, pattern: str, random: Random) -> tuple[re.Match[str], str]:
    """One match of a pattern in a file, its group `value` with another digit, written back."""
    text = text_of(path)
    found = [match for match in re.finditer(pattern, text) if re.search("[0-9]", match["value"])]
    match = random.choice(found)
    value = other_digit(match["value"], random)
    path.write_text(text[: match.start("value")] + value + text[match.end("value") :], encoding="utf-8")
    return match, value


def told(value: object) -> str:
    """A value as findings show it."""
    return value if isinstance(value, str) else repr(value)
