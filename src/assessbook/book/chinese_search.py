"""Search in Chinese without a dictionary: text and query are cut into pairs of neighbouring characters.

A page is found when it holds every pair of the query, so any phrase of two or more characters is found
wherever it stands. Numbers are not indexed: figures have their own ledger. Limitations: pairs are not
checked for being neighbours on the page, so a long query can now and then find a page that holds its
pairs in different places; a single character is found only where it stands alone.
"""

from __future__ import annotations

from sphinx.search import SearchLanguage

from assessbook.book.search_terms import search_terms

# The same rule as `search_terms`, for the query. Sphinx puts it into language_data.js as it stands.
_SPLITTER = r"""
function splitQuery(query) {
    const han = "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
    const token = new RegExp(`([${han}]+)|((?![${han}])\\p{Letter}(?:(?![${han}])[\\p{Letter}\\p{Number}])*)`, "gu");
    const terms = [];
    for (const match of query.matchAll(token)) {
        if (match[2]) { terms.push(match[2].toLowerCase()); continue; }
        const characters = Array.from(match[1]);
        if (characters.length === 1) terms.push(characters[0]);
        for (let i = 0; i + 1 < characters.length; i += 1) terms.push(characters[i] + characters[i + 1]);
    }
    return terms;
}
"""


class ChineseSearch(SearchLanguage):
    """Sphinx's search language `zh`, in place of the one that needs a dictionary."""

    lang = "zh"
    language_name = "Chinese"
    stopwords: set[str] = set()
    js_splitter_code = _SPLITTER

    def split(self, input: str) -> list[str]:
        """The terms of a text."""
        return search_terms(input)

    def word_filter(self, word: str) -> bool:
        """Whether a term goes into the index: every one does."""
        return bool(word)
