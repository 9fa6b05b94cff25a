"""The revision log goes from build to build; what is kept of a former build is enough to compare again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assessbook.comparison.compare import compare
from assessbook.comparison.former import keep_former
from assessbook.comparison.revisions import read_log, revision_log, write_log
from assessbook.comparison.side import read_side, read_sides
from assessbook.core.problems import InputError
from tests.comparison.builds import Made, one_cell, valued
from tests.integration.books import hashes


def next_build(folder: Path, name: str, made: Made, former: Path) -> Path:
    """A build that follows another, with its revision log."""
    build = made.write(folder / name)
    comparison = compare(*read_sides((former, "former"), (build, "present")))
    write_log(build / "revisions.json", revision_log(comparison, read_log(former, "former")))
    return build


def test_what_was_published_stays_in_the_log_of_every_later_build(tmp_path: Path) -> None:
    first = one_cell(valued(567)).write(tmp_path / "first")
    second = next_build(tmp_path, "second", one_cell(valued(667)), first)
    third = next_build(tmp_path, "third", one_cell(valued(667)).but(year="2016"), second)
    fourth = next_build(tmp_path, "fourth", one_cell(valued(577)).but(year="2016"), third)
    log = read_log(fourth, "fourth")
    assert log is not None
    assert [entry["edition"] for entry in log["publications"]] == ["plan/2015", "plan/2015", "plan/2016"]
    assert log["present"]["edition"] == "plan/2016"
    digests = [entry["ledger"] for entry in log["publications"]]
    assert [
        (entry["former"]["text"], entry["present"]["text"], entry["published_in"]) for entry in log["revisions"]
    ] == [("567", "667", digests[0]), ("667", "577", digests[2])]  # fmt: skip
    assert log["revisions"][1]["replaced_by"] == log["present"]["ledger"]


def test_a_damaged_log_is_refused_rather_than_lost(tmp_path: Path) -> None:
    build = one_cell(valued(1)).write(tmp_path / "build")
    (build / "revisions.json").write_text('{"schema": 1}', encoding="utf-8")
    with pytest.raises(InputError, match="earlier values would be lost"):
        read_log(build, "build")


def test_what_is_kept_gives_the_same_comparison_as_the_build_itself(tmp_path: Path) -> None:
    former = one_cell(valued(100)).but(parameters={"base_year": 2014}).write(tmp_path / "former")
    present = (
        one_cell(valued(300)).but(inputs={"data/plan/tables.xlsx": "sha256:w2"}).write(tmp_path / "present")
    )
    kept = keep_former(read_side(former, "former"), present)
    side = read_side(present, "present")
    assert (
        compare(read_side(kept, "former"), side).to_json()
        == compare(read_side(former, "former"), side).to_json()
    )


def test_a_copy_of_what_is_kept_has_the_same_bytes_and_no_outputs(tmp_path: Path) -> None:
    former = one_cell(valued(100)).write(tmp_path / "former")
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    kept = keep_former(read_side(former, "former"), tmp_path / "first")
    again = keep_former(read_side(kept, "former"), tmp_path / "second")
    assert hashes(kept) == hashes(again)
    notebook = json.loads((kept / "notebooks/region/north.ipynb").read_text(encoding="utf-8"))
    assert [cell["outputs"] for cell in notebook["cells"]] == [[], []]
