"""Which terms a Chinese text is found by: pairs of neighbouring characters, and words in other letters.

Apart from Sphinx, which takes a while to import.
"""

from __future__ import annotations

import re

# CJK ideographs, with extension A, the compatibility block and the planes beyond the first.
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"([{_HAN}]+)|([^\W\d_{_HAN}][^\W_{_HAN}]*)")


def search_terms(text: str) -> list[str]:
    """The terms a text is indexed under: pairs of Chinese characters, and words in other letters.

    >>> search_terms("因病致贫 GDP 11609")
    ['因病', '病致', '致贫', 'gdp']
    """
    terms: list[str] = []
    for match in _TOKEN.finditer(text):
        run, word = match.groups()
        if word:
            terms.append(word.lower())
        elif len(run) == 1:
            terms.append(run)
        else:
            terms.extend(run[i : i + 2] for i in range(len(run) - 1))
    return terms
