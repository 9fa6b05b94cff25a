"""Every plan cites its document word for word.

The documents themselves aren't part of the project. Quotes are compared with them where they are at
hand: `<programme>.txt` in the folder that ASSESSBOOK_DOCUMENTS names, or in `shared/seeds` beside the
repository. What can be said of a plan without its document is tested always.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "params").glob("*/plan.yaml"))
PROGRAMMES = [path.parent.name for path in PLANS]
LISTS = (
    "targets",
    "definitions",
    "poverty_lines",
    "fund_rules",
    "mechanisms",
    "reports_due",
    "grade_bands",
)
LONGEST_QUOTE = 60
# Counted in the documents by hand: targets in sentences. Rows of tables and second numbers of a sentence
# are entries of their own and aren't counted.
TARGETS_IN_SENTENCES = {
    "jilin-2012": 21,
    "jilin-2016": 75,
    "jiaohe-2016": 57,
    "lianzhou-2013": 41,
    "zhejiang-2013": 52,
}
SPELLED = {
    1: "一",
    2: "两",
    4: "四",
    6: "六",
    8: "八",
    10: "十",
    30: "三十",
    1000: "千",
    10_000: "万",
    1_000_000: "百万",
}
ROW_OR_SECOND_NUMBER = re.compile(r"_t\d\d_|_and_")


@lru_cache
def content(programme: str) -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(
        (ROOT / "params" / programme / "plan.yaml").read_text(encoding="utf-8")
    )
    return loaded


def entries(programme: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every entry of a plan that quotes its document, with the name it is found by."""
    plan = content(programme)
    for kind in LISTS:
        for entry in plan.get(kind, []):
            yield f"{kind} {entry.get('id', entry.get('year'))}", entry


def squeezed(text: str) -> str:
    """The text without white space and without the difference of full and half width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def document(programme: str) -> str:
    named = os.environ.get("ASSESSBOOK_DOCUMENTS")
    folder = Path(named) if named else ROOT.parent / "shared" / "seeds"
    path = folder / f"{programme}.txt"
    if not path.is_file():
        where = "the folder ASSESSBOOK_DOCUMENTS names" if named else "shared/seeds beside the repository"
        pytest.skip(f"{programme}.txt is not in {where}; set ASSESSBOOK_DOCUMENTS to a folder that has it")
    return squeezed(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_quote_stands_in_the_document(programme: str) -> None:
    text = document(programme)
    strangers = [
        f"{name}: {entry['quote']}"
        for name, entry in entries(programme)
        if squeezed(entry["quote"]) not in text
    ]
    assert strangers == []


def test_all_five_programmes_have_a_plan() -> None:
    assert sorted(TARGETS_IN_SENTENCES) == PROGRAMMES


@pytest.mark.parametrize(("programme", "count"), TARGETS_IN_SENTENCES.items())
def test_no_target_of_a_sentence_is_left_out(programme: str, count: int) -> None:
    ids = [target["id"] for target in content(programme)["targets"]]
    assert len([name for name in ids if not ROW_OR_SECOND_NUMBER.search(name)]) == count


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_second_number_stands_directly_behind_the_sentence_it_belongs_to(programme: str) -> None:
    ids = [target["id"] for target in content(programme)["targets"]]
    for before, name in pairwise(ids):
        if "_and_" in name:
            assert before.split("_and_")[0] == name.split("_and_")[0]


def test_the_rows_of_the_tables_of_jiaohe_are_complete() -> None:
    ids = [target["id"] for target in content("jiaohe-2016")["targets"]]
    rows = {
        table: len([name for name in ids if f"_{table}_" in name]) for table in ("t13", "t21", "t22", "t31")
    }
    # 表1-3: nine rows for two years, two rows with one number; 表2-1: two rows for five years;
    # 表2-2: twelve rows for two years; 表3-1: six rows and their total.
    assert rows == {"t13": 9 * 2 + 2, "t21": 2 * 5, "t22": 12 * 2, "t31": 7}


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_no_id_stands_twice(programme: str) -> None:
    names = [name for name, _ in entries(programme)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_quotes_are_short(programme: str) -> None:
    quotes = {name: entry["quote"] for name, entry in entries(programme)}
    assert {name: len(quote) for name, quote in quotes.items() if not 0 < len(quote) <= LONGEST_QUOTE} == {}


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_entry_has_a_name_and_a_section(programme: str) -> None:
    without = [
        name
        for name, entry in entries(programme)
        if not entry["section"].strip()
        or not str(entry.get("name", entry.get("term", entry.get("year")))).strip()
    ]
    assert without == []


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_stated_number_is_in_its_quote(programme: str) -> None:
    """As printed digits, in 万 or 亿 where the document prints it so, or spelled out."""
    without = []
    for target in content(programme)["targets"]:
        number = target.get("threshold")
        if number is None or target["stated"] != "yes":
            continue
        printed = {f"{number / scale:g}" for scale in (1, 1e4, 1e8)} | {
            f"{number:.0f}",
            f"{number * 1e4:.0f}",
        }
        quote = squeezed(target["quote"])
        if not any(form in quote for form in (*printed, SPELLED.get(number, f"{number:g}"))):
            without.append(f"{target['id']}: {number:g} isn't in {target['quote']}")
    assert without == []
