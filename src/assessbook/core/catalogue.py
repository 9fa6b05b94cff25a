"""One language's messages, and how a Chinese text is found among them.

A message is a Chinese text as it stands in code, notebooks, parameters or definitions, with named places in
braces where something is put in. A text is looked up as a whole; then as a message with places, what stands in
the places being looked up in turn; then clause by clause, punctuation turned into that of the language.
What can't be found is kept as it is and named, so that nothing goes out half translated unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from string import Formatter

from assessbook.core.chinese_marks import (
    FOREIGN,
    HAN,
    LEVELS,
    LISTS,
    MARKS,
    PAIRS,
    PLAIN,
    closing,
    first_opening,
    is_whole,
    last_opening,
    sentence_case,
    split,
    tidy,
)
from assessbook.core.message_patterns import FORMS, FREE, PLACE, QUOTATION, VERBATIM, Pattern, pieces_of

_COUNTERS = frozenset({"个", "项", "处", "条", "种", "份", "件", "名", "座"})
"""Measure words for things that are named beside the number: other languages have none."""

_CLOSE = 5
"""How many characters a message says itself before it tells what of a text is lacking."""
_DOUBLE, _SINGLE = str.maketrans("‘’", "“”"), str.maketrans("“”", "‘’")
_ADDRESS = re.compile(r"[A-Za-z0-9_./-]*\.(?:xlsx|yaml|ipynb|db)\b|[^。]* › |[A-Za-z0-9_./-]+$")
_WORD = re.compile(r"\w")
_BADGE = re.compile(r"\{badge\}")
_QUOTED = re.compile("“[^“”]*”")
_LATIN = re.compile("[a-z]{2}")


class Told(str):
    """A text in the language of the report; it is never looked up again."""

    __slots__ = ()


class Catalogue:
    """The messages of a language.

    Parameters
    ----------
    messages : mapping
        Chinese text, with places in braces -> translation, with the same places.
    counted : mapping
        Unit -> its translation after one, and after any other number.
    """

    def __init__(self, messages: Mapping[str, str], counted: Mapping[str, tuple[str, str]]) -> None:
        self._messages = {text: said for text, said in messages.items() if "{" not in text}
        self._templates = {text: said for text, said in messages.items() if "{" in text}
        self._counted = counted
        self._known: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.missing: dict[str, None] = {}
        """What was asked for and isn't there, in the order in which it was asked for."""

    def text(self, text: str) -> str:
        """A text on its own: a heading, a label, a sentence; begins with a capital."""
        if isinstance(text, Told) or not FOREIGN.search(text) or _is_told(text):
            return text
        said = self.part(text)
        return said if said == text or _ADDRESS.match(text) else Told(sentence_case(said))

    def part(self, text: str) -> str:
        """A text that stands inside another one."""
        if isinstance(text, Told) or not FOREIGN.search(text) or _is_told(text):
            return text
        said, lacking = self._said(text)
        self.missing.update(dict.fromkeys(lacking))
        return Told(said)

    def known(self, text: str) -> str | None:
        """The translation of a text, where there is one; nothing is noted where there is none."""
        said, lacking = self._said(text)
        return None if lacking else said

    def one(self, unit: str) -> str:
        """A unit as shown behind the number one."""
        return next((one for one, many in self._counted.values() if many == unit), unit)

    def quotation(self, text: str) -> str:
        """Words of a document as they stand, with their translation in square brackets where there is one."""
        if isinstance(text, Told) or not HAN.search(text):
            return text
        inner = text[1:-1] if text[:1] == "“" and text[-1:] == "”" and is_whole(text[1:-1]) else text
        said = self._messages.get(inner) or self._messages.get(text)
        if said is None and "‘" in inner:  # turned into single ones, as in _looked_up
            said = self._messages.get(inner.translate(_DOUBLE), "").translate(_SINGLE)
        return Told(f"{text} [{said}]" if said else text)

    def unit(self, symbol: str, number: str = "") -> str:
        """A unit beside a number as printed; without one, as a heading says it."""
        if not FOREIGN.search(symbol):
            return symbol
        if symbol in _COUNTERS:
            return ""
        if symbol in self._counted:
            one, many = self._counted[symbol]
            return one if number == "1" else many
        above, slash, below = symbol.partition("/")
        if slash:
            thing = self.unit(below, "1")
            return f"{self.unit(above, number)} per {thing}" if thing else f"{self.unit(above, number)} each"
        if "·" in symbol:
            return "·".join(self.unit(part) for part in symbol.split("·"))
        return self.part(symbol)

    # ---------------------------------------------------------------- looking up

    def _said(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The translation, and what of it is lacking."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._looked_up(text)
        return found

    def _looked_up(self, text: str) -> tuple[str, tuple[str, ...]]:
        if not FOREIGN.search(text):
            return text, ()
        inner = text.strip()
        if inner != text and inner:
            said, lacking = self._said(inner)
            lead, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            return f"{'' if '　' in lead else lead}{said}{' ' if '　' in end else end}", lacking
        whole = self._messages.get(text) or self._templates.get(text)
        if whole is None and "‘" in text:
            # A name inside a quotation has its own quotation marks turned into single ones.
            whole = self._messages.get(text.translate(_DOUBLE), "").translate(_SINGLE)
        if not whole and text[-1] != "。":
            # Whoever joins sentences takes their full stops off.
            whole = self._messages.get(f"{text}。", "").removesuffix(".")
        if whole:
            return whole, ()
        if text in self._counted:
            return self._counted[text][1], ()
        if text in _COUNTERS:
            return "number", ()
        if not HAN.search(text) and not any(each in text for each in PAIRS):
            plain = text.translate(PLAIN)
            return (tidy(plain) if _WORD.search(text) else plain), ()
        if _ADDRESS.match(text):
            return text, ()
        best: tuple[str, tuple[str, ...]] | None = None
        for pattern in self._fitting(text):
            for contents in pattern.contents(text):
                made = self._filled(pattern, contents)
                if made is not None and not made[1]:
                    return made
                is_close = made is not None and pattern.weight[0] >= _CLOSE
                if made is not None and is_close and (best is None or _lack(made) < _lack(best)):
                    best = made
        badge = _BADGE.match(text)
        if badge is not None:
            # What stands behind a badge may be no more than a name, which no message with the badge holds.
            said, lacking = self._said(text[badge.end() :])
            if not lacking:
                return badge[0] + said, ()
        pieces = self._in_pieces(text)
        if pieces is not None and (not pieces[1] or best is None):
            return pieces
        return best if best is not None else (text, (text,))

    def _fitting(self, text: str) -> Iterator[Pattern]:
        for pattern in self._patterns:
            if all(piece in text for piece in pattern.pieces):
                yield pattern

    @cached_property
    def _patterns(self) -> tuple[Pattern, ...]:
        made = []
        for source, said in self._templates.items():
            pieces, places = pieces_of(source)
            if any(FOREIGN.search(piece) for piece in pieces):
                made.append(Pattern(pieces, places, said))
        return tuple(sorted(made, key=lambda pattern: pattern.weight, reverse=True))

    def _filled(self, pattern: Pattern, contents: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
        values: dict[str, str] = {}
        lacking: list[str] = []
        for place, content in zip(pattern.places, contents, strict=True):
            form = FORMS.get(place)
            if (
                form is None
                and not pattern.is_telling
                and place not in FREE
                and QUOTATION not in pattern.places
            ):
                form = PLACE
            if form is not None and not form.fullmatch(content):
                return None
            if place == QUOTATION:
                if not (content[:1] == "“" and content[-1:] == "”" and is_whole(content[1:-1])):
                    return None
                said = str(self.quotation(content))
            elif place in VERBATIM:
                said = content
            else:
                said, missing = self._said(content)
                lacking += missing
            if values.setdefault(place, said) != said:
                return None
        text = "".join(
            words + ("" if place is None else values[place])
            for words, place, _, _ in Formatter().parse(pattern.translation)
        )
        return text, tuple(lacking)

    def _in_pieces(self, text: str) -> tuple[str, tuple[str, ...]] | None:
        """The text clause by clause; None where it can't be taken apart."""
        if text[0] == "“" and text[-1] == "”" and is_whole(text[1:-1]):
            said, lacking = self._said(text[1:-1])
            return f"“{said}”", lacking
        if text[0] == "《" and text[-1] == "》" and is_whole(text[1:-1]):
            return self._said(text[1:-1])
        found: tuple[str, tuple[str, ...]] | None
        for marks in LEVELS:
            if marks == "，":
                # What is said of a whole list stands in brackets or quotation marks at its end.
                apart = self._apart(text)
                if apart is not None and not apart[1]:
                    return apart
            parts = split(text, marks)
            if len(parts) > 1 or (parts[0] != text[:-1] and text[-1] in marks and len(text) > 1):
                found = self._joined(parts)
                break
        else:
            found = self._in_brackets(text)
        if found is not None and marks not in LISTS and found[1] and not _is_partly_known(text, found[1]):
            return text, (text,)  # named whole, as whoever translates it wants to read it
        return found

    def _joined(self, parts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
        """Clauses, each with the mark behind it."""
        made = ""
        lacking: list[str] = []
        for part in parts:
            mark = MARKS.get(part[-1], "")
            words = part[:-1] if mark else part
            if words:
                said, missing = self._said(words)
                lacking += missing
                made += said.rstrip() if mark else said
            made = made.rstrip() + mark if mark else made
        return (made.rstrip() if FOREIGN.search(parts[-1][-1]) else made), tuple(lacking)

    def _apart(self, text: str) -> tuple[str, tuple[str, ...]] | None:
        """The text without the brackets or the quotation at its end, and these; None where it has none."""
        start = {"）": last_opening(text, "（", "）"), "”": last_opening(text, "“", "”")}.get(text[-1], 0)
        if start < 1:
            return None
        said, lacking = self._said(text[:start])
        inside, missing = self._said(text[start + 1 : -1])
        opened, closed = ("(", ")") if text[-1] == "）" else ("“", "”")
        return f"{said.rstrip()} {opened}{inside.strip()}{closed}", (*lacking, *missing)

    def _in_brackets(self, text: str) -> tuple[str, tuple[str, ...]] | None:
        start = first_opening(text)
        end = closing(text, start) if start >= 0 else -1
        if end < 0:
            return None
        made: list[str] = []
        lacking: list[str] = []
        for part, mark in ((text[:start], ""), (text[start + 1 : end], "()"), (text[end + 1 :], "")):
            if part:
                said, missing = self._said(part)
                lacking += missing
                made.append(f"({said.strip()})" if mark else said.strip())
        return tidy(" ".join(made)), tuple(lacking)


def _lack(made: tuple[str, tuple[str, ...]]) -> int:
    return sum(len(HAN.findall(part)) for part in made[1])


def _is_partly_known(text: str, lacking: Sequence[str]) -> bool:
    """Whether some of a text's words are known: more of them than its list of what is lacking leaves."""
    return sum(map(len, HAN.findall(text))) > sum(len(HAN.findall(part)) for part in lacking)


def _is_told(text: str) -> bool:
    """Whether all that is Chinese in a text are quotations in it: it has been through here before."""
    rest = _QUOTED.sub("", text)
    return rest != text and not FOREIGN.search(rest) and bool(_LATIN.search(rest))
