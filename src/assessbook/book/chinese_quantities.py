"""Quantities in Chinese numerals: 三座, 一百二十户, 百分之七, 三成, 过半, 翻一番, 十余人.

Chinese writes numbers with characters that are parts of ordinary words too (一般, 万一, 十分), so a quantity
is told by its grammar: a well-formed number before a unit or a measure word, a number with a place (十, 百,
千, 万, 亿) of its own, a fraction, or a word for a half or a doubling. No word is excepted by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGITS = "一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_ZEROS = "零〇"
_PLACES = "十百千万亿拾佰仟萬億"
_CHARACTERS = f"{_DIGITS}{_ZEROS}{_PLACES}廿卅"

_DIGIT = f"[{_DIGITS}]"
_TENS = f"(?:{_DIGIT}?[十拾]{_DIGIT}?|[廿卅]{_DIGIT}?|{_DIGIT})"
_HUNDREDS = f"(?:{_DIGIT}[百佰](?:[{_ZEROS}]{_DIGIT}|{_TENS})?|{_TENS})"
_THOUSANDS = f"(?:{_DIGIT}[千仟](?:[{_ZEROS}]{_TENS}|{_HUNDREDS})?|{_HUNDREDS})"
_MYRIADS = f"(?:{_THOUSANDS}[万萬](?:[{_ZEROS}]?{_THOUSANDS})?|{_THOUSANDS})"
_WHOLE = f"(?:{_THOUSANDS}[万萬]?[亿億](?:[{_ZEROS}]?{_MYRIADS})?|{_MYRIADS})"
_NUMBER = re.compile(_WHOLE)
# Several digits without a place are a number by position (二〇), or an estimate (三五户).
_BY_POSITION = re.compile(f"[{_DIGITS}{_ZEROS}]{{2,}}")
_RUN = re.compile(f"[{_CHARACTERS}]+(?:点[{_DIGITS}{_ZEROS}]+[{_PLACES}]*)?")

# Money, length, area, weight, energy, rates, and what statistics of a countryside count.
_UNITS = (
    "元|角|块钱|亩|公顷|平方|立方|公里|千米|里路|米|吨|公斤|斤|克|升|千瓦|兆瓦|度电|倍|番|成|折|百分点|"
    "户|人|口|名|村|屯|乡|镇|县|市|区|州|省|街道|社区|岁|天|小时|分钟|座|头|匹|羽|尾|株|棵|栋|幢|间|眼|口井|辆|艘|架|"
    "盏|公分|厘米|桥"
)
# What is counted one by one. After 一 these may stand for "a": 一项指标.
_MEASURE_WORDS = (
    "个|只|位|家|套|处|所|条|项|类|种|件|份|批|次|回|轮|年|周|季|组|队|层|段|张|册|篇|章|节|款|页|行|列|格|句|点|"
    "部|根|支|枝|扇|副|笔|宗|例|场|顿|趟|遍|门|片|台|本|间|颗|排|串|堆|桩|员|箱|袋|桶|瓶|股|圈|团|幅|盘|把"
)
_SPACE = r"[\s\u200b\ufeff]*"
_BETWEEN = "[大小]?[余多几来]?"
_UNIT = re.compile(f"{_SPACE}[余多几来]?{_SPACE}(?:个百分点|[万亿]?(?:{_UNITS}))")
_COUNTED = re.compile(f"{_SPACE}{_BETWEEN}{_SPACE}(?:{_MEASURE_WORDS})")
# 成 as tenths, not as the first character of a verb or noun: 三成农户, but 一成立, 二成果.
_VERB = re.compile("成[立为员果本功效熟年长绩因分品交就套型形不]")
_COUNTING = re.compile(
    f"(?:共|有|达|计|仅|只|余|约|近|超|逾|增|减|剩|缺|差|加|少|多|足|了|建成|新建|完成){_SPACE}$"
)
_TOTALLING = re.compile(
    f"(?:共有?|总计|合计|累计|仅有|只有|达到?|超过|不足|不到|约|近|逾|不少于|不超过){_SPACE}$"
)
_ANY_ONE = "另同每这那某任哪此上下前后头各统唯逐第之单专进"
_RANK = re.compile("(?:[位名]|[，。；、）]|$)")
_RANKED = re.compile("(?:列|居|排|名|排在|位于|倒数)第$")

_FRACTION = re.compile(
    f"[{_CHARACTERS}\\d]+{_SPACE}分之{_SPACE}[{_CHARACTERS}点半]+"
    f"|[{_DIGITS}]{_SPACE}[比]{_SPACE}[{_DIGITS}](?![较对照如])"
)
_HALF = re.compile(
    "一半|半数|[过逾超近]半(?!年|月|天|径|程)|超过半数|大半|多半|翻[了一两三四]*番|成百上千|成千上万|"
    "(?:数|几|好几|上|近|成)[十百千万亿]+(?=[余多]?[个户人名座条项元亩次家亿万种头只年天])|"
    "[十百千万]+[余多几来](?=[个户人名座条项元亩次家亿万种头只年天])|"
    f"几(?={_SPACE}(?:户|人|座|元|亩|吨|成|倍)(?!何))"
)


def chinese_quantities(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every quantity in Chinese numerals, with its measure word, in no certain order."""
    for pattern in (_FRACTION, _HALF):
        yield from ((match.start(), unit_end(text, match.end())) for match in pattern.finditer(text))
    for match in _RUN.finditer(text):
        end = _end_of_quantity(text, match)
        if end:
            yield match.start(), end


def unit_end(text: str, place: int) -> int:
    """Where a unit or measure word that begins at a place ends; the place itself if none does."""
    found = _UNIT.match(text, place) or _COUNTED.match(text, place)
    return found.end() if found else place


def _end_of_quantity(text: str, match: re.Match[str]) -> int:
    """Where the quantity that a run of numerals begins ends; 0 if it is no quantity."""
    run, before = match[0], text[max(0, match.start() - 8) : match.start()]
    whole = run.partition("点")[0]
    number = _NUMBER.fullmatch(whole)
    if number is None and not _BY_POSITION.fullmatch(whole):
        return 0
    unit = _UNIT.match(text, match.end())
    counted = _COUNTED.match(text, match.end())
    found = unit or counted
    end = found.end() if found else match.end()
    if before.endswith("第"):
        return end if _RANK.match(text, match.end()) and (found or _RANKED.search(before)) else 0
    if run in ("一", "壹"):
        return end if _is_counted_one(text, match, unit, counted, before) else 0
    if found:
        is_verb = _VERB.match(text, match.end())
        idiom = text.startswith("位一体", match.end())
        return 0 if is_verb or idiom else end
    has_place = len(whole) > 1 and any(place in whole[1:] for place in "百千万亿佰仟萬億")
    if "点" in run or has_place or _TOTALLING.search(before):
        return end
    return 0


def _is_counted_one(
    text: str, match: re.Match[str], unit: re.Match[str] | None, counted: re.Match[str] | None, before: str
) -> bool:
    """Whether 一 counts: not in 另一处, 一户一策, 一成立; before a measure word only where something is counted."""
    found = unit or counted
    if found is None or before[-1:] in _ANY_ONE or _VERB.match(text, match.end()):
        return False
    if text.startswith("一", match.end() + 1) or text[max(0, match.start() - 2) : match.start() - 1] == "一":
        return False
    return unit is not None or bool(_COUNTING.search(before))
