"""The text of each piece of marked content in the content stream of a page.

Scans only what says or frames text: strings, fonts, begin and end of marked content. Pictures made of
paths, which are most of a report's bytes, are passed over without being parsed.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping

Characters = Mapping[int, str]
"""Glyph number -> text, of one font."""

# Parentheses inside a string may stand unescaped where they are balanced; three deep is more than enough.
_PLAIN = rb"[^\\()]++|\\."
_INNER = rb"\((?:" + _PLAIN + rb")*\)"
_MIDDLE = rb"\((?:" + _PLAIN + rb"|" + _INNER + rb")*\)"
_WITHIN = rb"(?:" + _PLAIN + rb"|" + _MIDDLE + rb")*"
_STRING = rb"\(" + _WITHIN + rb"\)"
_DIGITS = rb"[0-9A-Fa-f\s]*"
_HEX = rb"<" + _DIGITS + rb">"
# Each alternative opens with a character of its own, so that paths are passed over without trying any.
_TOKEN = re.compile(
    rb"<<(?P<begin>(?:[^<>()]++|" + _HEX + rb"|" + _STRING + rb")*)>>\s*BDC"
    rb"|/(?:(?P<font>\w+)\s+[-+.\d]+\s+Tf|(?P<plain>\w+\s+(?:/\w+\s*BDC|BMC)))"
    rb"|E(?P<end>(?<!\wE)MC\b)"
    rb"|\((?P<string>" + _WITHIN + rb")\)"
    rb"|<(?P<hex>" + _DIGITS + rb")>",
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
    **{b"%0*o" % (width, code): bytes([code & 0xFF]) for width in (1, 2, 3) for code in range(8**width)},
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
    # What each mark begun and not ended means for what it holds: the number to which its text belongs, and
    # whether the text is said in place of the glyphs.
    frames: list[tuple[int | None, bool]] = []
    number, replaced = None, False
    characters: Characters = {}
    for token in _TOKEN.finditer(stream):
        kind, said = token.lastgroup, ""
        if kind == "string" or kind == "hex":
            if not replaced:
                said = _shown(_bytes(token[kind], is_hex=kind == "hex"), characters)
        elif kind == "font":
            characters = font(token["font"].decode("ascii"))
        elif kind == "end":
            frames.pop()
            number, replaced = frames[-1] if frames else (None, False)
        elif kind == "plain":
            frames.append((number, replaced))
        else:
            mark, actual = _MARK.search(token["begin"]), _ACTUAL.search(token["begin"])
            number = int(mark[1]) if mark else number
            if actual is not None:
                said, replaced = _text(_bytes(actual[1][1:-1], is_hex=actual[1].startswith(b"<"))), True
            frames.append((number, replaced))
        if said and number is not None:
            texts[number] = texts.get(number, "") + said
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


def _shown(raw: bytes, characters: Characters) -> str:
    """The text of glyphs of two bytes each."""
    if len(raw) % 2:
        raw = raw[:-1] + b"\0" + raw[-1:]
    glyphs = struct.unpack(f">{len(raw) // 2}H", raw)
    return "".join([characters.get(glyph, "\ufffd") for glyph in glyphs])


def _bytes(operand: bytes, *, is_hex: bool) -> bytes:
    """What a string stands for, given as it is written between its delimiters."""
    if is_hex:
        digits = operand.translate(None, b" \t\r\n\f\0").decode("ascii")
        return bytes.fromhex(digits + "0" * (len(digits) % 2))
    return _ESCAPE.sub(_unescaped, operand) if b"\\" in operand else operand


def _unescaped(match: re.Match[bytes]) -> bytes:
    return _ESCAPED.get(match[1], match[1])


def _text(raw: bytes) -> str:
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")
