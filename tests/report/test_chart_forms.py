"""Charts drawn from the real data of the Jiaohe plan, and from data that try to break them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path

import matplotlib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from matplotlib.text import Text

import assessbook
from assessbook.report import chart_forms
from assessbook.report.chart_bars import draw_ordered_bars, draw_paired_bars
from assessbook.report.chart_composition import draw_composition, tints
from assessbook.report.chart_dumbbell import draw_dumbbell
from assessbook.report.chart_forms import Mark, Step
from assessbook.report.chart_layout import LABEL_WIDTH, spread, text_width, wrap
from assessbook.report.chart_lines import draw_lines
from assessbook.report.chart_marks import CHINESE, ChartWords
from assessbook.report.chart_steps import draw_descending_steps
from assessbook.report.chart_style import NARROW, house_style, lightness


def marks(text: str) -> list[Mark]:
    """'因病8133 因残1730' -> marks; a dash for the number is a missing value."""
    found = re.findall(r"([^\d\s-]+)([\d.]+|-)", text)
    return [
        Mark(label, None, "") if number == "-" else Mark(label, float(number), number)
        for label, number in found
    ]


def mark(text: str) -> Mark:
    return Mark(text, None, "") if text == "-" else Mark(text, float(text.replace("−", "-")), text)


def series(text: str) -> list[Mark]:
    return [mark(number) for number in text.split()]


TOWNSHIPS = marks(
    "庆岭镇1538 天北镇1501 松江镇1260 天岗镇1086 新站镇1053 白石山镇953 黄松甸镇745 拉法街716 前进乡572 漂河镇567 "
    "河南街540 乌林乡445 新农街353 奶子山街253 民主街23 长安街4"
)
CAUSES = marks(
    "因病8133 因残1730 因学203 因灾16 缺土地258 缺技术408 缺劳力153 缺资金93 自身发展动力不足163 其他452"
)
FUNDS = [
    ("资金来源", marks("中央0.6 省级1.406 地方0.065 贷款2.24 自筹0.69")),
    (
        "资金投向",
        marks(
            "种植业0.54 养殖业0.1 农产品加工业0.03 光伏产业2.4 乡村旅游业0.02 教育支持0.4 健康救助0.3 "
            "社会兜底保障0.82 基础设施0.391"
        ),
    ),
]
SHARES = [
    ("光伏产业", mark("47.99"), mark("8")),
    ("乡村旅游业", mark("0.40"), mark("2.5")),
    ("教育支持", mark("8.00"), mark("-")),
]
COVERAGE = [
    (label, mark(base), mark(middle), mark(target))
    for label, base, middle, target in [
        ("三项支出相当于全省平均水平", "83", "85", "90"),
        ("新农合", "95.2", "98", "98"),
        ("安全饮水", "56.31", "64.46", "73.81"),
        ("通沥青（水泥）路行政村率", "100", "100", "100"),
        ("产业项目覆盖贫困户比例", "-", "90", "90"),
        ("产业项目收益率", "-", "12", "12"),
        ("新型经济合作体", "-", "30", "30"),
    ]
]
YEARS = ["2013", "2014", "2015"]
INCOME = [
    ("全国", [mark("9429.59"), mark("10489"), mark("11422")]),
    ("蛟河市", [mark("-"), mark("-"), mark("12090")]),
]
DECADE = [str(year) for year in range(2010, 2021)]
GROWTH = [
    ("全国", series("10.9 11.4 10.7 9.3 9.2 7.5 6.2 7.3 6.6 6.2 3.8")),
    ("吉林省", series("12.0 11.1 10.6 9.0 8.1 5.1 7.0 6.8 6.3 6.0 3.6")),
    ("蛟河市", series("- 13.0 12.4 - 11.0 8.9 8.8 8.2 7.4 - -")),
]
STEPS = [
    Step("2015年底贫困人口", 11609, "11609", "level"),
    Step("2016—2018年计划脱贫", -6000, "−6000", "change"),
    Step("2018年底剩余", 5609, "5609", "level"),
    Step("2019—2020年计划脱贫", -5609, "−5609", "change"),
    Step("2020年底剩余", 0, "0", "level"),
]


def bars(
    given_marks: list[Mark], highlight: frozenset[str] = frozenset(), reference: Mark | None = None
) -> Figure:
    return draw_ordered_bars(given_marks, highlight, reference, "人", 700, None, CHINESE)


def shares(width: float = 700) -> Figure:
    return draw_paired_bars(SHARES, ("资金占比", "项目数占比"), "%", width, None, CHINESE)


def parts(groups: list[tuple[str, list[Mark]]], width: float = 700) -> Figure:
    return draw_composition(groups, "亿元", width, None, CHINESE)


def coverage(rows: list[tuple[str, Mark, Mark, Mark]], width: float = 700) -> Figure:
    return draw_dumbbell(rows, ("2015年", "2018年", "2020年"), "%", width, None, CHINESE)


def over_years(named: list[tuple[str, list[Mark]]], years: list[str], width: float = 700) -> Figure:
    return draw_lines(named, years, "蛟河市", "元", width, None, CHINESE)


def steps(given_steps: list[Step], width: float = 700) -> Figure:
    return draw_descending_steps(given_steps, "人", width, None, CHINESE)


FIGURES = {
    "townships": lambda: bars(TOWNSHIPS, frozenset({"庆岭镇", "天北镇"})),
    "causes": lambda: bars(CAUSES, reference=Mark("平均", 1160.9, "1160.9")),
    "shares": shares,
    "funds": lambda: parts(FUNDS),
    "funds in a narrow column": lambda: parts(FUNDS, 480),
    "causes as parts": lambda: parts([("致贫原因", CAUSES)]),
    "coverage": lambda: coverage(COVERAGE),
    "coverage in a narrow column": lambda: coverage(COVERAGE, 480),
    "income": lambda: over_years(INCOME, YEARS),
    "growth": lambda: over_years(GROWTH, DECADE),
    "steps": lambda: steps(STEPS),
}
NARROW_FIGURES = {
    "townships": lambda: draw_ordered_bars(TOWNSHIPS, frozenset(), None, "人", NARROW, None, CHINESE),
    "causes": lambda: draw_ordered_bars(
        CAUSES, frozenset(), Mark("平均", 1160.9, "1160.9"), "人", NARROW, None, CHINESE
    ),
    "shares": lambda: shares(NARROW),
    "funds": lambda: parts(FUNDS, NARROW),
    "causes as parts": lambda: parts([("致贫原因", CAUSES)], NARROW),
    "coverage": lambda: coverage(COVERAGE, NARROW),
    "income": lambda: over_years(INCOME, YEARS, NARROW),
    "growth": lambda: over_years(GROWTH, DECADE, NARROW),
    "steps": lambda: steps(STEPS, NARROW),
}
LABELS = {
    "townships": [text for m in TOWNSHIPS for text in (m.label, m.text)],
    "causes": [text for m in CAUSES for text in (m.label, m.text)] + ["平均1160.9"],
    "shares": [
        "光伏产业",
        "47.99",
        "8",
        "乡村旅游业",
        "0.40",
        "2.5",
        "教育支持",
        "8.00",
        "无数据",
        "资金占比",
        "项目数占比",
    ],
    "funds": [text for name, group in FUNDS for m in group for text in (name, m.label, m.text)],
    "causes as parts": [text for m in CAUSES for text in (m.label, m.text)],
    "coverage": [row[0] for row in COVERAGE]
    + [m.text for row in COVERAGE for m in row[1:] if m.value is not None]
    + ["基期无数据", "2015年", "2018年", "2020年"],
    "income": ["9429.59", "10489", "全国11422", "蛟河市12090", "2013", "2014", "2015", "纵轴不从零起"],
    "growth": ["全国3.8", "吉林省3.6", "蛟河市7.4（2018）", "13.0", "12.4", "11.0", "8.9", "8.8", "8.2"],
    "steps": [text for step in STEPS for text in (step.label, step.text)],
}


def texts(figure: Figure) -> list[Text]:
    return [
        artist for artist in figure.axes[0].get_children() if isinstance(artist, Text) and artist.get_text()
    ]


def words_of(figure: Figure) -> list[str]:
    return [artist.get_text() for artist in texts(figure)]


def shapes(figure: Figure, kind: type, name: str) -> list:
    """The shapes drawn for a datum."""
    return [
        artist
        for artist in figure.axes[0].get_children()
        if type(artist) is kind and artist.get_label() == name
    ]


def boxes(figure: Figure) -> list[tuple[str, float, float, float, float]]:
    """Each text with the box of its ink in pixels, left, bottom, right, top."""
    canvas = FigureCanvasAgg(figure)
    with house_style():
        canvas.draw()
        extents = [
            (artist.get_text(), artist.get_window_extent(canvas.get_renderer())) for artist in texts(figure)
        ]
    return [(text, box.x0, box.y0, box.x1, box.y1) for text, box in extents]


def assert_legible(figure: Figure) -> None:
    """No text touches another or leaves the sheet."""
    found = boxes(figure)
    assert found
    for (one, l1, b1, r1, t1), (two, l2, b2, r2, t2) in combinations(found, 2):
        apart = r1 <= l2 or r2 <= l1 or t1 <= b2 or t2 <= b1
        assert apart, f"{one} and {two} overlap"
    width, height = figure.get_size_inches() * 72
    for text, left, bottom, right, top in found:
        assert left >= 0, text
        assert bottom >= 0, text
        assert right <= width, text
        assert top <= height, text


@pytest.mark.parametrize("name", FIGURES)
def test_no_two_texts_overlap_and_none_leaves_the_sheet(name: str) -> None:
    assert_legible(FIGURES[name]())


@pytest.mark.parametrize("name", NARROW_FIGURES)
def test_on_a_telephone_no_two_texts_overlap_and_the_sheet_keeps_its_width(name: str) -> None:
    figure = NARROW_FIGURES[name]()
    assert_legible(figure)
    assert figure.get_size_inches()[0] * 72 == pytest.approx(350)
    # A chart of 350 px is shown on 328 px at least: 12 px is the least that is still read as 11.
    assert min(text.get_fontsize() for text in texts(figure)) >= 12


@pytest.mark.parametrize("name", sorted(LABELS.keys() - {"growth"}))
def test_on_a_telephone_every_label_and_number_is_written(name: str) -> None:
    written = "".join(words_of(NARROW_FIGURES[name]())).replace(" ", "")
    for label in LABELS[name]:
        assert label in written, label


def test_a_form_is_drawn_for_a_page_and_for_a_telephone() -> None:
    page, telephone = chart_forms.for_page_and_telephone(
        partial(chart_forms.descending_steps, STEPS, unit="人")
    )
    assert ('width="700"' in page, 'width="350"' in telephone) == (True, True)


def test_steps_of_a_telephone_hang_where_the_step_before_ended() -> None:
    figure = steps(STEPS, NARROW)
    level, fall, rest = (
        shapes(figure, Rectangle, name)[0]
        for name in ("2015年底贫困人口", "2016—2018年计划脱贫", "2018年底剩余")
    )
    assert fall.get_x() + fall.get_width() == pytest.approx(level.get_x() + level.get_width())
    assert fall.get_x() == pytest.approx(rest.get_x() + rest.get_width())
    assert level.get_x() == pytest.approx(rest.get_x())


def test_parts_of_a_telephone_are_bars_of_one_scale_of_shares() -> None:
    figure = parts([("一", [Mark("甲", 3, "3"), Mark("乙", 1, "1")]), ("二", [Mark("丙", 50, "50")])], NARROW)
    three, one, all_of_it = (shapes(figure, Rectangle, name)[0].get_width() for name in "甲乙丙")
    assert three == pytest.approx(3 * one)
    assert all_of_it == pytest.approx(4 * one)


def test_parts_that_sum_to_nothing_are_numbers_without_bars() -> None:
    figure = parts([("一", [Mark("甲", 0, "0"), Mark("乙", None, "")])], NARROW)
    assert shapes(figure, Rectangle, "甲") == []
    assert {"0", "无数据"} <= set(words_of(figure))


@pytest.mark.parametrize("name", LABELS)
def test_every_label_and_number_is_written(name: str) -> None:
    # A wrapped label is written line after line, so its lines follow each other here.
    written = "\n" + "\n".join(words_of(FIGURES[name]())).replace(" ", "")
    for label in LABELS[name]:
        assert label in written.replace("\n", "") if len(label) > 6 else label in written, label


def test_the_same_marks_give_the_same_bytes_twice() -> None:
    first = chart_forms.composition(FUNDS, unit="亿元")
    chart_forms.ordered_bars(TOWNSHIPS, unit="人")
    assert chart_forms.composition(FUNDS, unit="亿元") == first


def test_the_same_marks_give_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys; from assessbook.report.chart_forms import Mark, lines\n"
        "svg = lines([('全国', [Mark('', 9429.59, '9429.59'), Mark('', None, ''), Mark('', 11422, '11422')])],"
        " ['2013', '2014', '2015'], unit='元', emphasise='全国')\n"
        "sys.stdout.buffer.write(svg.encode())"
    )
    source = str(Path(assessbook.__file__).parents[1])
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": source + os.pathsep + os.environ.get("PYTHONPATH", ""),
        "MPLBACKEND": "pdf",
    }
    there = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True
    ).stdout
    named = [("全国", series("9429.59 - 11422"))]
    assert there.decode() == chart_forms.lines(named, YEARS, unit="元", emphasise="全国")


def test_a_readers_own_settings_change_nothing_and_are_left_alone() -> None:
    expected = chart_forms.descending_steps(STEPS, unit="人")
    with matplotlib.rc_context(
        {"font.size": 30, "text.color": "red", "svg.fonttype": "none", "savefig.bbox": "tight"}
    ):
        assert chart_forms.descending_steps(STEPS, unit="人") == expected
        assert matplotlib.rcParams["svg.fonttype"] == "none"


def test_svg_is_one_element_without_prolog_date_or_page_wide_style() -> None:
    svg = chart_forms.dumbbell(COVERAGE, unit="%")
    assert svg.startswith("<svg ")
    assert svg.rstrip().endswith("</svg>")
    assert 'viewBox="0 0 700 ' in svg
    assert 'width="700"' in svg.split(">", 1)[0]
    for unwanted in ("<?xml", "<!DOCTYPE", "<metadata", "<dc:date", "<style", "<text", "<clipPath"):
        assert unwanted not in svg


def test_charts_on_one_page_share_no_ids_and_every_reference_leads_somewhere() -> None:
    one, two = chart_forms.ordered_bars(TOWNSHIPS, unit="人"), chart_forms.ordered_bars(CAUSES, unit="人")
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (one, two)]
    assert ids[0]
    assert not ids[0] & ids[1]
    for svg, own in zip((one, two), ids, strict=True):
        assert set(re.findall(r'href="#([^"]+)"', svg)) <= own


def test_letters_are_outlines_of_noto_sans_sc_regular() -> None:
    svg = chart_forms.ordered_bars(TOWNSHIPS, unit="人")
    faces = set(re.findall(r' id="c[0-9a-f]{10}-(.+?)-[0-9a-f]+"', svg))
    assert faces == {"NotoSansSC-Regular"}


def test_a_missing_bar_is_a_word_and_zero_is_a_number_and_neither_is_a_bar() -> None:
    figure = bars([mark("5"), Mark("缺", None, ""), Mark("零", 0, "0.0")])
    assert "无数据" in words_of(figure)
    assert "0.0" in words_of(figure)
    assert "0" not in words_of(figure)
    assert shapes(figure, Rectangle, "缺") == []
    assert shapes(figure, Rectangle, "零") == []
    assert len(shapes(figure, Rectangle, "5")) == 1


def test_a_missing_value_prints_its_own_reason() -> None:
    assert "未到期" in words_of(bars([mark("5"), Mark("甲", None, "未到期")]))


def test_bars_are_as_long_as_their_values_and_negative_ones_run_to_the_left() -> None:
    figure = bars([Mark("甲", 10, "10"), Mark("乙", 5, "5"), Mark("丙", -5, "−5")])
    ten, five, minus = (shapes(figure, Rectangle, name)[0] for name in "甲乙丙")
    assert ten.get_width() == pytest.approx(2 * five.get_width())
    assert minus.get_width() == pytest.approx(five.get_width())
    assert minus.get_x() + minus.get_width() == pytest.approx(five.get_x())
    assert_legible(figure)


def test_highlighted_bars_are_darker_than_the_others_on_grey_paper() -> None:
    figure = bars(TOWNSHIPS, frozenset({"天北镇"}))
    dark, light = (
        lightness(matplotlib.colors.to_hex(shapes(figure, Rectangle, name)[0].get_facecolor()))
        for name in ("天北镇", "庆岭镇")
    )
    assert light - dark > 30


def test_a_missing_reference_is_said_and_no_line_is_drawn() -> None:
    figure = bars(CAUSES, reference=Mark("全省平均", None, ""))
    assert "全省平均 无数据" in words_of(figure)
    assert shapes(figure, Line2D, "全省平均") == []


def test_a_reference_beyond_every_bar_stays_on_the_sheet() -> None:
    assert_legible(bars([mark("5"), mark("3")], reference=Mark("全省农村居民人均水平", 90, "90")))


def test_twenty_bars_with_long_names_stay_legible() -> None:
    name = "农村居民最低生活保障对象医疗费用个人自付比例第{}号乡镇街道"
    figure = bars([Mark(name.format(n), n * 3.7, f"{n * 3.7:.1f}") for n in range(20)])
    assert_legible(figure)


def test_a_single_bar_is_drawn() -> None:
    figure = bars([Mark("甲", 5, "5")])
    assert len(shapes(figure, Rectangle, "甲")) == 1
    assert_legible(figure)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: bars([Mark("甲", None, "")]),
        lambda: bars([]),
        lambda: draw_paired_bars([("甲", mark("-"), mark("-"))], ("a", "b"), "%", 700, None, CHINESE),
        lambda: parts([("来源", [Mark("甲", None, "")])]),
        lambda: coverage([("甲", mark("-"), mark("-"), mark("-"))]),
        lambda: over_years([("全国", [mark("-")] * 3)], YEARS),
        lambda: steps([Step("甲", None, "", "level")]),
    ],
)
def test_a_chart_without_any_value_says_so_and_draws_nothing(draw: Callable[[], Figure]) -> None:
    figure = draw()
    assert "无数据" in words_of(figure)
    drawn = [
        a
        for a in figure.axes[0].get_children()
        if isinstance(a, Rectangle | Circle | Line2D) and a.get_label() == "甲"
    ]
    assert drawn == []


def test_parts_fill_the_bar_in_proportion() -> None:
    figure = parts([("一", [Mark("甲", 3, "3"), Mark("乙", 1, "1")])])
    three, one = (shapes(figure, Rectangle, name)[0] for name in "甲乙")
    # 672 px between the margins, less a hairline of 1.2 px at each part.
    assert three.get_width() == pytest.approx(504 - 1.2)
    assert one.get_width() == pytest.approx(168 - 1.2)


def test_a_part_of_four_thousandths_is_seen_and_named() -> None:
    figure = parts(FUNDS)
    tourism = shapes(figure, Rectangle, "乡村旅游业")
    assert tourism[0].get_width() >= 1.5
    assert {"乡村旅游业", "0.02"} <= set(words_of(figure))


def test_a_part_of_nothing_is_named_without_a_field_and_a_missing_one_is_listed() -> None:
    figure = parts([("一", [Mark("甲", 0, "0"), Mark("乙", 5, "5"), Mark("丙", None, "")])])
    assert shapes(figure, Rectangle, "甲") == []
    assert shapes(figure, Rectangle, "丙") == []
    assert {"甲", "0", "丙：无数据"} <= set(words_of(figure))
    assert_legible(figure)


def test_a_negative_part_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="来源 › 甲: −1 is negative"):
        chart_forms.composition([("来源", [Mark("甲", -1, "−1"), Mark("乙", 5, "5")])], unit="亿元")


def test_more_narrow_parts_than_room_for_names_are_refused() -> None:
    crowd = [Mark(f"第{n}类支出项目", 0.01, "0.01") for n in range(40)]
    with pytest.raises(ValueError, match="40 narrow parts"):
        chart_forms.composition([("支出", [Mark("其余", 100, "100"), *crowd])], unit="亿元")


@pytest.mark.parametrize("group", [FUNDS[0][1], FUNDS[1][1], CAUSES])
def test_neighbouring_parts_differ_in_lightness(group: list[Mark]) -> None:
    given_tints = tints([group])
    for before, after in pairwise(group):
        assert abs(lightness(given_tints[before.label]) - lightness(given_tints[after.label])) >= 10


def test_a_label_in_two_groups_keeps_its_tint() -> None:
    figure = parts([("计划", marks("甲5 乙3 丙2")), ("实际", marks("乙6 甲2 丙2"))])
    for name in "甲乙丙":
        first, second = shapes(figure, Rectangle, name)
        assert first.get_facecolor() == second.get_facecolor()


def test_a_missing_base_has_no_dot_and_is_said() -> None:
    figure = coverage(
        [("产业项目收益率", Mark("基期", None, ""), Mark("中期", 12, "12"), Mark("目标", 15, "15"))]
    )
    assert shapes(figure, Circle, "基期") == []
    assert len(shapes(figure, Circle, "中期")) == 1
    assert "基期无数据" in words_of(figure)


def test_other_missing_terms_are_said_by_name_with_their_reason() -> None:
    figure = coverage([("安全饮水", mark("56.31"), mark("64.46"), Mark("目标", None, "未到期"))])
    assert "2020年未到期" in words_of(figure)
    assert_legible(figure)


def test_terms_that_coincide_print_one_number_and_show_three_rings() -> None:
    figure = coverage(
        [("通路率", mark("100"), mark("100"), mark("100")), ("饮水", mark("50"), mark("60"), mark("70"))]
    )
    assert words_of(figure).count("100") == 1
    radii = {dot.get_radius() for dot in shapes(figure, Circle, "100")}
    assert len(radii) == 3


@given(
    st.lists(
        st.tuples(*[st.one_of(st.none(), st.decimals(0, 100, places=2)) for _ in range(3)]),
        min_size=1,
        max_size=4,
    )
)
def test_numbers_of_a_dumbbell_never_overlap(rows: list[tuple]) -> None:
    figure = coverage(
        [(f"指标{n}", *[Mark("", None if v is None else float(v), "" if v is None else str(v)) for v in row])
         for n, row in enumerate(rows)]
    )  # fmt: skip
    assert_legible(figure)


def test_a_year_without_observation_is_a_gap() -> None:
    figure = over_years([("蛟河市", series("1 2 - 4 5"))], DECADE[:5])
    runs = [line.get_xydata() for line in shapes(figure, Line2D, "蛟河市")]
    assert [len(run) for run in runs] == [2, 2]
    assert len(shapes(figure, Circle, "蛟河市")) == 4


def test_a_lone_observation_is_a_dot_with_its_label() -> None:
    figure = over_years(INCOME, YEARS)
    assert len(shapes(figure, Circle, "蛟河市")) == 1
    assert shapes(figure, Line2D, "蛟河市") == []
    assert "蛟河市 12090" in words_of(figure)


def test_no_number_stands_on_a_line_or_a_leader() -> None:
    figure = over_years(GROWTH, DECADE)
    found = [box for box in boxes(figure) if re.fullmatch(r"\d+\.\d", box[0])]
    assert len(found) > 15
    height = figure.get_size_inches()[1] * 72
    for line in [artist for artist in figure.axes[0].get_children() if isinstance(artist, Line2D)]:
        for (x0, y0), (x1, y1) in pairwise(line.get_xydata()):
            for step in range(101):
                x, y = x0 + (x1 - x0) * step / 100, height - (y0 + (y1 - y0) * step / 100)
                on = [
                    text
                    for text, left, bottom, right, top in found
                    if left < x < right and bottom + 2 < y < top - 2
                ]
                assert on == []


def test_a_number_stands_nearest_to_its_own_dot() -> None:
    # In 2017 and 2019 the country's number would fit only beneath the province's dot, and is left out.
    figure = over_years(GROWTH, DECADE)
    assert {"7.3", "6.2"} & set(words_of(figure)) == {"6.2"}
    assert words_of(figure).count("6.2") == 1


def test_a_series_without_observations_is_named_with_its_reason() -> None:
    figure = over_years([*INCOME, ("吉林市", [mark("-")] * 3)], YEARS)
    assert "吉林市 无数据" in words_of(figure)
    assert_legible(figure)


def test_skipped_years_leave_their_room() -> None:
    figure = over_years([("蛟河市", [mark("1"), mark("2"), mark("3")])], ["2010年", "2015年", "2020年"])
    near = over_years([("蛟河市", [mark("1"), mark("2"), mark("3")])], ["2018年", "2019年", "2023年"])
    even = shapes(figure, Line2D, "蛟河市")[0].get_xdata()
    uneven = shapes(near, Line2D, "蛟河市")[0].get_xdata()
    assert even[1] - even[0] == pytest.approx(even[2] - even[1])
    assert 4 * (uneven[1] - uneven[0]) == pytest.approx(uneven[2] - uneven[1])


def test_ends_of_series_that_meet_are_pushed_apart() -> None:
    assert_legible(over_years([(f"第{n}县", series("5 7 9")) for n in range(6)], YEARS))


def test_a_scale_from_zero_needs_no_warning() -> None:
    figure = over_years([("蛟河市", [mark("1"), mark("5"), mark("9")])], YEARS)
    assert "纵轴不从零起" not in words_of(figure)


def test_a_series_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="全国: 1 marks for 3 years"):
        chart_forms.lines([("全国", [mark("1")])], YEARS, unit="元", emphasise="")


def test_steps_descend_from_11609_to_nothing() -> None:
    figure = steps(STEPS)
    base, exits, rest, later = (shapes(figure, Rectangle, step.label)[0] for step in STEPS[:4])
    per_person = base.get_height() / 11609
    assert exits.get_height() == pytest.approx(6000 * per_person)
    assert exits.get_y() == pytest.approx(base.get_y())
    assert rest.get_y() == pytest.approx(exits.get_y() + exits.get_height())
    assert later.get_height() == pytest.approx(rest.get_height())
    assert shapes(figure, Rectangle, "2020年底剩余") == []


def test_changes_after_a_missing_step_have_no_column_until_the_next_level() -> None:
    figure = steps(
        [
            Step("年初", 100, "100", "level"),
            Step("脱贫", None, "", "change"),
            Step("返贫", 5, "5", "change"),
            Step("年底", 60, "60", "level"),
        ]
    )
    assert shapes(figure, Rectangle, "脱贫") == []
    assert shapes(figure, Rectangle, "返贫") == []
    assert len(shapes(figure, Rectangle, "年底")) == 1
    assert {"无数据", "5"} <= set(words_of(figure))


def test_steps_below_zero_and_many_steps_stay_legible() -> None:
    crossing = [
        Step("年初", 30, "30", "level"),
        Step("调整", -40, "−40", "change"),
        Step("年底", -10, "−10", "level"),
    ]
    assert_legible(steps(crossing))
    many = [Step("2015年底", 11609, "11609", "level")] + [
        Step(f"{year}年计划脱贫", -500, "−500", "change") for year in range(2001, 2016)
    ]
    assert_legible(steps(many))


def test_not_a_number_is_refused_where_missing_was_meant() -> None:
    with pytest.raises(ValueError, match="a missing value is None"):
        Mark("甲", float("nan"), "nan")


def test_wrapped_lines_hold_the_whole_label_and_keep_within_fourteen_characters() -> None:
    label = "农村居民最低生活保障对象（含特困供养人员），医疗费用个人自付比例"
    lines = wrap(label)
    assert "".join(lines) == label
    assert all(text_width(line) <= LABEL_WIDTH for line in lines)
    assert not any(line[0] in "，）" or line[-1] == "（" for line in lines)


def test_a_year_range_is_not_broken() -> None:
    assert wrap("2016—2018年计划脱贫人口", 100)[0] == "2016—2018年"


@given(
    st.lists(st.tuples(st.floats(0, 600), st.floats(5, 40)), min_size=1, max_size=10).map(
        lambda pairs: sorted(pairs)
    )
)
def test_spread_keeps_order_distance_and_ends(pairs: list[tuple[float, float]]) -> None:
    sizes = [size for _, size in pairs]
    centres = spread([target for target, _ in pairs], sizes, 0, 700, 5)
    assert centres[0] - sizes[0] / 2 >= -1e-6
    assert centres[-1] + sizes[-1] / 2 <= 700 + 1e-6
    for (before, one), (after, two) in pairwise(zip(centres, sizes, strict=True)):
        assert after - before >= (one + two) / 2 + 5 - 1e-6


def test_spread_leaves_boxes_alone_that_have_room() -> None:
    assert spread([50, 200, 400], [20, 20, 20], 0, 700, 5) == [50, 200, 400]


def test_a_chart_in_english_says_no_word_of_its_own_in_chinese() -> None:
    english = ChartWords(
        no_data="no data",
        unit="Unit: ",
        not_from_zero="Vertical scale doesn't begin at zero",
        dated="{text} ({year})",
    )
    figure = draw_lines(
        [("County", [mark("90"), mark("-"), mark("95")])], YEARS, "County", "%", 700, None, english
    )
    assert not re.search(r"[\u4e00-\u9fff]", "".join(words_of(figure)))
