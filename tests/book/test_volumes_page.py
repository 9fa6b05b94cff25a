"""The page of volumes: a line for each with its link and outcome, and the cells of totals that differ."""

from __future__ import annotations

from lxml import html

from assessbook.book.volumes_page import VolumeRecord, volumes_markdown

SAME = VolumeRecord("x-a/2020", "a", "甲省", "../../x-a/2020", "0" * 64, "1" * 64, 600)
OTHER = VolumeRecord(
    "x-b/2020",
    "b",
    "乙省",
    "../../x-b/2020",
    "2" * 64,
    "3" * 64,
    600,
    (("data/x/all.xlsx › 人口 › C4", "120", "data/x-b/one.xlsx › 人口 › D9", "121"),),
)
ALONE = VolumeRecord("x-c/2020", "c", "丙省", "../../x-c/2020", "4" * 64, "5" * 64, 0)


def test_each_volume_has_a_line_with_its_link_and_the_outcome() -> None:
    tree = html.fromstring(volumes_markdown([SAME, OTHER, ALONE]))
    rows = [[cell.text_content() for cell in row] for row in tree.xpath("//tbody/tr")]
    assert rows == [
        ["甲省", "打开分册", "一致"],
        ["乙省", "打开分册", "有不一致，见下"],
        ["丙省", "打开分册", "没有可以核对的合计数"],
    ]
    assert tree.xpath("//tbody//a/@href")[1] == "../../../x-b/2020/html/index.html"


def test_a_total_that_differs_is_listed_by_its_two_cells() -> None:
    text = volumes_markdown([SAME, OTHER])
    assert "## 乙省合计数不一致之处" in text
    assert "## 甲省" not in text
    codes = html.fromstring(text).xpath("//code/text()")
    assert codes == ["data/x/all.xlsx › 人口 › C4", "data/x-b/one.xlsx › 人口 › D9"]


def test_a_record_comes_back_from_the_manifest_as_it_was() -> None:
    assert VolumeRecord.from_json(OTHER.to_json()) == OTHER
