"""Tables leave the book as numbers and harmless text: which tables, which cells, which CSV lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessbook.workbook.cells import content_of, harmless, number_format
from assessbook.workbook.csv_files import csv_of, headings, write_csv_files
from assessbook.workbook.layout import column_width, lines_of, row_height, text_width
from tests.workbook.edition import CHANGE, NORTH, SHARE, exhibits, rows_of, run


def test_tables_with_figures_and_those_behind_charts_are_numbered_in_reading_order() -> None:
    found = [(exhibit.name, exhibit.caption, exhibit.page.title, exhibit.charted) for exhibit in exhibits()]
    assert found == [("表1", "各镇人口共两镇", "试验报告", False), ("表2", "占比图", "目标", True)]


def test_a_repeated_heading_is_numbered_because_a_spreadsheet_refuses_it() -> None:
    assert headings(exhibits()[0].table) == ["地区", "人口（人）", "人口（人）_2", "说明"]


def test_a_figure_alone_is_a_number_at_full_precision(tmp_path: Path) -> None:
    content = content_of([run(SHARE), "%"], rows_of(tmp_path))
    assert (content.value, content.number_format) == (66.666667, '0.00"%"')
    assert content.figures == (SHARE["figure"],)


def test_a_figure_among_words_is_text_that_names_all_its_figures(tmp_path: Path) -> None:
    content = content_of(["占", run(SHARE), "%，前为", run(NORTH)], rows_of(tmp_path))
    assert content.value == "占66.67%，前为600"
    assert content.figures == (SHARE["figure"], NORTH["figure"])


def test_an_outcome_ends_in_a_full_stop_before_its_explanation_and_stands_alone_without(
    tmp_path: Path,
) -> None:
    badge = {"text": "一致", "role": "badge-agree"}
    assert content_of([badge, "按整数核对。"], rows_of(tmp_path)).value == "一致。按整数核对。"
    assert content_of([badge], rows_of(tmp_path)).value == "一致"


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [("11609", "", "0"), ("3.88", "%", '0.00"%"'), ("\N{MINUS SIGN}0.5", "", "0.0")],
)
def test_a_number_prints_with_the_decimals_of_the_book(text: str, unit: str, expected: str) -> None:
    assert number_format(text, unit) == expected


def test_a_csv_file_holds_the_table_as_printed_with_a_plain_minus(tmp_path: Path) -> None:
    assert csv_of(exhibits()[0].table, rows_of(tmp_path)) == (
        "地区,人口（人）,人口（人）_2,说明\r\n"
        "北镇,600,无数据,'=1+1\r\n"
        "'+南镇,300,-3.0,占66.67%，前为600\r\n"
    )  # fmt: skip


def test_csv_files_begin_with_the_mark_that_excel_needs(tmp_path: Path) -> None:
    write_csv_files(tmp_path / "html", {each.file: each.table for each in exhibits()}, rows_of(tmp_path))
    content = (tmp_path / "html/tables/table-002.csv").read_bytes()
    assert content == "\N{ZERO WIDTH NO-BREAK SPACE}地区,数值\r\n全市,66.67\r\n".encode()
    assert CHANGE["text"].startswith("\N{MINUS SIGN}")


@given(st.text())
def test_no_text_is_left_that_a_spreadsheet_takes_for_a_formula(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert harmless(text).endswith(text)


def test_a_chinese_character_takes_two_columns() -> None:
    assert text_width("人口12") == 6
    assert column_width("说明", ["贫困人口", "户"], least=4, most=40) == 10
    assert column_width("说明", ["贫困人口" * 10], least=4, most=40) == 40


@given(st.text(alphabet="人口ab1，", min_size=1), st.integers(min_value=2, max_value=30))
def test_lines_keep_every_character_and_the_width(text: str, width: int) -> None:
    lines = lines_of(text, width)
    assert "".join(lines) == text
    assert all(text_width(line) <= width for line in lines)


def test_a_row_is_as_high_as_its_longest_cell() -> None:
    # 20 columns of text in a column of 12 (10 without its margins) take two lines of 16 points.
    assert row_height(["贫困人口贫困人口贫困", "户"], [12, 8]) == 32.0
