"""`assessbook verify`: its exit status, its lines, its JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assessbook.commands.main import cli
from tests.verification.conftest import Verified


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["verify", *arguments])


def test_an_untouched_build_gives_status_0_and_one_line(spoilt: Verified) -> None:
    result = invoke(str(spoilt.book.build))
    assert result.exit_code == 0, result.output
    (line,) = result.output.splitlines()
    assert line.startswith("nothing altered: ")


def test_an_alteration_gives_status_1_a_line_for_each_finding_and_json(spoilt: Verified) -> None:
    page = spoilt.book.html / "region/piaohe.html"
    before = page.read_bytes()
    # The township of Piaohe has 567 registered poor persons.
    page.write_bytes(
        before.replace(b'#cell-poverty-headcount">567</a>', b'#cell-poverty-headcount">568</a>', 1)
    )
    try:
        lines, as_json = invoke(str(spoilt.book.build)), invoke(str(spoilt.book.build), "--json")
    finally:
        page.write_bytes(before)
    name = f"{spoilt.shown}/html/region/piaohe.html"
    figure = "jiaohe-2016/2015/piaohe/poor_persons"
    assert lines.exit_code == as_json.exit_code == 1
    assert f"{name}: text of {figure} was 567, is 568" in lines.output.splitlines()
    record = json.loads(as_json.output)
    assert record["altered"] is True
    told = [
        (finding["file"], finding["kind"], finding["figure"], finding["was"], finding["is"])
        for finding in record["findings"]
    ]
    assert (name, "text", figure, "567", "568") in told


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_what_is_no_build_gives_status_2(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("params", "data"):
        (tmp_path / folder).mkdir()
    monkeypatch.chdir(tmp_path)
    result = invoke(name)
    assert result.exit_code == 2
    assert "Name the folder of a finished build" in result.output
