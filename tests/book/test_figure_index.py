"""The page of all figures, and the library that sorts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.book.figure_index import figure_index_markdown
from assessbook.book.table_library import SCRIPT, STYLE, as_script, write_table_library
from assessbook.core.problems import AssessbookError
from tests.workbook.edition import CHANGE, rows_of


def test_each_figure_has_a_line_with_its_code_and_a_link_to_its_cell(tmp_path: Path) -> None:
    text = figure_index_markdown(rows_of(tmp_path))
    # Second in the ledger, first shown by the overview's cell `people`.
    assert '<th scope="row" class="reference">F0002</th>' in text
    assert (
        '<a class="figure" data-figure="plan/2015/north/persons" href="index.html#cell-people">600</a>'
        in text
    )
    assert text.count("<tr>") == 1 + 5


def test_a_line_sorts_by_the_value_not_by_the_text(tmp_path: Path) -> None:
    text = figure_index_markdown(rows_of(tmp_path))
    assert f'data-order="-3.0"><a class="figure" data-figure="{CHANGE["figure"]}"' in text


def test_a_module_becomes_a_script_that_leaves_its_default(tmp_path: Path) -> None:
    assert as_script("var a=1,b=2;export{b as jQuery,a as default};") == (
        "(function(){var a=1,b=2;window.DataTable=a;\n})();\n"
    )


@pytest.mark.parametrize("module", ["var a=1;", "var a;export{a as b};", "export{a as default};export{b}"])
def test_a_module_of_another_form_is_refused(module: str) -> None:
    with pytest.raises(AssessbookError, match="itables"):
        as_script(module)


def test_the_installed_library_is_written_for_pages_on_a_disk(tmp_path: Path) -> None:
    write_table_library(tmp_path)
    script = (tmp_path / SCRIPT).read_text(encoding="utf-8")
    assert "window.DataTable=" in script
    assert "export{" not in script
    assert ".dt-search" in (tmp_path / STYLE).read_text(encoding="utf-8")
