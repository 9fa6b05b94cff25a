"""Figures recomputed from a workbook and a plan, by hand and by the evaluator."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from assessbook.verification.cells import Cells
from assessbook.verification.evaluator import check_figures
from assessbook.verification.ledger_file import Row
from assessbook.verification.report import Findings

FILE, SHEET, PLAN = "data/p/t.xlsx", "表", "params/p/plan.yaml"
LEDGER = "build/p/2015/ledger.db"
PLAN_TEXT = """\
document: {title: 《规划》}
targets:
  - {id: half, quote: 双过半, section: 第二章, threshold: 50, upper: 60, base: {year: 2015, value: 12.5}, note: ""}
  - {id: built, quote: 建成3项, section: 第二章, threshold: 3, note: 原文如此}
"""
CELLS = {"A1": 2.4, "A2": 5.001, "A3": "567人", "A4": 3, "A5": "佟家村", "A6": 0.1, "A7": 0.2, "A8": 0.3}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one workbook and one plan."""
    for name in (FILE, PLAN):
        (tmp_path / name).parent.mkdir(parents=True)
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    for cell, value in CELLS.items():
        sheet[cell] = value
    workbook.save(tmp_path / FILE)
    (tmp_path / PLAN).write_text(PLAN_TEXT, encoding="utf-8")
    return tmp_path


def leaf(cell: str, value: float, unit: str, decimals: int, raw: str) -> dict[str, Any]:
    """A source of a derivation."""
    source = {"file": FILE, "sheet": SHEET, "cell": cell, "raw": raw, "citation": "", "decimals": decimals}
    return {"operation": "source", "value": value, "unit": unit, "source": source}


def entry(cell: str, value: float, unit: str, label: str, quote: str, note: str = "") -> dict[str, Any]:
    """A source in the plan."""
    source = {"file": PLAN, "sheet": "targets", "cell": cell, "raw": quote, "citation": "《规划》第二章"}
    decimals = 1 if value == 12.5 else 0
    extra = {"note": note} if note else {}
    return {
        "operation": "source", "value": value, "unit": unit, "label": label,
        "source": {**source, "decimals": decimals, **extra},
    }  # fmt: skip


