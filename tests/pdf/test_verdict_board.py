"""The board of targets and regions on paper."""

from __future__ import annotations

from typing import Any

from assessbook.pdf.verdict_board import by_region, figures_in, is_board, overview, wholes
from tests.workbook.edition import block, column, row

MET, LATE = {"text": "已达到", "role": "badge-agree"}, {"text": "进度滞后", "role": "badge-disagree"}
GAP = {"figure": "plan/2015/c/gap", "text": "3", "unit": "项"}
BOARD = {
    "caption": ["结论"],
    "stub": "目标",
    "columns": [column(name, numeric=False) for name in ("地区", "结论", "差距")],
    "rows": [
        row("道路", ["某县"], [MET], ["—"]),
        row("收入", ["某县"], [LATE], ["—"]),
        row("收入", ["甲镇"], [MET], ["—"]),
        row("收入", ["乙镇"], [LATE], [GAP, "项"]),
        row("收入", ["丙镇"], [MET], ["—"]),
    ],
    "notes": [],
    "sources": [],
    "sortable": True,
}


def words(cell: list[Any]) -> str:
    return "".join(run if isinstance(run, str) else run["text"] for run in cell)


def test_the_sortable_table_of_regions_and_verdicts_is_a_board_and_no_other() -> None:
    assert is_board(block("table", BOARD))
    assert not is_board(block("table", {**BOARD, "sortable": False}))
    assert not is_board(block("table", {**BOARD, "columns": [column("数值")]}))


def test_each_target_stands_once_under_the_verdict_of_the_whole() -> None:
    assert overview(wholes(BOARD)) == {
        "kind": "board",
        "groups": [
            {"outcome": "已达到", "role": "badge-agree", "names": ["道路"]},
            {"outcome": "进度滞后", "role": "badge-disagree", "names": ["收入"]},
        ],
    }


def test_regions_stand_under_their_verdicts_with_numbers_told_nowhere_else() -> None:
    table = by_region(BOARD, frozenset())
    assert table is not None
    assert [(line["label"], words(line["cells"][0])) for line in table["rows"]] == [
        ("收入", "已达到甲镇、丙镇　进度滞后乙镇（差距3项）")
    ]


def test_a_number_told_elsewhere_is_not_told_again() -> None:
    table = by_region(BOARD, frozenset({GAP["figure"]}))
    assert table is not None
    assert list(figures_in(table)) == []


def test_targets_of_one_region_have_no_table_of_regions() -> None:
    assert by_region({**BOARD, "rows": BOARD["rows"][:2]}, frozenset()) is None
