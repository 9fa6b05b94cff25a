"""Gathering figures: who is a figure's home, where it appears, and contradictions."""

from __future__ import annotations

from typing import Any

import pytest

from assessbook.core.problems import CheckFailed
from assessbook.ledger import gather as module
from assessbook.ledger.gather import ExecutedNotebook, blocks_of, gather, publications
from assessbook.report.blocks import MEDIA_TYPE
from tests.ledger.notebooks import code, figure, markdown, notebook, source, statement

NORTH = figure("north", source("C3", 600))
SOUTH = figure("south", source("C4", 300))
COUNTY = figure("county", source("C5", 900))


def homes(*notebooks: ExecutedNotebook) -> dict[str, tuple[str, str]]:
    """Figure -> notebook and cell of its home."""
    return {home.record["figure"]: (home.notebook, home.cell) for home, _ in gather(notebooks)}


def test_the_ledger_reads_the_blocks_that_reports_write() -> None:
    assert module.BLOCK_MEDIA_TYPE == MEDIA_TYPE


def test_a_figure_shown_once_is_at_home_there() -> None:
    assert homes(notebook("region/north", "north", 0, code("size", statement(NORTH)))) == {
        "plan/2015/north/persons": ("region/north", "size")
    }


def test_home_is_the_notebook_that_reports_on_the_figure_s_region() -> None:
    found = homes(
        notebook("overview", "county", 2, code("headlines", statement(NORTH, COUNTY))),
        notebook("region/county", "county", 0, code("towns", statement(COUNTY, NORTH, SOUTH))),
        notebook("region/north", "north", 0, code("size", statement(NORTH))),
    )
    assert found == {
        "plan/2015/north/persons": ("region/north", "size"),
        "plan/2015/county/persons": ("region/county", "towns"),
        "plan/2015/south/persons": ("region/county", "towns"),
    }


def test_the_overview_is_home_only_of_what_no_other_notebook_shows() -> None:
    found = homes(
        notebook("overview", "county", 2, code("headlines", statement(COUNTY, SOUTH))),
        notebook("quality", "county", 1, code("checks", statement(COUNTY))),
    )
    assert found["plan/2015/county/persons"] == ("quality", "checks")
    assert found["plan/2015/south/persons"] == ("overview", "headlines")


def test_the_order_in_which_notebooks_come_does_not_choose_the_home() -> None:
    notebooks = [
        notebook("overview", "county", 2, code("headlines", statement(NORTH))),
        notebook("region/county", "county", 0, code("towns", statement(NORTH))),
        notebook("region/north", "north", 0, code("size", statement(NORTH))),
    ]
    assert homes(*notebooks) == homes(*reversed(notebooks))


def test_among_several_cells_of_its_notebook_the_first_is_home() -> None:
    found = homes(
        notebook(
            "region/north", "north", 0, code("first", statement(NORTH)), code("second", statement(NORTH))
        )
    )
    assert found == {"plan/2015/north/persons": ("region/north", "first")}


def test_appearances_come_in_the_order_of_the_book() -> None:
    ((home, appearances),) = gather(
        [
            notebook("overview", "county", 2, code("headlines", statement(NORTH))),
            notebook(
                "region/north", "north", 0, code("size", statement(NORTH)), code("chart", statement(NORTH))
            ),
        ]
    )
    assert (home.notebook, home.cell) == ("region/north", "size")
    assert [(each.notebook, each.cell) for each in appearances] == [
        ("overview", "headlines"),
        ("region/north", "size"),
        ("region/north", "chart"),
    ]


def test_figures_come_in_the_order_in_which_a_reader_meets_them() -> None:
    found = homes(
        notebook("overview", "county", 2, code("headlines", statement(SOUTH), statement(COUNTY))),
        notebook("region/north", "north", 0, code("size", statement(NORTH, SOUTH))),
    )
    assert list(found) == ["plan/2015/south/persons", "plan/2015/county/persons", "plan/2015/north/persons"]


def test_markdown_and_cells_without_blocks_publish_nothing() -> None:
    quiet = code("quiet")
    quiet["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "567\n"},
        {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "567"}},
    ]
    made = notebook("region/north", "north", 0, markdown("title", "# 北镇 567"), quiet, code("silent"))
    assert list(publications(made)) == []
    assert gather([made]) == []


def test_blocks_of_a_cell_come_in_the_order_shown() -> None:
    first, second = statement(NORTH), statement(SOUTH)
    assert list(blocks_of(code("size", first, second))) == [first, second]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": 601.0}, "value is 600 in region/north, cell size, and 601.0 in region/county, cell towns"),
        ({"text": "601"}, "text is 600 in region/north, cell size, and 601 in region/county, cell towns"),
        ({"unit": "户"}, "unit is 人 in region/north, cell size, and 户 in region/county, cell towns"),
        ({"formula": "300 × 2"}, "formula is 600 in region/north, cell size, and 300 × 2 in region/county"),
        ({"indicator_name": "人口"}, "indicator_name is 贫困人口 in region/north, cell size, and 人口 in"),
        ({"derivation": source("D9", 600)}, "derivation is "),
    ],
)
def test_one_id_with_two_contents_stops_the_build_and_names_both_cells(
    changes: dict[str, Any], words: str
) -> None:
    other = {**NORTH, **changes}
    with pytest.raises(CheckFailed) as failure:
        gather(
            [
                notebook("region/north", "north", 0, code("size", statement(NORTH))),
                notebook("region/county", "county", 0, code("towns", statement(other))),
            ]
        )
    message = str(failure.value)
    assert "plan/2015/north/persons" in message
    assert words in message
    assert "region/north, cell size" in message
    assert "region/county, cell towns" in message
    assert ".named(" in message


def test_a_contradiction_within_one_notebook_is_found_too() -> None:
    other = {**NORTH, "text": "601"}
    with pytest.raises(CheckFailed, match=r"region/north, cell first, and 601 in region/north, cell second"):
        gather(
            [
                notebook(
                    "region/north",
                    "north",
                    0,
                    code("first", statement(NORTH)),
                    code("second", statement(other)),
                )
            ]
        )


def test_all_contradictions_are_told_at_once() -> None:
    with pytest.raises(CheckFailed) as failure:
        gather(
            [
                notebook("region/county", "county", 0, code("towns", statement(NORTH, SOUTH))),
                notebook("region/north", "north", 0, code("size", statement({**NORTH, "text": "6"}))),
                notebook("region/south", "south", 0, code("size", statement({**SOUTH, "text": "3"}))),
            ]
        )
    assert "plan/2015/north/persons: text is 600" in str(failure.value)
    assert "plan/2015/south/persons: text is 300" in str(failure.value)


def test_the_same_content_shown_many_times_is_no_contradiction() -> None:
    several = [notebook(f"region/{n}", "county", 0, code("size", statement(NORTH))) for n in range(3)]
    ((_, appearances),) = gather(several)
    assert len(appearances) == 3
