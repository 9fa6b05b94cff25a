"""Links between the editions of a programme."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from assessbook.book.edition_links import edition_links
from assessbook.core.workspace import Workspace
from assessbook.editions.edition_years import edition_years


def test_the_years_before_and_after_are_named_as_such() -> None:
    line = html.fragment_fromstring(edition_links(2016, [2015, 2016, 2017, 2018]))
    links = [(link.text, link.get("href"), link.get("rel")) for link in line.iter("a")]
    assert links == [
        ("2015年度", "../../2015/html/index.html", "prev"),
        ("2017年度", "../../2017/html/index.html", "next"),
        ("2018年度", "../../2018/html/index.html", None),
    ]
    assert "2016年度（本报告）" in line.text_content()
    assert "2015年度（上一年度）" in line.text_content()


def test_the_year_before_may_lie_further_back() -> None:
    line = html.fragment_fromstring(edition_links(2018, [2013, 2018]))
    assert [link.get("rel") for link in line.iter("a")] == ["prev"]


def test_a_programme_with_one_edition_has_no_line() -> None:
    assert edition_links(2012, [2012]) == ""


def test_years_are_those_of_the_edition_files_by_their_names_alone(tmp_path: Path) -> None:
    folder = tmp_path / "params" / "plan"
    folder.mkdir(parents=True)
    for name in ("2016.yaml", "2015.yaml", "plan.yaml", "programme.yaml", "2017.txt"):
        (folder / name).write_text("not read", encoding="utf-8")
    assert edition_years(Workspace(tmp_path), "plan") == (2015, 2016)
