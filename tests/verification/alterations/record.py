"""Alterations of what a build says of its files: manifest, its digest, RO-Crate; and of any byte."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

from tests.integration.books import Book
from tests.verification.alterations.single import Done, altered_match, keep, other_digit, text_of, told


def _manifest(book: Book, change: Callable[[dict[str, Any]], tuple[str, str]]) -> Done:
    path = book.build / "manifest.json"
    content = json.loads(text_of(path))
    was, now = change(content)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    return Done(path, "", was, now)


def manifest_hash(book: Book, random: Random) -> Done:
    """A digit of the hash of a file."""

    def change(content: dict[str, Any]) -> tuple[str, str]:
        listed = content[random.choice(["inputs", "outputs"])]
        name = random.choice(sorted(listed))
        was = listed[name]
        listed[name] = f"sha256:{other_digit(was.removeprefix('sha256:'), random)}"
        return was, listed[name]

    return _manifest(book, change)


def manifest_name(book: Book, random: Random) -> Done:
    """The name of a file."""

    def change(content: dict[str, Any]) -> tuple[str, str]:
        listed = content[random.choice(["inputs", "outputs"])]
        name = random.choice(sorted(listed))
        listed[f"{name}x"] = listed.pop(name)
        return "", ""

    return _manifest(book, change)


def manifest_field(book: Book, random: Random) -> Done:
    """Edition, title, status, schema, a parameter or a library's version."""

    def change(content: dict[str, Any]) -> tuple[str, str]:
        entries = [(content, name) for name in ("edition", "edition_file", "title", "status")]
        entries += [(content["parameters"], name) for name in content["parameters"]]
        entries += [(content["libraries"], name) for name in content["libraries"]]
        entry, name = random.choice(entries)
        was = json.dumps(entry[name], ensure_ascii=False)
        now = other_digit(was, random) if re.search("[0-9]", was) else f'{was[:-1]}x"'
        entry[name] = json.loads(now)
        return told(json.loads(was)), told(entry[name])

    return _manifest(book, change)


def crate_hash(book: Book, random: Random) -> Done:
    """A digit of a hash in the RO-Crate."""
    path = book.build / "ro-crate-metadata.json"
    _, value = altered_match(path, r'"sha256": "(?P<value>[0-9a-f]{64})"', random)
    return Done(path, "", "", f"sha256:{value}")


def crate_words(book: Book, random: Random) -> Done:
    """A digit anywhere in the RO-Crate."""
    path = book.build / "ro-crate-metadata.json"
    altered_match(path, r"(?P<value>[0-9]+)", random)
    return Done(path)


def digest(book: Book, random: Random) -> Done:
    """A digit of the manifest's own digest."""
    path = book.build / "manifest.json.sha256"
    _, value = altered_match(path, r"(?P<value>[0-9a-f]{64})", random)
    return Done(path, "", value, "")


def any_byte(book: Book, random: Random) -> Done:
    """One byte of any file of the build."""
    kept_out = {"manifest.json", "manifest.json.sha256", "run.json"}
    files = [path for path in sorted(book.build.rglob("*")) if path.is_file() and path.name not in kept_out]
    path = keep(random.choice([path for path in files if path.stat().st_size]))
    content = bytearray(path.read_bytes())
    place = random.randrange(len(content))
    content[place] = (content[place] + random.randrange(1, 256)) % 256
    path.write_bytes(bytes(content))
    return Done(path)
