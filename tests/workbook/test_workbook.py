"""`tables.xlsx`: real numbers that lead to their lines, text that stays text, and a reading back that catches lies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from assessbook.book.pages import BookFacts
from assessbook.core.problems import CheckFailed
from assessbook.ledger.codes import short_codes
from assessbook.workbook.read_back import check_workbook
from assessbook.workbook.write import write_workbook
from tests.workbook.edition import (
    CHANGE,
    DEFINITIONS,
    DOCUMENTS,
    FACTS,
    NORTH,
    REGISTER,
    SHARE,
    exhibits,
    row,
    rows_of,
    run,
)

# How often tables show each figure, counted by hand: 600 twice, 66.67 in a cell of words and behind the chart.
SHOWN = {"F0002": 2, "F0003": 1, "F0004": 1, "F0005": 2}


def written(folder: Path, facts: BookFacts = FACTS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tables.xlsx"
    write_workbook(path, facts, exhibits(), rows_of(folder), DEFINITIONS, DOCUMENTS, REGISTER)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    return load_workbook(written(tmp_path))


def texts(folder: Path) -> dict[str, str]:
    rows = rows_of(folder)
    return {code: rows[figure].text for figure, code in short_codes(rows).items()}


def row_of(book: Workbook, sheet: str, label: str) -> int:
    return next(cell.row for cell in book[sheet]["A"] if cell.value == label)


def test_sheets_stand_in_the_order_of_the_book(book: Workbook) -> None:
    assert book.sheetnames == [
        "封面", "目录", "说明", "表1", "表2", "观测指标", "计算指标", "来源文件", "编制说明与签发", "数字索引",
    ]  # fmt: skip


def test_numbers_are_numbers_with_the_format_of_the_book(book: Workbook) -> None:
    sheet = book["表1"]
    row = row_of(book, "表1", "+南镇")
    assert (sheet.cell(row, 2).value, sheet.cell(row, 2).number_format) == (300, "0")
    assert (sheet.cell(row, 3).value, sheet.cell(row, 3).number_format) == (-3, "0.0")


def test_text_that_looks_like_a_formula_is_text(book: Workbook) -> None:
    row = row_of(book, "表1", "北镇")
    assert (book["表1"].cell(row, 4).value, book["表1"].cell(row, 4).data_type) == ("=1+1", "s")
    assert (book["封面"]["A1"].value, book["封面"]["A1"].data_type) == ("=试验报告", "s")


def test_a_number_leads_to_its_line_in_the_index(book: Workbook) -> None:
    row = row_of(book, "表1", "+南镇")
    link = book["表1"].cell(row, 3).hyperlink
    target = link.location.removeprefix("'数字索引'!")
    line = book["数字索引"][target].row
    assert book["数字索引"].cell(line, 13).value == CHANGE["figure"]
    assert book["数字索引"].cell(line, 10).value == "data/plan/tables.xlsx!表1-1!C6"


def test_a_cell_of_several_figures_names_them_all(book: Workbook) -> None:
    row = row_of(book, "表1", "+南镇")
    assert book["表1"].cell(row, 4).comment.text == "数字索引：F0005、F0002"


def long_worded(folder: Path) -> Path:
    """The workbook with one row of words, and a title, that are longer than their columns."""
    first, *others = exhibits()
    words = ["占", run(SHARE), "%" + "，按现行标准核对" * 5]
    table = {**first.table, "rows": [row("北镇", [run(NORTH)], [run(CHANGE)], words)]}
    long = replace(first, table=table, caption="各镇人口的变化" * 7)
    path = folder / "tables.xlsx"
    write_workbook(path, FACTS, [long, *others], rows_of(folder), DEFINITIONS, DOCUMENTS, REGISTER)
    return path


def test_words_longer_than_their_column_have_a_remark_because_a_link_would_be_cut_in_print(
    tmp_path: Path,
) -> None:
    path = long_worded(tmp_path)
    cell = load_workbook(path)["表1"].cell(row_of(load_workbook(path), "表1", "北镇"), 4)
    assert (cell.hyperlink, cell.comment.text) == (None, "数字索引：F0005")
    check_workbook(path, texts(tmp_path), {"F0002": 1, "F0003": 1, "F0005": 2})


def test_a_figure_that_is_only_remarked_on_is_compared_with_the_ledger(tmp_path: Path) -> None:
    path = long_worded(tmp_path)
    book = load_workbook(path)
    cell = book["表1"].cell(row_of(book, "表1", "北镇"), 4)
    cell.value = str(cell.value).replace("66.67", "66.76")
    book.save(path)
    with pytest.raises(CheckFailed, match=r"F0005 is 66\.67, here 占66\.76"):
        check_workbook(path, texts(tmp_path), {"F0002": 1, "F0003": 1, "F0005": 2})


def test_in_the_contents_a_long_title_wraps_and_its_number_leads_to_the_table(tmp_path: Path) -> None:
    sheet = load_workbook(long_worded(tmp_path))["目录"]
    long, short = ([bool(cell.hyperlink) for cell in line[:2]] for line in sheet.iter_rows(3, 4))
    assert (long, short) == ([True, False], [True, True])
    names = [cell.value for line in sheet.iter_rows(3, max_col=1) for cell in line]
    assert max(names, key=len) == "编制说明与签发"  # seven characters take fourteen columns
    assert sheet.column_dimensions["A"].width >= 14


def test_headings_are_frozen_and_repeated_and_the_print_is_one_page_wide(book: Workbook) -> None:
    sheet = book["表1"]
    head = row_of(book, "表1", "地区")
    assert sheet.freeze_panes == f"B{head + 1}"
    assert sheet.print_title_rows == f"${head}:${head}"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert not sheet.merged_cells.ranges
    assert sheet.tables["table_1"].ref == f"A{head}:D{head + 2}"


def test_every_sheet_of_made_up_data_says_so(book: Workbook) -> None:
    said = "本书数据由程序生成，仅供演示和检验，不反映任何地区的实际情况，不得引用。"
    assert {sheet.oddHeader.center.text for sheet in book.worksheets} == {said}


@pytest.mark.parametrize(("status", "said"), [("draft", "征求意见稿，尚未签发，不得引用。"), ("real", None)])
def test_every_sheet_of_a_draft_says_so_in_print_and_on_the_screen(
    tmp_path: Path, status: str, said: str | None
) -> None:
    book = load_workbook(written(tmp_path, replace(FACTS, status=status)))
    assert {sheet.oddHeader.center.text for sheet in book.worksheets} == {said}
    shown = {
        sheet.title
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.value == said
    }
    assert shown == (set(book.sheetnames) if said else shown)


def test_the_register_is_a_list_with_a_line_for_each_of_its_lines(book: Workbook) -> None:
    rows = [[cell.value for cell in line] for line in book["编制说明与签发"].iter_rows(min_row=3)]
    assert rows == [
        ["类别", "编号或单元格", "内容", "依据、理由或意见", "本年度取值", "责任人", "日期"],
        ["假定", "1.", "按基期计算。", "规划。", "—", "—", "—"],
        ["签发", "—", "尚未签发。", "—", "—", "—", "—"],
    ]


def test_contents_lead_to_every_table(book: Workbook) -> None:
    links = [cell.hyperlink.location for cell in book["目录"]["A"] if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in [*book.sheetnames[3:5], "说明", *book.sheetnames[5:]]]


def test_the_same_edition_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path / "one").read_bytes() == written(tmp_path / "二").read_bytes()


def test_a_true_workbook_passes(tmp_path: Path) -> None:
    check_workbook(written(tmp_path), texts(tmp_path), SHOWN)


@pytest.mark.parametrize(
    ("label", "column", "value", "said"),
    [
        ("+南镇", 2, 301, "表1!B8: F0004 is 300, here 301"),
        ("+南镇", 3, -3.1, "F0003 is \N{MINUS SIGN}3.0, here \N{MINUS SIGN}3.1"),
        ("+南镇", 4, "占66.76%，前为600", "F0005 is 66.67, here 占66.76%，前为600"),
    ],
)
def test_an_altered_number_is_named(
    tmp_path: Path, label: str, column: int, value: float | str, said: str
) -> None:
    path = written(tmp_path)
    book = load_workbook(path)
    book["表1"].cell(row_of(book, "表1", label), column).value = value
    book.save(path)
    with pytest.raises(CheckFailed, match=r"differs from the ledger") as failure:
        check_workbook(path, texts(tmp_path), SHOWN)
    assert said in str(failure.value)


def test_a_figure_that_lost_its_link_is_missed(tmp_path: Path) -> None:
    path = written(tmp_path)
    book = load_workbook(path)
    book["表1"].cell(row_of(book, "表1", "北镇"), 2).hyperlink = None
    book.save(path)
    with pytest.raises(CheckFailed, match="F0002 is shown by 2 cells, here shown by 1"):
        check_workbook(path, texts(tmp_path), SHOWN)


def test_an_altered_line_of_the_index_is_named(tmp_path: Path) -> None:
    path = written(tmp_path)
    book = load_workbook(path)
    line = next(cell.row for cell in book["数字索引"]["M"] if cell.value == SHARE["figure"])
    book["数字索引"].cell(line, 6).value = 66.7
    book.save(path)
    with pytest.raises(CheckFailed, match=r"数字索引: F0005 is 66.67, here 66.70"):
        check_workbook(path, texts(tmp_path), SHOWN)
    assert NORTH["text"] == "600"
