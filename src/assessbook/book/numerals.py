"""Numerals in a text: whatever expresses a quantity, in Arabic, full-width or Chinese numerals.

Told apart by grammar, and left out: dates (2015年, 2016—2020年, 3月15日), references to parts of a document
(表2-1, 第3章, 二（一）7), numbers of documents (〔2016〕5号), marks of a list at the start of a text (1.), and
names that begin with a Latin letter (C3, SHA-256).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assessbook.book.chinese_quantities import chinese_quantities, unit_end
from assessbook.book.english_quantities import NOT_QUANTITIES, english_quantities
from assessbook.core.messages import is_chinese

_YEAR = r"(?:(?:19|20|１９|２０)\d\d|[一二][〇零九][〇零一二三四五六七八九]{2})"
_TO = r"\s*年?\s*(?:[-—–－~～至到、/]+)\s*"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DATE = (
    rf"(?<![\d.])(?:{_YEAR}{_TO})*{_YEAR}\s*年(?:{_MONTH}月(?:\d{{1,2}}[日号])?)?"
    rf"|(?<![\d.])(?:{_MONTH}[、至—-])*{_MONTH}月(?:\d{{1,2}}[日号])?|(?<![\d.])[1-4]季度"
)
_PART = (
    r"(?:附?[表图]|附件|附录|专栏|注|公式)\s*\d+(?:\s*[-－—.．]\s*\d+)*"
    r"|第\s*\d+\s*(?:章|节|条|款|项|部分|类|篇|页|卷|编|册|期|号|行|列|步)"
    r"|[一二三四五六七八九十]+(?:（[一二三四五六七八九十]+）)+\d*"
    r"|[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]\s*\d+\s*号"
)
_NAME = (
    r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,2}\d+(?:\.\d+)?(?![\d%％])"
    r"|[a-z]{2,}\d+[a-z]*|[A-Za-z][A-Za-z0-9]*(?:[-_./][A-Za-z0-9]+)+)(?![A-Za-z0-9])"
)
_NOT_QUANTITIES = re.compile(f"(?P<date>{_DATE})|(?P<part>{_PART})|(?P<name>{_NAME})")
_WITH_PARTS = re.compile(r"[-－—.．）（章节条款项分类篇页卷编册期号行列步]")
_LIST_MARK = re.compile(r"\s*(?:[（(]\s*\d{1,2}\s*[)）]|\d{1,2}\s*(?:[、)）]|[.．](?!\d)))")
_ARABIC = re.compile(
    r"[-−＋+±]?(?:\d+(?:[\s,，.．·:：/／×xX~～—–-]?\d+)*|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])(?:\s*[%％‰]|[十百千万亿]+)?"
)
# Most texts hold none of these, and need no grammar.
_SIGNS = re.compile(
    r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億廿卅〇零半翻几]"
)
_BLANK = "\N{FULLWIDTH VERTICAL LINE}"


@dataclass(frozen=True)
class Numeral:
    """A quantity found in a text: from `start` to `end`, its unit or measure word included."""

    start: int
    end: int


def find_numerals(text: str) -> list[Numeral]:
    """Every quantity in a text, in reading order; those that overlap are one.

    Parameters
    ----------
    text : str
        A paragraph, heading, cell or the like. What is to be left out is blanked out by the caller.

    Limitations
    -----------
    A small number that counts nothing (结果为三) and 一 before a measure word where nothing is counted
    (一项指标) are not taken for quantities. English number words, and that a bare 2015 is a year, are known
    in reports told in English only.
    """
    if is_chinese() and not _SIGNS.search(text):
        return []
    blanked = _blanked(text)
    spans = [(match.start(), unit_end(blanked, match.end())) for match in _ARABIC.finditer(blanked)]
    spans += chinese_quantities(blanked)
    if not is_chinese():
        spans += english_quantities(blanked)
    merged: list[Numeral] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1].end:
            merged[-1] = Numeral(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Numeral(start, end))
    return merged


def _blanked(text: str) -> str:
    """The text with dates, references and names in Latin letters made blank, at the same length."""
    mark = _LIST_MARK.match(text)
    if mark:
        text = _BLANK * mark.end() + text[mark.end() :]
    if not is_chinese():
        text = NOT_QUANTITIES.sub(lambda found: _BLANK * len(found[0]), text)
    return _NOT_QUANTITIES.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    # 报表3份 and AA3户 count; 表3-1 and 第3项 have a form that no count has.
    plain = match["name"] or (match["part"] and not _WITH_PARTS.search(match[0]))
    if plain and match[0][-1].isdigit() and unit_end(match.string, match.end()) > match.end():
        return match[0]
    return _BLANK * len(match[0])
