"""An altered source cell: the cell is named, and every figure that would be another number now."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from openpyxl import load_workbook

from assessbook.verification.report import Verification
from tests.verification.alterations import WORKBOOK
from tests.verification.conftest import Verified


@pytest.fixture(scope="module")
def found(spoilt: Verified) -> Iterator[Verification]:
    """The findings when the township of Piaohe has 568 registered poor persons in place of 567."""
    path = spoilt.book.root / WORKBOOK
    before = path.read_bytes()
    workbook = load_workbook(path)
    assert workbook["表1-1"]["C3"].value == 567
    workbook["表1-1"]["C3"] = 568
    workbook.save(path)
    try:
        yield spoilt.verify()
    finally:
        path.write_bytes(before)


def test_the_cell_is_named(found: Verification) -> None:
    lines = [str(finding) for finding in found.findings]
    (line,) = [line for line in lines if "C3" in line]
    assert line.startswith(f"{WORKBOOK} › 表1-1 › C3: source cell was 567, is 568 (")
    assert "jiaohe-2016/2015/piaohe/poor_persons" in line


def test_figures_that_rest_on_it_are_named_with_both_numbers(found: Verification) -> None:
    lines = {str(finding) for finding in found.findings}
    piaohe = "jiaohe-2016/2015/piaohe"
    assert f"{WORKBOOK}: text of {piaohe}/poor_persons was 567, is 568" in lines
    # 567 / 271 = 2.092 persons in a household, 568 / 271 = 2.096.
    assert f"{WORKBOOK}: text of {piaohe}/persons_per_poor_household was 2.09, is 2.10" in lines


def test_a_figure_is_named_once(found: Verification) -> None:
    figures = [finding.figure for finding in found.findings if finding.figure]
    assert len(figures) == len(set(figures)) > 3


def test_nothing_but_the_source_is_to_blame(found: Verification) -> None:
    assert {finding.file for finding in found.findings} == {WORKBOOK}