def node(operation: str, value: float, unit: str, *inputs: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An operation of a derivation."""
    return {"operation": operation, "value": value, "unit": unit, "inputs": list(inputs), **more}


SHARE = node(
    "convert", 240000 / 5001, "%",
    node("divide", 2.4 / 5.001, "", leaf("A1", 2.4, "亿元", 1, "2.4"), leaf("A2", 5.001, "亿元", 3, "5.001")),
    parameter=100.0,
)  # fmt: skip


def row(derivation: dict[str, Any], text: str, formula: str, /, **columns: Any) -> Row:
    """A figure that is all right unless `columns` says otherwise."""
    derived = derivation["operation"] != "source"
    return Row(
        {
            "figure": "p/2015/r/x", "value": float(derivation["value"]), "unit": derivation["unit"],
            "text": text, "formula": formula, "status": "derived" if derived else "observed", **columns,
        },
        derivation, (), (),
    )  # fmt: skip


def check(root: Path, figure: Row, *altered: str) -> list[str]:
    """The lines of what is found."""
    findings = Findings(set(altered))
    check_figures([figure], Cells(root, figure.addresses), LEDGER, findings)
    return [str(finding) for finding in findings.sorted()]


@pytest.mark.parametrize(
    ("derivation", "text", "formula"),
    [
        (SHARE, "47.99", "2.4 ÷ 5.001 × 100%"),
        (leaf("A3", 567, "人", 0, "567人"), "567", "567"),
        (node("sum", 1, "个", leaf("A5", 1, "个", 0, "佟家村")), "1", "1"),
        (node("add", 2.5, "亿元", leaf("A1", 2.4, "亿元", 1, "2.4"), leaf("A6", 0.1, "亿元", 1, "0.1")), "2.5", "2.4 + 0.1"),
        (
            node("power", 3 ** (1 / 2), "", leaf("A4", 3, "", 0, "3"), parameter=0.5),
            "1.73",
            "3^(1/2)",
        ),
        (entry("half", 50, "%", "累计脱贫人口比重（目标）", "双过半"), "50", "50"),
        (entry("half.upper", 60, "%", "比重（目标上限）", "双过半"), "60", "60"),
        (entry("half.base", 12.5, "%", "比重（基期值）", "双过半"), "12.5", "12.5"),
        (entry("built", 3, "项", "项目（目标）", "建成3项", "原文如此"), "3", "3"),
        (node("sum", 1, "项", entry("built", 1, "项", "规划目标（项目，某县，2015年）", "建成3项", "原文如此")), "1", "1"),
    ],
)  # fmt: skip
def test_a_figure_that_follows_from_its_sources_gives_no_finding(
    root: Path, derivation: dict[str, Any], text: str, formula: str
) -> None:
    assert check(root, row(derivation, text, formula)) == []


def test_values_that_agree_in_twelve_digits_share_a_rank(root: Path) -> None:
    sum_of_two = node("add", 0.1 + 0.2, "", leaf("A6", 0.1, "", 1, "0.1"), leaf("A7", 0.2, "", 1, "0.2"))
    ranked = node("rank", 1, "", leaf("A8", 0.3, "", 1, "0.3"), sum_of_two, parameter=1.0)
    assert check(root, row(ranked, "1", "0.3 在 2 个数中的位次")) == []


def test_a_value_that_does_not_follow_is_named_with_what_does(root: Path) -> None:
    figure = row(SHARE, "47.99", "2.4 ÷ 5.001 × 100%", value=48.99)
    assert check(root, figure) == [f"{LEDGER}: value of p/2015/r/x was {240000 / 5001!r}, is 48.99"]


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        ({"text": "48.99"}, "text of p/2015/r/x was 47.99, is 48.99"),
        ({"text": "47.98"}, "text of p/2015/r/x was 47.99, is 47.98"),
        ({"formula": "2.4 ÷ 5.002 × 100%"}, "formula of p/2015/r/x was 2.4 ÷ 5.001 × 100%, is 2.4 ÷ 5.002 × 100%"),
        ({"unit": "‰"}, "unit of p/2015/r/x was %, is ‰"),
        ({"status": "observed"}, "status of p/2015/r/x was derived, is observed"),
    ],
)  # fmt: skip
def test_what_a_row_says_besides_is_checked(root: Path, columns: dict[str, Any], line: str) -> None:
    figure = row(SHARE, "47.99", "2.4 ÷ 5.001 × 100%", **columns)
    assert check(root, figure) == [f"{LEDGER}: {line}"]


def test_a_cell_that_was_altered_is_named_with_the_figure(root: Path) -> None:
    figure = row(leaf("A3", 566, "人", 0, "566人"), "566", "566")
    lines = sorted(check(root, figure, FILE), key=lambda line: " › " not in line)
    assert lines == [
        f"{FILE} › 表 › A3: source cell was 566人, is 567人 (1 figure on it: p/2015/r/x)",
        f"{FILE}: text of p/2015/r/x was 566, is 567",
    ]


def test_a_cell_recorded_wrongly_is_the_ledger_s_fault_where_the_ledger_was_altered(root: Path) -> None:
    figure = row(leaf("A3", 567, "人", 0, "566人"), "567", "567")
    assert check(root, figure, LEDGER) == [
        f"{LEDGER} › {FILE} › 表 › A3: source cell of p/2015/r/x was 567人, is 566人"
    ]


def test_a_factor_that_the_units_do_not_give_is_named(root: Path) -> None:
    wrong = {**SHARE, "parameter": 1000.0}
    assert check(root, row(wrong, "47.99", "2.4 ÷ 5.001 × 100%")) == [
        f"{LEDGER} › derivation.parameter: derivation of p/2015/r/x was 100.0, is 1000.0"
    ]


def test_unlike_units_are_not_added(root: Path) -> None:
    wrong = node("add", 5.4, "亿元", leaf("A1", 2.4, "亿元", 1, "2.4"), leaf("A4", 3, "万元", 0, "3"))
    (line,) = check(root, row(wrong, "5.4", "2.4 + 3"))
    assert line == f"{LEDGER} › derivation.unit: derivation of p/2015/r/x was the unit of 亿元, 万元, is 亿元"


def test_a_sum_of_seven_shows_three_of_its_terms(root: Path) -> None:
    total = node("sum", 21, "", *[leaf("A4", 3, "", 0, "3")] * 7)
    assert check(root, row(total, "21", "3 + 3 + … + 3（共7项）")) == []
    assert check(root, row(total, "21", "3 + 3 + … + 3（共8项）")) != []


def test_a_difference_is_bracketed_where_it_is_divided(root: Path) -> None:
    difference = node("subtract", 0.6, "", leaf("A4", 3, "", 0, "3"), leaf("A1", 2.4, "", 1, "2.4"))
    yearly = node("divide", 0.2, "", difference, {"operation": "constant", "value": 3.0, "unit": ""})
    assert check(root, row(yearly, "0.20", "(3 − 2.4) ÷ 3")) == []


def counted(operation: str, value: float, *more: dict[str, Any]) -> dict[str, Any]:
    """How many of 2.4, 3 and 5.001 stand so to a line of 3."""
    three = leaf("A4", 3, "亿元", 0, "3")
    numbers = leaf("A1", 2.4, "亿元", 1, "2.4"), three, leaf("A2", 5.001, "亿元", 3, "5.001")
    return node(operation, value, "户", *([] if operation == "count" else [three]), *numbers, *more)


@pytest.mark.parametrize(
    ("operation", "count", "formula"),
    [
        ("count", 3, "共 3 个数"),
        ("count_at_least", 2, "3 个数中不低于 3 的个数"),
        ("count_above", 1, "3 个数中高于 3 的个数"),
        ("count_at_most", 2, "3 个数中不高于 3 的个数"),
        ("count_below", 1, "3 个数中低于 3 的个数"),
        ("count_equal", 1, "3 个数中等于 3 的个数"),
    ],
)
def test_what_meets_a_line_is_counted_anew(root: Path, operation: str, count: int, formula: str) -> None:
    assert check(root, row(counted(operation, count), str(count), formula)) == []
    (line,) = check(root, row(counted(operation, count), str(count), formula, value=count + 1.0))
    assert line == f"{LEDGER}: value of p/2015/r/x was {float(count)!r}, is {count + 1.0!r}"


def test_a_sum_that_is_the_line_but_for_binary_noise_is_not_above_it(root: Path) -> None:
    sum_of_two = node("add", 0.1 + 0.2, "", leaf("A6", 0.1, "", 1, "0.1"), leaf("A7", 0.2, "", 1, "0.2"))
    made = node("count_above", 0, "户", leaf("A8", 0.3, "", 1, "0.3"), sum_of_two)
    assert check(root, row(made, "0", "1 个数中高于 0.3 的个数")) == []


def test_a_share_of_counts_is_recomputed(root: Path) -> None:
    share = node(
        "convert", 200 / 3, "%",
        node("divide", 2 / 3, "", counted("count_at_least", 2), counted("count", 3)),
        parameter=100.0,
    )  # fmt: skip
    formula = "(3 个数中不低于 3 的个数) ÷ (共 3 个数) × 100%"
    assert check(root, row(share, "66.7", formula)) == []


def test_a_cell_that_has_fallen_below_the_line_changes_the_count(root: Path) -> None:
    # Recorded as 31, when all four met the line; A4 reads 3 today.
    was = leaf("A4", 31, "亿元", 0, "31")
    made = node("count_above", 1, "户", leaf("A2", 5.001, "亿元", 3, "5.001"), was)
    lines = check(root, row(made, "1", "1 个数中高于 5.001 的个数"), FILE)
    assert f"{FILE}: text of p/2015/r/x was 1, is 0" in lines


def test_numbers_are_not_counted_by_a_line_in_another_unit_nor_into_a_share(root: Path) -> None:
    unlike = counted("count_above", 1, leaf("A6", 0.1, "万元", 1, "0.1"))
    (line,) = check(root, row(unlike, "1", "4 个数中高于 3 的个数"))
    assert line.startswith(f"{LEDGER} › derivation.unit: derivation of p/2015/r/x was the unit of 亿元")
    of_ratio = {**counted("count", 3), "unit": "%"}
    (line,) = check(root, row(of_ratio, "3", "共 3 个数"))
    assert line.startswith(f"{LEDGER} › derivation.unit: ")


def test_a_gap_that_is_nothing_but_noise_is_nothing(root: Path) -> None:
    # 0.1 + 0.2 − 0.3 is 5.6e-17 in binary, and a hundred times that as percentage points.
    noise = 0.1 + 0.2 - 0.3
    sum_of_two = node("add", 0.1 + 0.2, "", leaf("A6", 0.1, "", 1, "0.1"), leaf("A7", 0.2, "", 1, "0.2"))
    gap = node("subtract", noise, "", sum_of_two, leaf("A8", 0.3, "", 1, "0.3"))
    points = node("convert", noise * 100, "百分点", gap, parameter=100.0)
    assert noise != 0
    assert check(root, row(points, "0.00", "(0.1 + 0.2 − 0.3) × 100%")) == []


def test_a_source_that_is_gone_is_named(root: Path) -> None:
    (root / FILE).unlink()
    figure = row(leaf("A3", 567, "人", 0, "567人"), "567", "567")
    (line,) = check(root, figure)
    assert line.startswith(f"{FILE} › 表 › A3: source cell was 567人, is ")


CORRECTIONS = """\
corrections:
  - workbook: t.xlsx
    sheet: 表
    cell: A3
    old: 567人
    new: 568人
    reason: 与名册不符。
    reported_by: 某镇
    date: 2016-03-01
"""
CORRECTED = "更正：原值“567人”，更正为“568人”；与名册不符；某镇，2016年3月1日提出。"


def corrected(note: str, value: float = 568.0) -> dict[str, Any]:
    """The source of a figure that rests on the corrected cell."""
    made = leaf("A3", value, "人", 0, "567人")
    made["source"]["note"] = note
    return made


def correct(root: Path, text: str = CORRECTIONS) -> None:
    (root / FILE).with_name("corrections.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("note", [CORRECTED, f"{CORRECTED} 原文不清。"])
def test_a_corrected_cell_is_recomputed_from_its_correction(root: Path, note: str) -> None:
    correct(root)
    assert check(root, row(corrected(note), "568", "568")) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("new: 568人", "new: 569人", "data/p/corrections.yaml: text of p/2015/r/x was 568, is 569"),
        ("某镇", "某乡", "data/p/corrections.yaml › data/p/t.xlsx › 表 › A3: correction was "),
        ("cell: A3", "cell: A4", "data/p/corrections.yaml › data/p/t.xlsx › 表 › A3: correction was "),
    ],
)
def test_an_altered_correction_is_named(root: Path, old: str, new: str, line: str) -> None:
    correct(root, CORRECTIONS.replace(old, new))
    lines = check(root, row(corrected(CORRECTED), "568", "568"))
    assert any(found.startswith(line) for found in lines), lines


def test_a_correction_that_a_figure_does_not_tell_of_is_named(root: Path) -> None:
    correct(root)
    lines = check(root, row(corrected("", 567.0), "567", "567"))
    assert any("no correction" in found or "correction was" in found for found in lines)


def test_corrections_that_cannot_be_read_leave_no_cell_beside_them_unnamed(root: Path) -> None:
    correct(root, "corrections: [")
    (line,) = [
        found
        for found in check(root, row(corrected(CORRECTED), "568", "568"))
        if "corrections can't be read" in found
    ]
    assert "A3" in line
