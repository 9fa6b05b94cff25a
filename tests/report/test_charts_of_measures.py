"""Charts of measures: what the forms are given to draw, and the table of figures behind it.

The forms are replaced by a recorder; how they draw is for `test_chart_forms`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from assessbook.core.missing import Missing
from assessbook.core.problems import DefinitionError, UnitError
from assessbook.measures import Measure
from assessbook.report import Bars, Composition, Descent, Dumbbell, Heading, Lines, Pairs, chart_forms
from assessbook.report.blocks import Block, Chart
from assessbook.report.chart_forms import Mark, Step
from assessbook.report.chart_marks import CHINESE
from assessbook.report.charts import Drawing
from tests.measures.examples import CHILDREN, COUNTY, DEFINITIONS, build, by_item, by_region, by_year, one
from tests.report.worlds import report_of

REPORT = report_of(DEFINITIONS)
FORMS = ("ordered_bars", "paired_bars", "composition", "dumbbell", "lines", "descending_steps")
PERSONS = by_region("persons", 600, Missing.NO_OBSERVATION, 100)


@dataclass
class Recorder:
    """What the one form called was given."""

    form: str = ""
    arguments: tuple[Any, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)

    def stand_in(self, name: str) -> Callable[..., str]:
        def draw(*arguments: Any, **options: Any) -> str:
            assert options.pop("words") == CHINESE, "a Chinese report has Chinese charts"
            width = options.pop("width")
            again = (name, arguments, options) == (self.form, self.arguments, self.options)
            assert again or not self.form, "one chart calls one form, for a page and for a telephone"
            self.form, self.arguments, self.options = name, arguments, options
            return f"<svg>{name} {width:g}</svg>"

        return draw


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    for name in FORMS:
        monkeypatch.setattr(chart_forms, name, recorder.stand_in(name))
    return recorder


def draw(drawing: Drawing) -> Block:
    return REPORT.chart("标题", drawing, alternative="说明")


def content_of(block: Block) -> Chart:
    assert isinstance(block.content, Chart)
    return block.content


def table(block: Block) -> list[list[str]]:
    """The data table as it reads."""
    return [
        [
            row.label,
            *("".join(run if isinstance(run, str) else run.text for run in cell) for cell in row.cells),
        ]
        for row in content_of(block).data.rows
    ]


# ---------------------------------------------------------------- bars


def test_bars_draw_each_label_in_order_and_a_missing_value_as_none(given: Recorder) -> None:
    block = draw(Bars(PERSONS, rows="region", labels=["east", "south", "north"], highlight=["north"]))
    assert given.form == "ordered_bars"
    assert given.arguments == (
        [Mark("东镇", 100, "100"), Mark("南镇", None, "无数据"), Mark("北镇", 600, "600")],
    )
    assert given.options == {"unit": "人", "highlight": frozenset({"北镇"})}
    assert table(block) == [["东镇", "100"], ["南镇", "无数据"], ["北镇", "600"]]


def test_bars_of_items_take_the_items_names(given: Recorder) -> None:
    causes = by_item("persons_by_cause", {"illness": 12, "schooling": 3, "other": 5})
    draw(Bars(causes, rows="item", labels=["illness", "other"], highlight=["illness"]))
    assert given.arguments == ([Mark("因病", 12, "12"), Mark("其他", 5, "5")],)
    assert given.options["highlight"] == frozenset({"因病"})


def test_an_observed_zero_is_drawn_as_zero(given: Recorder) -> None:
    draw(Bars(by_region("persons", 0, 3, 1), rows="region", labels=["north"]))
    assert given.arguments == ([Mark("北镇", 0, "0")],)


def test_the_reason_for_a_missing_value_reaches_the_form(given: Recorder) -> None:
    measure = by_region("persons", Missing.NOT_YET_DUE, Missing.SUPPRESSED, Missing.NOT_APPLICABLE)
    draw(Bars(measure, rows="region", labels=CHILDREN))
    assert given.arguments == (
        [Mark("北镇", None, "未到期"), Mark("南镇", None, "不公布"), Mark("东镇", None, "不适用")],
    )


def test_a_chart_holds_its_drawing_caption_and_alternative_text(given: Recorder) -> None:
    caption = REPORT.caption("共{n}", n=one("persons", 700))
    block = REPORT.chart(
        caption, Bars(PERSONS, rows="region", labels=CHILDREN), alternative="横条图", notes=["含农场"]
    )
    chart = content_of(block)
    assert (chart.svg, chart.alternative) == ("<svg>ordered_bars 700</svg>", "横条图")
    assert chart.narrow == "<svg>ordered_bars 350</svg>"
    assert list(chart.data.notes) == [
        "含农场",
        "“无数据”：来源文件和参考资料均未给出观测值，不等于零",
    ]
    assert list(chart.data.sources) == ["示例文件"]
    assert list(block.figures) == [
        "plan/2015/county/persons",
        "plan/2015/north/persons",
        "plan/2015/east/persons",
    ]


def test_an_unnamed_result_is_not_drawn(given: Recorder) -> None:
    with pytest.raises(DefinitionError, match=r"\.named\("):
        draw(Bars((PERSONS / one("persons", 700)).to("%"), rows="region", labels=CHILDREN))
    assert not given.form


# ---------------------------------------------------------------- pairs


def test_pairs_stand_side_by_side_for_each_label(given: Recorder) -> None:
    target = by_region("persons", 500, 200, 90).named("goal", "目标")
    block = draw(Pairs(Heading("实际", PERSONS), Heading("目标", target), "region", ["north", "south"]))
    assert given.form == "paired_bars"
    assert given.arguments == (
        [
            ("北镇", Mark("北镇", 600, "600"), Mark("北镇", 500, "500")),
            ("南镇", Mark("南镇", None, "无数据"), Mark("南镇", 200, "200")),
        ],
    )
    assert given.options == {"unit": "人", "names": ("实际", "目标")}
    assert table(block) == [["北镇", "600", "500"], ["南镇", "无数据", "200"]]


# ---------------------------------------------------------------- composition


def test_a_composition_draws_the_parts_of_each_whole(given: Recorder) -> None:
    uses = by_item("investment_by_use", {"total": 30, "industry": 20.5, "roads": 9.5}, decimals=1)
    later = build(
        "investment_by_use", {(COUNTY, 2015, "industry"): 7, (COUNTY, 2015, "roads"): Missing.SUPPRESSED}
    )
    later = later.named("later_use", "后期投向")
    block = draw(Composition([("前期", uses, ["industry", "roads"]), ("后期", later, ["roads", "industry"])]))
    assert given.form == "composition"
    assert given.arguments == (
        [
            ("前期", [Mark("产业", 20.5, "20.5"), Mark("道路", 9.5, "9.5")]),
            ("后期", [Mark("道路", None, "不公布"), Mark("产业", 7, "7")]),
        ],
    )
    assert given.options == {"unit": "万元"}
    assert table(block) == [
        ["前期：产业", "20.5"],
        ["前期：道路", "9.5"],
        ["后期：道路", "不公布"],
        ["后期：产业", "7"],
    ]
    assert list(block.figures) == [
        "plan/2015/county/investment_by_use/industry",
        "plan/2015/county/investment_by_use/roads",
        "plan/2015/county/later_use/industry",
    ]


# ---------------------------------------------------------------- dumbbell


def test_a_dumbbell_draws_base_and_two_targets_of_each_item(given: Recorder) -> None:
    base = by_item("investment_by_use", {"industry": 4, "roads": Missing.NO_OBSERVATION})
    goals = build(
        "investment_by_use",
        {
            (COUNTY, 2018, "industry"): 6,
            (COUNTY, 2018, "roads"): 2,
            (COUNTY, 2020, "industry"): 9,
            (COUNTY, 2020, "roads"): 3,
        },
    )
    block = draw(
        Dumbbell(
            Heading("2015年", base),
            Heading("2018年", goals.at(year=2018)),
            Heading("2020年", goals.at(year=2020)),
            labels=["industry", "roads"],
        )
    )
    assert given.form == "dumbbell"
    assert given.arguments == (
        [
            ("产业", Mark("产业", 4, "4"), Mark("产业", 6, "6"), Mark("产业", 9, "9")),
            ("道路", Mark("道路", None, "无数据"), Mark("道路", 2, "2"), Mark("道路", 3, "3")),
        ],
    )
    assert given.options == {"unit": "万元", "names": ("2015年", "2018年", "2020年")}
    assert table(block) == [["产业", "4", "6", "9"], ["道路", "无数据", "2", "3"]]


# ---------------------------------------------------------------- lines


def test_lines_have_a_mark_for_every_year_of_every_series(given: Recorder) -> None:
    county = by_year("income", {2015: 10000})
    nation = by_year("income", {2013: 9000, 2014: 9500, 2015: 10400}, region="nation")
    series = [Heading("某县", county), Heading("全国", nation)]
    block = draw(Lines(series, years=[2013, 2014, 2015], emphasise="某县"))
    assert given.form == "lines"
    shown, years = given.arguments
    assert years == ["2013", "2014", "2015"]
    assert [name for name, _ in shown] == ["某县", "全国"]
    assert [(mark.value, mark.text) for mark in shown[0][1]] == [
        (None, "无数据"),
        (None, "无数据"),
        (10000, "10000"),
    ]
    assert [mark.value for mark in shown[1][1]] == [9000, 9500, 10400]
    assert given.options == {"unit": "元", "emphasise": "某县"}
    assert table(block)[0] == ["2013年", "无数据", "9000"]
    assert "plan/2015/county/income" in block.figures
    assert len(block.figures) == 4


# ---------------------------------------------------------------- descent


def test_a_descent_draws_changes_downwards_and_publishes_them_as_they_stand(given: Recorder) -> None:
    exits = one("persons", 400).named("exits", "计划脱贫")
    left = (one("persons", 1000) - exits).named("left", "剩余")
    block = draw(
        Descent([("2015年末", one("persons", 1000), False), ("脱贫", exits, True), ("剩余", left, False)])
    )
    assert given.form == "descending_steps"
    assert given.arguments == (
        [
            Step("2015年末", 1000, "1000", "level"),
            Step("脱贫", -400, "−400", "change"),
            Step("剩余", 600, "600", "level"),
        ],
    )
    assert given.options == {"unit": "人"}
    assert table(block) == [["2015年末", "1000"], ["脱贫", "400"], ["剩余", "600"]]
    assert block.figures["plan/2015/county/exits"].value == 400


def test_a_missing_change_is_drawn_as_missing_without_a_sign(given: Recorder) -> None:
    exits = one("persons", Missing.NOT_YET_DUE).named("exits", "计划脱贫")
    draw(Descent([("2015年末", one("persons", 1000), False), ("脱贫", exits, True)]))
    assert given.arguments[0][1] == Step("脱贫", None, "未到期", "change")


@pytest.mark.parametrize(("change", "value", "text"), [(400, -400, "−400"), (-12, 12, "+12"), (0, 0, "0")])
def test_a_change_prints_one_sign_whether_it_falls_rises_or_stays(
    given: Recorder, change: float, value: float, text: str
) -> None:
    # More returned to poverty than left it: the change is -12, and the column rises by 12.
    fallen = one("persons", change).named("net_exits", "净脱贫")
    block = draw(Descent([("2015年末", one("persons", 1000), False), ("净脱贫", fallen, True)]))
    assert given.arguments[0][1] == Step("净脱贫", value, text, "change")
    assert table(block)[1] == ["净脱贫", text.replace("−", "") if change > 0 else text.replace("+", "−")]


# ---------------------------------------------------------------- one unit


ONE_MILLION = one("investment", 100)  # 万元
YUAN = one("grants", 5)  # 元


def heading(measure: Measure) -> Heading:
    return Heading(measure.name, measure)


@pytest.mark.parametrize(
    "drawing",
    [
        Pairs(heading(ONE_MILLION), heading(YUAN), "region", [COUNTY]),
        Lines([heading(ONE_MILLION), heading(YUAN)], years=[2015], emphasise="投资"),
        Descent([("起", ONE_MILLION, False), ("减", YUAN, True)]),
        Dumbbell(heading(ONE_MILLION), heading(ONE_MILLION), heading(YUAN), labels=[]),
        Composition(
            [
                ("投向", by_item("investment_by_use", {"roads": 2}), ["roads"]),
                ("人口", by_item("persons_by_cause", {"illness": 2}), ["illness"]),
            ]
        ),
    ],
    ids=lambda drawing: type(drawing).__name__,
)
def test_a_chart_of_two_units_is_refused(given: Recorder, drawing: Drawing) -> None:
    with pytest.raises(UnitError, match=r"one unit; convert with \.to\(\"万元\"\)"):
        draw(drawing)
    assert not given.form


# ---------------------------------------------------------------- the real forms


def test_a_chart_of_measures_is_drawn_by_the_real_form() -> None:
    drawings = [
        content_of(draw(Bars(measure, rows="region", labels=CHILDREN))).svg
        for measure in (PERSONS, PERSONS, by_region("persons", 600, 300, 100))
    ]
    assert all(svg.startswith("<svg") and svg.rstrip().endswith("</svg>") for svg in drawings)
    assert drawings[0] == drawings[1] != drawings[2]
