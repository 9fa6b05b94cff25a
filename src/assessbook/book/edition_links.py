"""Links from an edition's front page to the other editions of its programme, the year before and after first.

Each edition is built by itself, into a folder named after its year; the links lead from one such folder to
the next. Whether the other edition has been built isn't known here, and must not be: the same inputs give
the same bytes. So every edition that the programme has a file for is linked; the page says that editions
have to be kept side by side, and its script tells a reader who follows a link to one that isn't there.
"""

from __future__ import annotations

from collections.abc import Sequence

from assessbook.core.messages import is_chinese, language

_NOTE = "各年度报告分别编制，存放在同一目录下时可以互相打开。"


def edition_links(year: int, years: Sequence[int]) -> str:
    """The line of the front page; empty for a programme with one edition.

    Parameters
    ----------
    year : int
        The edition's own.
    years : sequence of int
        Those of all editions of the programme.
    """
    others = sorted(set(years) - {year})
    if not others:
        return ""
    before = max((each for each in others if each < year), default=None)
    after = min((each for each in others if each > year), default=None)
    told = {before: "（上一年度）", after: "（下一年度）"}
    relations = {before: ' rel="prev"', after: ' rel="next"'}
    entries = []
    # Reports in another language stand beside those in Chinese.
    suffix = "" if is_chinese() else f"-{language()}"
    for each in sorted({*others, year}):
        if each == year:
            entries.append(f'<li><span aria-current="page">{each}年度（本报告）</span></li>')
            continue
        link = f'<a class="edition-link" href="../../{each}{suffix}/html/index.html"{relations.get(each, "")}>{each}年度</a>'
        entries.append(f"<li>{link}{told.get(each, '')}</li>")
    return (
        f'<nav class="editions" aria-label="各年度报告"><p>各年度报告：</p><ul>{"".join(entries)}</ul>'
        f'<p class="editions-note" role="status">{_NOTE}</p></nav>'
    )
