"""Figures: their ids, their text, and the derivation that leads back to the cells."""

from __future__ import annotations

import json

import pytest

from assessbook.core.missing import Missing
from assessbook.core.problems import DefinitionError
from assessbook.measures import Measure, source_measure
from assessbook.measures.axes import Position
from assessbook.report.figures import Figure, Gap, publish
from tests.measures.examples import COUNTY, DEFINITIONS, build, by_item, by_region, by_year, observed, one

FUNDS = source_measure(
    "investment_by_use",
    [
        *observed("investment_by_use", {(COUNTY, 2015, "total"): 5.001}, decimals=3),
        *observed(
            "investment_by_use",
            {(COUNTY, 2015, "industry"): 2.4, (COUNTY, 2015, "roads"): 0.6},
            decimals=1,
        ),
    ],
    DEFINITIONS,
)
"""Each cell with the decimals that it prints."""


def figure_of(measure: Measure, position: Position = (0, 0, 0)) -> Figure:
    made = publish("plan", measure, position)
    assert isinstance(made, Figure)
    return made


def percent(part: float, whole: float) -> Measure:
    share = one("persons", part) / one("rural_persons", whole)
    return share.to("%").named("share", "占比")


# ---------------------------------------------------------------- ids


def test_an_id_is_programme_period_region_indicator() -> None:
    assert figure_of(one("persons", 567)).figure == "plan/2015/county/persons"


def test_an_id_ends_with_the_item_where_there_is_one() -> None:
    figure = figure_of(by_item("persons_by_cause", {"illness": 12, "schooling": 3, "other": 5}), (0, 0, 1))
    assert figure.figure == "plan/2015/county/persons_by_cause/schooling"
    assert (figure.item, figure.item_name) == ("schooling", "因学")


def test_an_undivided_figure_has_empty_item_and_item_name() -> None:
    figure = figure_of(one("persons", 567))
    assert (figure.item, figure.item_name) == ("", "")


def test_a_span_of_years_prints_both_years_in_the_id() -> None:
    figure = figure_of(by_year("investment", {"2016-2020": 3.5}, decimals=1))
    assert figure.figure == "plan/2016-2020/county/investment"
    assert figure.year == "2016-2020"


def test_the_position_chooses_region_and_period() -> None:
    measure = build(
        "persons", {("north", 2014): 7, ("north", 2015): 5, ("south", 2014): 3, ("south", 2015): 2}
    )
    figure = figure_of(measure, (1, 0, 0))
    assert (figure.figure, figure.value) == ("plan/2014/south/persons", 3)
    assert figure.region_name == "南镇"


def test_a_named_result_is_published_under_its_own_id_and_name() -> None:
    figure = figure_of(percent(1, 4))
    assert figure.figure == "plan/2015/county/share"
    assert (figure.indicator, figure.indicator_name) == ("share", "占比")


def test_a_result_without_a_name_is_refused_and_told_about_named() -> None:
    with pytest.raises(DefinitionError, match=r"贫困人口.*\.named\("):
        publish("plan", one("persons", 1) / one("rural_persons", 4))


def test_a_missing_result_without_a_name_is_refused_too() -> None:
    with pytest.raises(DefinitionError, match=r"\.named\("):
        publish("plan", one("persons", Missing.SUPPRESSED) / one("rural_persons", 4))


# ---------------------------------------------------------------- text and status


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1.406, 3, "1.406"), (0.6, 1, "0.6"), (567, 0, "567"), (2, 1, "2.0"), (-0.5, 1, "−0.5")],
)
def test_an_observed_figure_keeps_the_decimals_that_its_source_prints(
    value: float, decimals: int, text: str
) -> None:
    figure = figure_of(one("investment", value, decimals=decimals))
    assert (figure.text, figure.status, figure.value) == (text, "observed", value)


def test_figures_of_one_measure_keep_the_decimals_of_each_its_own_cell() -> None:
    texts = [figure_of(FUNDS.at(item=item)).text for item in ("total", "industry", "roads")]
    assert texts == ["5.001", "2.4", "0.6"]


def test_an_observed_figure_ignores_the_decimals_of_its_definition() -> None:
    # The definition of income asks for none; the source printed one.
    assert figure_of(one("income", 10489.5, decimals=1)).text == "10489.5"


def test_a_choice_among_observed_values_is_still_observed() -> None:
    measure = by_year("persons", {2014: 700, 2015: 567}).at(year=2015)
    assert figure_of(measure).status == "observed"


def test_a_renamed_observation_is_still_observed() -> None:
    figure = figure_of(one("incidence", 3.88, decimals=2).named("printed_incidence", "规划列示的发生率"))
    assert (figure.status, figure.text) == ("observed", "3.88")


def test_a_derived_percentage_has_two_decimals_and_its_value_is_in_percent() -> None:
    # 2.4 of 5.001: 47.990401919...%
    share = (FUNDS / FUNDS.at(item="total")).to("%").named("use_share", "占总投资比重")
    figure = figure_of(share.at(item="industry"))
    assert (figure.text, figure.unit, figure.status) == ("47.99", "%", "derived")
    assert figure.value == pytest.approx(47.990401919616)


def test_half_a_hundredth_is_rounded_up() -> None:
    assert figure_of(percent(1, 800)).text == "0.13"  # 0.125%
    assert figure_of(percent(-1, 800)).text == "−0.13"


