"""CSV files and the workbook of a build, made by hand: what differs from the book's table is named."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table

from assessbook.verification.book_tables import BookTable, Field
from assessbook.verification.csv_check import check_csv_files
from assessbook.verification.ledger_file import Damaged, LedgerFile, Row
from assessbook.verification.report import Findings
from assessbook.verification.workbook_check import WorkbookCheck
from assessbook.verification.workbook_file import read_workbook

FIGURE = "plan/2015/north/share"
TABLE = BookTable(
    1,
    "notebooks/north.ipynb",
    "北乡情况",
    (Field("项目"), Field("数值（%）")),
    ((Field("比重"), Field("−3.50", (FIGURE,), -3.504, "−3.50")), (Field("=合计"), Field("无数据"))),
)
CSV = "\ufeff项目,数值（%）\r\n比重,-3.50\r\n'=合计,无数据\r\n"
COLUMNS = {
    "figure": FIGURE, "indicator_name": "比重", "item_name": "", "region_name": "北乡", "year": "2015",
    "value": -3.504, "unit": "%", "text": "−3.50", "formula": "1 − 2", "notebook": "north", "cell": "share",
}  # fmt: skip
LEDGER = LedgerFile({FIGURE: Row(COLUMNS, {}, (("data/a.xlsx!表1!A1", "1", "", ""),), ())}, {})


def csv_findings(folder: Path, text: str) -> list[str]:
    (folder / "html/tables").mkdir(parents=True)
    (folder / "html/tables/table-001.csv").write_bytes(text.encode("utf-8"))
    findings = Findings()
    check_csv_files(folder, "build", {1: TABLE}, "build/ledger.db", findings)
    return [str(finding).removeprefix("build/html/tables/table-001.csv") for finding in findings.sorted()]


def test_a_csv_file_as_it_was_written_has_no_findings(tmp_path: Path) -> None:
    assert csv_findings(tmp_path, CSV) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("-3.50", "-3.51", f" › line 2, field 2: text of {FIGURE} was -3.50, is -3.51"),
        ("-3.50", "−3.50", f" › line 2, field 2: text of {FIGURE} was -3.50, is −3.50"),
        ("'=合计", "=合计", " › line 3, field 1: words was '=合计, is =合计"),
        ("（%）", "（‰）", " › line 1, field 2: words was 数值（%）, is 数值（‰）"),
        (",无数据", "", " › line 3: line was 2 fields, is 1 fields"),
        ("无数据\r\n", "无数据\r\n共计,9\r\n", " › line 4: line was no such line, is 2 fields"),
        ("\ufeff", "", ": byte order mark was there, is not there"),
        ("无数据", '"无数据', ": file was readable, is it can't be read: unexpected end of data"),
    ],
)
def test_a_csv_file_that_differs_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert CSV.count(old) == 1
    assert csv_findings(tmp_path, CSV.replace(old, new)) == [told]


def test_a_csv_file_that_is_gone_is_named(tmp_path: Path) -> None:
    findings = Findings()
    check_csv_files(tmp_path, "build", {1: TABLE}, "build/ledger.db", findings)
    assert [str(each) for each in findings.sorted()] == [
        "build/html/tables/table-001.csv: file was there, is no such file"
    ]


# ---------------------------------------------------------------- the workbook


def workbook() -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表1"
    for line in (["表1　北乡情况"], ["项目", "数值（%）"], ["比重", -3.504], ["=合计", "无数据"]):
        sheet.append(line)
    sheet["A4"].data_type = "s"
    sheet["B3"].number_format = "0.00"
    sheet["B3"].hyperlink = Hyperlink(ref="B3", location="'数字索引'!A4", tooltip="数字索引：F0001")
    sheet.add_table(Table(displayName="table_1", ref="A2:B4"))
    index = book.create_sheet("数字索引")
    for line in (["数字索引"], [], ["编码"]):
        index.append(line)
    index.append(
        ["F0001", "比重", "", "北乡", "2015", -3.504, "%", "−3.50", "1 − 2", "data/a.xlsx!表1!A1", "north",
         "share", FIGURE]
    )  # fmt: skip
    return book


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def workbook_findings(content: bytes, table: BookTable = TABLE) -> list[str]:
    findings = Findings()
    check = WorkbookCheck(read_workbook(content), "tables.xlsx", LEDGER, "ledger.db", findings)
    check.check({1: table})
    return [str(finding).removeprefix("tables.xlsx › ") for finding in findings.sorted()]


def test_a_workbook_as_it_was_written_has_no_findings() -> None:
    assert workbook_findings(saved(workbook())) == []


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "told"),
    [
        ("表1", "B3", -3.505, f"表1!B3: value of {FIGURE} was -3.504, is -3.505"),
        ("表1", "B4", "5", "表1!B4: words was 无数据, is 5"),
        ("表1", "A1", "表1　南乡情况", "表1: caption was 表1 北乡情况, is 表1 南乡情况"),
        ("数字索引", "F4", -3.5, f"数字索引!F4: value of {FIGURE} was -3.504, is -3.5"),
        ("数字索引", "I4", "1 − 3", f"数字索引!I4: formula of {FIGURE} was 1 − 2, is 1 − 3"),
        ("数字索引", "A5", "F0002", "数字索引!A5: line was no such line, is F0002"),
    ],
)
def test_a_cell_that_differs_is_named(sheet: str, cell: str, value: float | str, told: str) -> None:
    book = workbook()
    book[sheet][cell] = value
    assert workbook_findings(saved(book)) == [told]


def test_a_format_that_hides_decimals_and_a_link_to_another_line_are_named() -> None:
    book = workbook()
    book["表1"]["B3"].number_format = "0.0"
    book["表1"]["B3"].hyperlink = Hyperlink(ref="B3", location="'数字索引'!A5", tooltip="数字索引：F0001")
    assert workbook_findings(saved(book)) == [
        f"表1!B3: link of {FIGURE} was '数字索引'!A4, is '数字索引'!A5",
        f"表1!B3: number format of {FIGURE} was 0.00, is 0.0",
    ]


WORDS = "占−3.50%，按现行标准核对，按现行标准核对，按现行标准核对"


@pytest.mark.parametrize(
    ("remark", "told"),
    [
        ("数字索引：F0001", []),
        ("数字索引：F0002", [f"表1!B4: remark of {FIGURE} was 数字索引：F0001, is 数字索引：F0002"]),
        (None, [f"表1!B4: link of {FIGURE} was '数字索引'!A4, is no link",
                f"表1!B4: words of the link of {FIGURE} was 数字索引：F0001, is no link"]),
    ],
)  # fmt: skip
def test_long_words_name_their_figure_in_a_remark_instead_of_a_link(
    remark: str | None, told: list[str]
) -> None:
    book = workbook()
    book["表1"]["B4"] = WORDS
    if remark:
        book["表1"]["B4"].comment = Comment(remark, "assessbook")
    table = replace(TABLE, rows=(TABLE.rows[0], (TABLE.rows[1][0], Field(WORDS, (FIGURE,)))))
    assert workbook_findings(saved(book), table) == told


def test_a_sheet_that_is_gone_is_named() -> None:
    book = workbook()
    del book["数字索引"]
    assert workbook_findings(saved(book)) == ["数字索引: sheet was there, is no such sheet"]


def test_texts_are_read_whether_they_stand_in_the_cell_or_in_the_shared_list() -> None:
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<si><r><t>比</t></r><r><t>重</t></r></si></sst>"
    )
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(workbook()))) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode("utf-8")
            if name == "xl/worksheets/sheet1.xml":
                begin, end = text.index('<c r="A3"'), text.index('<c r="B3"')
                text = f'{text[:begin]}<c r="A3" t="s"><v>0</v></c>{text[end:]}'
            new.writestr(name, text)
        new.writestr("xl/sharedStrings.xml", shared)
    assert read_workbook(content.getvalue())["表1"].value("A3") == "比重"


@pytest.mark.parametrize("content", [b"", b"not a workbook", saved(workbook())[:900]])
def test_what_is_no_workbook_is_said_to_be_damaged(content: bytes) -> None:
    with pytest.raises(Damaged):
        read_workbook(content)


def test_a_workbook_without_one_of_its_parts_is_said_to_be_damaged() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(workbook()))) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            if name != "xl/styles.xml":
                new.writestr(name, old.read(name))
    with pytest.raises(Damaged, match=r"styles\.xml"):
        read_workbook(content.getvalue())
