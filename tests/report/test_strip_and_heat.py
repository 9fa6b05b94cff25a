"""Charts of many at once: dots about a line, and verdicts of targets by regions."""

from __future__ import annotations

import itertools

import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from matplotlib.text import Text

from assessbook.report import chart_forms
from assessbook.report.chart_forms import HeatKind, Mark
from assessbook.report.chart_heat import draw_heat
from assessbook.report.chart_marks import CHINESE
from assessbook.report.chart_strip import draw_strip
from assessbook.report.chart_style import CONTEXT, MAIN, WIDTH

MET, LATE = HeatKind("已达到", "#1f4e79", "●"), HeatKind("进度滞后", "#f0c9a8", "△")
LINE = Mark("脱贫标准", 3200.0, "3200")


def strip(incomes: dict[str, float | None], line: Mark | None = LINE) -> Figure:
    marks = [Mark(name, value, "" if value is None else f"{value:.0f}") for name, value in incomes.items()]
    return draw_strip(marks, line, "元", WIDTH, None, CHINESE)


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].findobj(Text) if text.get_text()]


def dots(figure: Figure) -> dict[str, Circle]:
    return {dot.get_label(): dot for dot in figure.axes[0].findobj(Circle)}


def test_dots_stand_by_their_values_and_below_the_line_they_are_light() -> None:
    found = dots(strip({"甲": 3300.0, "乙": 2800.0, "丙": 3200.0}))
    places = {name: dot.center[0] for name, dot in found.items()}
    assert places["乙"] < places["丙"] < places["甲"]
    assert {name: dot.get_facecolor()[:3] for name, dot in found.items()} == {
        name: tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        for name, colour in (("甲", MAIN), ("乙", CONTEXT), ("丙", MAIN))
    }


def test_the_line_stands_at_its_value_and_says_it() -> None:
    figure = strip({"甲": 3300.0, "乙": 2800.0, "丙": 3200.0})
    (line,) = [line for line in figure.axes[0].findobj(Line2D) if line.get_label() == "脱贫标准"]
    assert line.get_xdata()[0] == pytest.approx(dots(figure)["丙"].center[0])
    assert "脱贫标准 3200" in texts(figure)


def test_equal_values_are_piled_up_without_touching() -> None:
    found = dots(strip(dict.fromkeys("甲乙丙", 3300.0) | {"丁": 2800.0}))
    heights = sorted(found[name].center[1] for name in "甲乙丙")
    assert [round(after - before) for before, after in itertools.pairwise(heights)] == [12, 12]
    assert len({found[name].center[0] for name in "甲乙丙"}) == 1


def test_only_the_ends_are_named_and_a_missing_value_is_told_not_drawn() -> None:
    figure = strip({"甲": 3300.0, "乙": 2800.0, "丙": 3000.0, "丁": None})
    assert set(dots(figure)) == {"甲", "乙", "丙"}
    assert {"乙 2800", "甲 3300", "丁无数据"} <= set(texts(figure))
    assert not any("3000" in text for text in texts(figure))


def test_one_value_alone_is_a_dot_without_a_scale() -> None:
    assert list(dots(strip({"甲": 3300.0}, None))) == ["甲"]


def test_where_nothing_is_known_the_strip_says_only_that() -> None:
    assert "无数据" in texts(strip({"甲": None}))


def test_a_square_stands_for_each_target_and_region_and_none_where_nothing_was_judged() -> None:
    rows = [("目标一", [MET, LATE, None]), ("目标二", [MET, MET, LATE])]
    figure = draw_heat(rows, ["甲县", "乙县", "丙县"], [MET, LATE], WIDTH, CHINESE)
    squares = [
        each for each in figure.axes[0].findobj(Rectangle) if each.get_label() in ("已达到", "进度滞后")
    ]
    # Five squares and two of the legend.
    assert sorted(each.get_label() for each in squares) == ["已达到"] * 4 + ["进度滞后"] * 3
    assert texts(figure).count("△") == 3


def test_chinese_names_stand_upright_and_words_in_letters_are_turned() -> None:
    figure = draw_heat([("目标", [MET, MET])], ["甲县", "Jia"], [MET], WIDTH, CHINESE)
    turned = [
        text.get_text()
        for text in figure.axes[0].findobj(Text)
        if text.get_rotation() == 90 and text.get_text()
    ]
    assert turned == ["Jia"]
    assert {"甲", "县"} <= set(texts(figure))


@pytest.mark.parametrize(("width", "bands"), [(700, 2), (350, 4)])
def test_regions_that_find_no_room_beside_each_other_stand_in_bands(width: int, bands: int) -> None:
    # 17 px each: 64 squares beside a label of 24 to 38 px need 1088 px.
    figure = draw_heat([("目标", [MET] * 64)], ["甲"] * 64, [MET], width, CHINESE)
    assert figure.get_size_inches()[0] * 72 == pytest.approx(width)
    assert texts(figure).count("目标") == bands
    squares = [each for each in figure.axes[0].findobj(Rectangle) if each.get_label() == "已达到"]
    assert len(squares) == 65
    assert all(each.get_x() + each.get_width() <= width - 13 for each in squares)
    assert texts(figure).count("甲") == 64


def test_both_forms_give_the_same_bytes_for_the_same_marks() -> None:
    def twice() -> tuple[str, str]:
        marks = [Mark("甲", 1.0, "1"), Mark("乙", 2.0, "2")]
        return chart_forms.strip(marks, unit="元"), chart_forms.heat([("目标", [MET])], ["甲"], kinds=[MET])

    assert twice() == twice()