def test_a_derived_figure_has_the_decimals_that_its_cell_asked_for() -> None:
    share = (one("persons", 1) / one("rural_persons", 3)).to("%").named("share", "占比", decimals=0)
    assert figure_of(share).text == "33"


def test_a_sum_keeps_the_decimals_of_its_most_precise_source() -> None:
    total = one("investment", 0.6, decimals=1) + one("investment", 1.406, decimals=3)
    assert figure_of(total.named("total", "合计")).text == "2.006"


def test_a_roll_up_of_whole_numbers_is_a_whole_number() -> None:
    total = by_region("persons", 600, 300, 100).rollup(["north", "south", "east"], into=COUNTY)
    figure = figure_of(total.named("total", "合计"))
    assert (figure.text, figure.region, figure.region_name) == ("1000", "county", "某县")


def test_a_difference_of_sums_keeps_their_decimals() -> None:
    parts = by_region("investment", 0.6, 1.4, 0.5, decimals=1)
    left = parts.rollup(["north", "south"], into=COUNTY) - one("investment", 1.25, decimals=2)
    assert figure_of(left.named("rest", "其余")).text == "0.75"


def test_a_quotient_of_whole_numbers_has_two_decimals() -> None:
    size = (one("persons", 11609) / one("households", 5832)).named("household_size", "户均人口")
    assert figure_of(size).text == "1.99"  # 1.99057


def test_the_formula_shows_the_numbers_as_the_sources_print_them() -> None:
    share = (FUNDS.at(item="industry") / FUNDS.at(item="total")).to("%").named("use_share", "占比")
    assert figure_of(share).formula == "2.4 ÷ 5.001 × 100%"


# ---------------------------------------------------------------- missing


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (Missing.NOT_APPLICABLE, "不适用"),
        (Missing.NOT_YET_DUE, "未到期"),
        (Missing.NO_OBSERVATION, "无数据"),
        (Missing.SUPPRESSED, "不公布"),
    ],
)
def test_a_missing_element_is_a_gap_with_the_word_for_its_reason(kind: Missing, word: str) -> None:
    gap = publish("plan", one("persons", kind))
    assert isinstance(gap, Gap)
    assert (gap.missing, gap.text) == (kind, word)


def test_a_region_without_observations_is_a_gap() -> None:
    assert publish("plan", by_region("persons", 6, 3, 1).at(region="county")) == Gap(Missing.NO_OBSERVATION)


def test_a_quotient_by_zero_is_a_gap() -> None:
    assert publish("plan", percent(1, 0)) == Gap(Missing.NOT_APPLICABLE)


def test_a_result_is_a_gap_where_one_of_its_sources_is() -> None:
    total = by_region("persons", 6, Missing.NOT_YET_DUE, 1).rollup(["north", "south", "east"], into=COUNTY)
    assert publish("plan", total.named("total", "合计")) == Gap(Missing.NOT_YET_DUE)


def test_an_observed_zero_is_a_figure() -> None:
    figure = figure_of(one("persons", 0))
    assert (figure.value, figure.text) == (0, "0")


# ---------------------------------------------------------------- derivation


def test_an_observed_figure_s_derivation_is_its_source_cell() -> None:
    derivation = figure_of(one("incidence", 3.88, decimals=2)).derivation
    assert derivation == {
        "operation": "source",
        "value": 3.88,
        "unit": "%",
        "label": "贫困发生率（某县，2015年）",
        "source": {
            "file": "data/example/tables.xlsx",
            "sheet": "incidence",
            "cell": "B2015",
            "raw": "3.88",
            "citation": "示例文件",
            "decimals": 2,
        },
    }


def test_a_derivation_unfolds_to_every_source_cell_in_reading_order() -> None:
    derivation = figure_of(percent(2, 8)).derivation
    assert (derivation["operation"], derivation["unit"], derivation["parameter"]) == ("convert", "%", 100)
    assert derivation["value"] == 25
    (quotient,) = derivation["inputs"]
    assert (quotient["operation"], quotient["value"]) == ("divide", 0.25)
    assert [
        (part["source"]["sheet"], part["source"]["cell"], part["source"]["raw"])
        for part in quotient["inputs"]
    ] == [("persons", "B2015", "2"), ("rural_persons", "B2015", "8")]


def test_keys_that_say_nothing_are_left_out_of_a_derivation() -> None:
    derivation = figure_of(one("persons", 5)).derivation
    assert not {"inputs", "missing", "parameter"} & set(derivation)
    assert "note" not in derivation["source"]


def test_a_constant_of_the_cell_is_kept_without_a_source() -> None:
    change = (one("persons", 3) / one("rural_persons", 2) - 1).to("%").named("change", "变动")
    subtraction = figure_of(change).derivation["inputs"][0]
    constant = subtraction["inputs"][1]
    assert (constant["operation"], constant["value"]) == ("constant", 1)
    assert "source" not in constant


def test_a_record_is_plain_json() -> None:
    record = figure_of(percent(2, 8)).to_json()
    assert json.loads(json.dumps(record)) == record
    assert record["figure"] == "plan/2015/county/share"
    assert record["derivation"]["value"] == record["value"] == 25
