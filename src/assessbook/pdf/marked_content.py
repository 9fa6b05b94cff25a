"""The text of each piece of marked content in the content stream of a page.

Scans only what says or frames text: strings, fonts, begin and end of marked content. Pictures made of
paths, which are most of a report's bytes, are passed over without being parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Characters = Mapping[int, str]
"""Glyph number -> text, of one font."""

# Parentheses inside a string may stand unescaped where they are balanced; three deep is more than enough.
_PLAIN = rb"[^\\()]|\\."
_INNER = rb"\((?:" + _PLAIN + rb")*\)"
_MIDDLE = rb"\((?:" + _PLAIN + rb"|" + _INNER + rb")*\)"
_STRING = rb"\((?:" + _PLAIN + rb"|" + _MIDDLE + rb")*\)"
_HEX = rb"<[0-9A-Fa-f\s]*>"
_PROPERTIES = rb"<<(?:[^<>()]|" + _HEX + rb"|" + _STRING + rb")*>>"
_TOKEN = re.compile(
    rb"(?P<begin>" + _PROPERTIES + rb")\s*BDC|(?P<plain>/\w+\s+(?:/\w+\s*BDC|BMC))|(?P<end>\bEMC\b)"
    rb"|/(?P<font>\w+)\s+[-+.\d]+\s+Tf|(?P<string>" + _STRING + rb")|(?P<hex>" + _HEX + rb")",
    re.DOTALL,
)
_MARK = re.compile(rb"/MCID\s+(\d+)")
_ACTUAL = re.compile(rb"/ActualText\s*(" + _STRING + rb"|" + _HEX + rb")", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r\n": b"",
    b"\r": b"",
}


def marked_texts(stream: bytes, font: Callable[[str], Characters]) -> dict[int, str]:
    """The text of every piece of marked content, by its number (MCID).

    Parameters
    ----------
    stream : bytes
        The content stream of a page, decompressed.
    font : callable
        A font's name on this page -> its characters.

    Limitations
    -----------
    For fonts with two bytes to a glyph, which all fonts of a Typst document have.
    """
    texts: dict[int, str] = {}
    frames: list[tuple[int | None, str | None]] = []  # number, and the text said in place of the glyphs
    characters: Characters = {}
    for token in _TOKEN.finditer(stream):
        if token["begin"] is not None:
            mark, actual = _MARK.search(token["begin"]), _ACTUAL.search(token["begin"])
            said = None if actual is None else _text(_bytes(actual[1]))
            frames.append((int(mark[1]) if mark else None, said))
            _add(texts, frames, said or "")
        elif token["plain"] is not None:
            frames.append((None, None))
        elif token["end"] is not None:
            frames.pop()
        elif token["font"] is not None:
            characters = font(token["font"].decode("ascii"))
        elif all(said is None for _, said in frames):
            raw = _bytes(token["string"] or token["hex"])
            glyphs = (int.from_bytes(raw[place : place + 2], "big") for place in range(0, len(raw), 2))
            _add(texts, frames, "".join(characters.get(glyph, "\ufffd") for glyph in glyphs))
    return texts


def characters_of(cmap: str) -> dict[int, str]:
    """Glyph number -> text, from a font's ToUnicode table."""
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for low, high, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            first, begin = int(text, 16), int(low, 16)
            for code in range(begin, int(high, 16) + 1):
                found[code] = (first + code - begin).to_bytes(len(text) // 2, "big").decode("utf-16-be")
    return found


def _add(texts: dict[int, str], frames: list[tuple[int | None, str | None]], text: str) -> None:
    number = next((mark for mark, _ in reversed(frames) if mark is not None), None)
    if number is not None and text:
        texts[number] = texts.get(number, "") + text


def _bytes(operand: bytes) -> bytes:
    if operand.startswith(b"<"):
        digits = operand[1:-1].translate(None, b" \t\r\n\f\0").decode("ascii")
        return bytes.fromhex(digits + "0" * (len(digits) % 2))
    return _ESCAPE.sub(_unescaped, operand[1:-1])


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8) & 0xFF]) if code.isdigit() and code < b"8" else _ESCAPED.get(code, code)


def _text(raw: bytes) -> str:
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")
