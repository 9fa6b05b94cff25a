"""The words of blocks that Sphinx hasn't read, added to the search index that it wrote.

A word is cut and counted as Sphinx does it for HTML in a page: tags taken away, no word that stands in the page's
titles. An index so completed has the bytes of one that Sphinx made from the whole pages.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from assessbook.book.search_terms import search_terms
from assessbook.core.kept_bytes import KeptBytes
from assessbook.core.messages import is_chinese, language

_BEFORE, _AFTER = "Search.setIndex(", ")"
# As sphinx.search.WordCollector does it.
_NOT_SHOWN = re.compile(r"<(style|script).*?</\1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<]+?>")


class PageTerms:
    """The terms that blocks are found by.

    Parameters
    ----------
    kept : KeptBytes
        Those of blocks of earlier builds.
    """

    def __init__(self, kept: KeptBytes) -> None:
        self._kept = kept
        self._used: list[str] = []

    def of(self, blocks: Sequence[str]) -> list[str]:
        """The terms of a page's blocks, each once, sorted."""
        made_from = hashlib.sha256("\0".join([language(), *blocks]).encode()).hexdigest()
        self._used.append(made_from)
        if (kept := self._kept.get(made_from)) is not None:
            return kept.decode().split("\n") if kept else []
        terms = sorted({term for block in blocks for term in _terms()(_shown(block))})
        self._kept.keep(made_from, "\n".join(terms).encode())
        return terms

    def keep_only_used(self) -> None:
        """Drop the terms of blocks that no page has any more."""
        self._kept.keep_only(self._used)


def add_terms(path: Path, terms: Mapping[str, Iterable[str]]) -> None:
    """Complete a search index.

    Parameters
    ----------
    path : Path
        ``searchindex.js`` as Sphinx wrote it; where there is none, nothing is done.
    terms : mapping
        Page, without ending -> the terms to be added.
    """
    if not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8").removeprefix(_BEFORE).removesuffix(_AFTER))
    numbers = {page: number for number, page in enumerate(index["docnames"])}
    found = {term: set(_numbers(places)) for term, places in index["terms"].items()}
    titles = {term: set(_numbers(places)) for term, places in index["titleterms"].items()}
    nowhere: set[int] = set()
    for page, its_terms in terms.items():
        number = numbers[page]
        for term in its_terms:
            if number not in titles.get(term, nowhere):
                found.setdefault(term, set()).add(number)
    index["terms"] = {term: _written(places) for term, places in found.items()}
    path.write_text(_BEFORE + json.dumps(index, sort_keys=True) + _AFTER, encoding="utf-8")


def _numbers(places: int | list[int]) -> list[int]:
    return [places] if isinstance(places, int) else places


def _written(places: set[int]) -> int | list[int]:
    return next(iter(places)) if len(places) == 1 else sorted(places)


def _shown(block: str) -> str:
    return _TAG.sub("", _NOT_SHOWN.sub("", block))


def _terms() -> Callable[[str], Iterable[str]]:
    """What cuts a text into terms, as Sphinx does it in the language of the report."""
    return search_terms if is_chinese() else _english_terms()


@cache
def _english_terms() -> Callable[[str], Iterable[str]]:
    from sphinx.search.en import SearchEnglish  # takes a while, and few reports are in English

    search = SearchEnglish({})

    @cache
    def term(word: str) -> str:
        stemmed = search.stem(word).lower()
        kept = stemmed if search.word_filter(stemmed) or not search.word_filter(word) else word
        return kept if search.word_filter(kept) else ""

    return lambda text: filter(None, map(term, search.split(text)))
