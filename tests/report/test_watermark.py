"""The word across a chart of made-up data is drawn, named, inside the picture, and always the same."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from assessbook.report.chart_forms import Mark, ordered_bars
from assessbook.report.watermark import SYNTHETIC_MARK, watermarked

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><path d="M0 0"/></svg>'
NAMESPACE = {"svg": "http://www.w3.org/2000/svg"}


def group(svg: str) -> ElementTree.Element:
    found = ElementTree.fromstring(svg).find("svg:g[@class='watermark']", NAMESPACE)
    assert found is not None
    return found


def test_the_word_is_named_for_readers_who_do_not_see_it() -> None:
    made = group(watermarked(SVG.format(700, 300), SYNTHETIC_MARK))
    assert [title.text for title in made.findall("svg:title", NAMESPACE)] == ["演示数据"]


def test_it_lies_above_everything_and_the_chart_is_kept() -> None:
    made = watermarked(SVG.format(700, 300), "演示数据")
    assert made.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 300"><path d="M0 0"/><g '
    )
    assert made.endswith("</g></svg>")


def test_it_is_centred_and_made_smaller_on_a_low_chart() -> None:
    place = group(watermarked(SVG.format(700, 300), "演示数据")).attrib["transform"]
    assert place.startswith("translate(350.0 150.0) rotate(-16) scale(1.000 -1.000)")
    low = group(watermarked(SVG.format(700, 40), "演示数据")).attrib["transform"]
    scale = re.search(r"scale\(([0-9.]+) ", low)
    assert scale is not None
    assert 0.3 < float(scale[1]) < 0.7


def test_the_letters_are_outlines_so_that_no_font_is_needed() -> None:
    made = group(watermarked(SVG.format(700, 300), "演示数据"))
    (path,) = made.findall("svg:path", NAMESPACE)
    # Four characters have more strokes than four closed outlines.
    assert path.attrib["d"].count("Z") > 8
    assert made.findall("svg:text", NAMESPACE) == []


def test_a_real_chart_can_carry_it_and_has_the_same_bytes_each_time() -> None:
    chart = ordered_bars([Mark("漂河镇", 567.0, "567")], unit="人", highlight=frozenset())
    assert watermarked(chart, "演示数据") == watermarked(chart, "演示数据")
    assert group(watermarked(chart, "演示数据")).attrib["fill-opacity"] == "0.13"


def test_a_picture_without_a_view_box_is_refused() -> None:
    with pytest.raises(ValueError, match="viewBox"):
        watermarked("<svg></svg>", "演示数据")
