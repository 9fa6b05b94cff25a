"""How wide columns are, when a table is set smaller, turned or split, and what lines decimal points up."""

from __future__ import annotations

from typing import Any

from assessbook.pdf.runs import RunWriter
from assessbook.pdf.tables import ems, table_item
from tests.pdf.edition import table
from tests.workbook.edition import NORTH, PEOPLE, column, row, run

WRITER = RunWriter({})


def made(content: dict[str, Any]) -> dict[str, Any]:
    return table_item(content, WRITER, number="表1-1", target="table-1-1", feet=[])


def of(columns: int, rows: int = 1) -> dict[str, Any]:
    content: dict[str, Any] = table(NORTH, columns, rows)["content"]
    return made(content)


def test_a_chinese_character_is_one_em_wide_and_a_digit_a_little_more_than_half() -> None:
    assert ems("贫困人口") == 4
    assert round(ems("2015"), 2) == 2.28
    # Between the digits and 年 a page leaves a quarter.
    assert round(ems("2015年"), 2) == 3.53


def test_a_table_that_fits_stands_upright_in_nine_point() -> None:
    assert [(each["turned"], each["size"]) for each in (of(1), of(7))] == [(False, 9.0), (False, 9.0)]


def test_a_table_a_little_too_wide_is_set_smaller() -> None:
    # Heads of 6 characters, 第1项人口, and (人): 4 em each and 1 em room; 9 columns need 45 + 4 em of 49.1 in 9 pt.
    assert [(of(count)["turned"], of(count)["size"]) for count in (9, 10, 11)] == [
        (False, 9.0),
        (False, 8.0),
        (True, 8.0),
    ]


def test_a_wider_table_is_turned() -> None:
    item = of(14)
    assert item["turned"]
    assert len(item["parts"]) == 1
    assert len(item["parts"][0]["heads"]) == 15


def test_a_table_too_wide_for_a_turned_page_is_split_and_each_part_has_the_first_column() -> None:
    parts = of(40)["parts"]
    assert len(parts) == 3
    assert [part["heads"][0]["name"] for part in parts] == ["地区"] * 3
    shown = [head["name"] for part in parts for head in part["heads"][1:]]
    assert shown == [f"第{number}项人口" for number in range(1, 41)]
    assert all(row["label"] == "第1行" for part in parts for row in part["rows"])


def test_a_short_table_stays_on_one_page_and_a_long_one_may_be_broken() -> None:
    assert of(2, rows=15)["keep"]
    assert not of(2, rows=60)["keep"]


def test_decimal_points_are_lined_up_with_room_for_digits_that_are_not_printed() -> None:
    content = {
        **PEOPLE,
        "columns": [column("数值")],
        "rows": [row(text, [{**run(NORTH), "text": text}]) for text in ("600", "3.5", "66.67")],
    }
    cells = [line["cells"][0] for line in made(content)["parts"][0]["rows"]]
    assert [cell["padding"] for cell in cells] == [".00", "0", ""]


def test_words_in_a_numeric_column_are_set_as_words() -> None:
    first, second = made(PEOPLE)["parts"][0]["rows"]
    assert [cell["numeric"] for cell in first["cells"]] == [True, True, False]
    assert first["cells"][1]["runs"] == [{"kind": "missing", "text": "无数据"}]
    assert second["total"]


def test_a_column_of_long_words_gets_the_room_that_numbers_leave() -> None:
    content = {
        **PEOPLE,
        "columns": [column("数值"), column("说明", numeric=False)],
        "rows": [row("北镇", [run(NORTH)], ["原文未注明年份，" * 20])],
    }
    label, number, words = made(content)["parts"][0]["widths"]
    assert words > 4 * number
    assert words > 4 * label


def test_a_table_of_few_short_words_does_not_fill_the_page() -> None:
    assert of(1)["parts"][0]["breadth"] == 0.55
    assert of(9)["parts"][0]["breadth"] == 1.0


def with_words(words: str) -> dict[str, Any]:
    """A table of three numbers and a last column of words."""
    return {
        "caption": ["目标"],
        "stub": "目标",
        "columns": [*(column(name) for name in ("要求", "实际", "差距")), column("原文", numeric=False)],
        "rows": [row("人口", [run(NORTH)], [run(NORTH)], [run(NORTH)], [words])],
        "notes": [],
        "sources": [],
    }


def test_long_words_of_the_last_column_stand_below_the_numbers_of_their_row() -> None:
    long = "原文逐字照录的一长段说明" * 4
    (part,) = made(with_words(long))["parts"]
    assert [head["name"] for head in part["heads"]] == ["目标", "要求", "实际", "差距"]
    assert part["tail_head"] == "原文"
    (line,) = part["rows"]
    assert (len(line["cells"]), line["tail"]) == (3, [long])


def test_short_words_of_the_last_column_stay_a_column() -> None:
    (part,) = made(with_words("照录"))["parts"]
    assert "tail_head" not in part
