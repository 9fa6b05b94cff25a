"""Several files broken at once: all of it is listed in one go, and what was built before stays."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from tests.integration.books import EDITION, Book, assessbook, hashes, line_of, replace

PLAN = "data/jiaohe-2016/plan-tables.xlsx"
ITEMS = "data/items.yaml"
TABLES = "data/jiaohe-2016/tables.yaml"


@pytest.fixture
def broken(small_copy: Book) -> Book:
    """A project with six mistakes in three files."""
    root = small_copy.root
    workbook = load_workbook(root / PLAN)
    assert workbook["表1-1"]["C3"].value == 567
    assert workbook["表1-1"]["B4"].value == 583
    assert workbook["致贫原因"]["C2"].value == "人口数（人）"
    workbook["表1-1"]["C3"] = "567人"
    workbook["表1-1"]["B4"] = "５８３"
    workbook["致贫原因"]["C2"] = "人数（人）"
    workbook.save(root / PLAN)
    replace(root / EDITION, "regions: [piaohe, qingling]", "regions: [piaohe, qinglin]")
    replace(root / EDITION, "  reference_region:", "  refrence_region:")
    replace(root / ITEMS, "english: cause of poverty", "english: cause: of poverty")
    return small_copy


@pytest.mark.parametrize("command", ["check", "run", "build"])
def test_every_mistake_is_listed_with_its_place_and_the_build_before_stays(
    broken: Book, command: str
) -> None:
    before = hashes(broken.root / "build")
    done = assessbook(broken.root, command, EDITION)
    edition, items, tables = (broken.root / name for name in (EDITION, ITEMS, TABLES))
    region, parameter = line_of(edition, "qinglin] "), line_of(edition, "refrence_region")
    syntax = line_of(items, "cause: of poverty")
    header = line_of(tables, "人口数（人）: {measure: poor_persons_by_cause}")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        f"{EDITION}, line {parameter}: parameters.refrence_region is not known here\n"
        "  Did you mean reference_region?\n"
        f"{EDITION}, line {region}: regions: qinglin is not a region directly below jiaohe\n"
        "  Did you mean qingling?\n"
        f"{ITEMS}, line {syntax}: not valid YAML: mapping values are not allowed here\n"
        "  Mend the line named.\n"
        f'{PLAN} › 表1-1 › C3: poor_persons is text "567人", a whole number is needed\n'
        "  Remove the unit; the header already says 人.\n"
        f'{PLAN} › 表1-1 › B4: poor_households is text "５８３", a whole number is needed\n'
        "  Enter 583 as a number, in half-width digits.\n"
        f'{PLAN} › 致贫原因 › C2: the header is "人数（人）", "人口数（人）" is expected\n'
        f"  Write 人口数（人） here, or correct {TABLES}, line {header}.\n"
        "6 problems in all. Nothing was built.\n"
    )
    assert hashes(broken.root / "build") == before
