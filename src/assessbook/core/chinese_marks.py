"""The marks of Chinese text: what parts sentences and clauses, what encloses, and what they are in English.

Splits and joins texts at them. Knows no messages.
"""

from __future__ import annotations

import re

FOREIGN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]|(?<=\d)—(?=\d)")
"""What no text in another language holds: Chinese characters, and punctuation of Chinese width."""
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
"""Chinese characters."""

MARKS = {
    "→": " → ",
    "。": ". ",
    "；": "; ",
    "：": ": ",
    "，": ", ",
    "、": ", ",
    "　": " ",
    "！": ". ",
    "？": "? ",
    "·": ", ",
}
LEVELS = ("。！？", "→", "；", "：", "，", "、", "　", "·")
LISTS = ("、", "·")
PAIRS = {"（": "）", "“": "”", "‘": "’", "《": "》", "〔": "〕", "(": ")", "{": "}"}
PLAIN = str.maketrans({**MARKS, "（": " (", "）": ") ", "〔": " [", "〕": "] ", "《": "", "》": "", "—": "–"})
_SENTENCE = re.compile(r"(?:^|(?<=[.?!] ))([“\[]*)([a-z])(?![.)])")


def sentence_case(text: str) -> str:
    """The text with a capital at the beginning of each sentence."""
    return _SENTENCE.sub(lambda match: match[1] + match[2].upper(), text)


def tidy(text: str) -> str:
    """The text with single blanks, and none before a mark that closes or behind one that opens."""
    text = re.sub(r" +", " ", text)
    return re.sub(r" (?=[).,;:\]])|(?<=[(\[]) ", "", text).strip()


def is_whole(text: str) -> bool:
    """Whether every bracket and quotation that is opened in a text is closed in it."""
    open_: list[str] = []
    for sign in text:
        if sign in PAIRS:
            open_.append(PAIRS[sign])
        elif open_ and sign == open_[-1]:
            open_.pop()
        elif sign in "）”’》〕":
            return False
    return not open_


def first_opening(text: str) -> int:
    """Where the first round bracket opens that stands in no quotation or title; -1 if there is none."""
    inside = ""
    for place, sign in enumerate(text):
        if inside:
            inside = "" if sign == inside else inside
        elif sign == "（":
            return place
        elif sign in "“‘《〔":
            inside = PAIRS[sign]
    return -1


def last_opening(text: str, opened: str, closed: str) -> int:
    """Where the mark opens that closes at the end of a text; -1 if it doesn't."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += {closed: 1, opened: -1}.get(text[place], 0)
        if depth == 0:
            return place
    return -1


def closing(text: str, start: int) -> int:
    """Where the bracket that opens at a place closes; -1 if it doesn't."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"（": 1, "）": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return -1


def split(text: str, marks: str) -> list[str]:
    """The text after each of some marks that stands outside brackets and quotations."""
    parts, open_, begin = [], list[str](), 0
    for place, sign in enumerate(text):
        if open_ and sign == open_[-1]:
            open_.pop()
        elif sign in PAIRS:
            open_.append(PAIRS[sign])
        elif sign in marks and not open_:
            parts.append(text[begin : place + 1])
            begin = place + 1
    if begin < len(text):
        parts.append(text[begin:])
    return parts if parts and (len(parts) > 1 or parts[0][-1] in marks) and parts != [text[:1]] else [text]
