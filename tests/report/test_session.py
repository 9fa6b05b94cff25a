"""The report a notebook opens: the real Jiaohe data, and what its helpers give."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessbook.core.missing import Missing
from assessbook.core.periods import Period
from assessbook.core.problems import DefinitionError, InputError
from assessbook.report import Bars, Report, open_report
from assessbook.report.blocks import Statements
from tests.measures.examples import CHILDREN, DEFINITIONS, by_region, observed, one
from tests.report.worlds import report_of

ROOT = Path(__file__).parents[2]
EDITION = "params/jiaohe-2016/2015.yaml"
REPORT = report_of(DEFINITIONS)


@pytest.fixture(scope="module")
def jiaohe() -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT / "notebooks")  # from any folder of the project, as a notebook does
        return open_report(EDITION, "jiaohe")


# ---------------------------------------------------------------- the real plan


def test_the_report_knows_its_programme_year_and_region(jiaohe: Report) -> None:
    assert (jiaohe.programme, jiaohe.year, jiaohe.region_id) == ("jiaohe-2016", 2015, "jiaohe")
    assert jiaohe.region.name == "蛟河市"


def test_jiaohe_has_sixteen_townships_and_streets(jiaohe: Report) -> None:
    assert len(jiaohe.children) == 16
    assert jiaohe.children[0] == "piaohe"
    assert jiaohe.children_of("piaohe") == ()


def test_the_plan_counts_11609_poor_persons_in_5832_households(jiaohe: Report) -> None:
    block = jiaohe.text(
        "{persons}，{households}",
        persons=jiaohe.measure("poor_persons").at(region="jiaohe", year=2015),
        households=jiaohe.measure("poor_households").at(region="jiaohe", year=2015),
    )
    assert {name: figure.text for name, figure in block.figures.items()} == {
        "jiaohe-2016/2015/jiaohe/poor_persons": "11609",
        "jiaohe-2016/2015/jiaohe/poor_households": "5832",
    }


def test_photovoltaics_are_48_percent_of_all_investment(jiaohe: Report) -> None:
    uses = jiaohe.measure("fund_use").at(region="jiaohe", year="2016-2020")
    share = (uses / uses.at(item="total")).to("%").named("fund_use_share", "占总投资比重")
    block = jiaohe.text("{share}", share=share.at(item="photovoltaics"))
    figure = block.figures["jiaohe-2016/2016-2020/jiaohe/fund_use_share/photovoltaics"]
    assert (figure.text, figure.formula) == ("47.99", "2.4 ÷ 5.001 × 100%")


def test_funds_print_the_decimals_of_the_plan(jiaohe: Report) -> None:
    sources = jiaohe.measure("fund_source").at(region="jiaohe", year="2016-2020")
    block = jiaohe.table("资金来源", [sources], rows="item", labels=["central", "provincial"])
    assert [figure.text for figure in block.figures.values()] == ["0.6", "1.406"]


def test_an_unknown_region_is_refused_with_the_right_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(InputError) as refused:
        open_report(EDITION, "piahoe")
    assert "'piahoe'" in str(refused.value)
    assert "Did you mean piaohe?" in str(refused.value)
    assert EDITION in str(refused.value)


def test_an_unknown_programme_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(InputError, match="Did you mean jiaohe-2016"):
        open_report("params/jiaohe-2015/2015.yaml", "jiaohe")


def test_outside_a_project_there_is_nothing_to_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="params/ and data/"):
        open_report(EDITION, "jiaohe")


# ---------------------------------------------------------------- helpers


def test_a_measure_holds_the_observations_of_its_id() -> None:
    report = report_of(DEFINITIONS, observed("persons", {("north", 2015): 5, ("south", 2015): 3}))
    measure = report.measure("persons")
    assert (measure.regions, measure.name) == (("north", "south"), "贫困人口")
    assert not report.has(report.measure("households"))


def test_a_frame_has_a_row_for_each_element_and_says_why_one_is_missing() -> None:
    report = report_of(
        DEFINITIONS, observed("persons", {("north", 2015): 5, ("south", 2015): Missing.NOT_YET_DUE})
    )
    frame = report.frame("persons")
    assert frame[["region", "region_name", "year", "unit", "status"]].to_numpy().tolist() == [
        ["north", "北镇", "2015", "人", "present"],
        ["south", "南镇", "2015", "人", "not_yet_due"],
    ]
    assert frame["value"].tolist()[0] == 5
    assert frame["value"].isna().tolist() == [False, True]


def test_an_unknown_measure_is_refused_with_the_right_name() -> None:
    with pytest.raises(DefinitionError, match="Did you mean persons"):
        REPORT.measure("person")


def test_an_unknown_region_s_name_is_refused_with_the_right_name() -> None:
    assert REPORT.name_of("south") == "南镇"
    with pytest.raises(DefinitionError, match="Did you mean south"):
        REPORT.name_of("souht")


def test_years_between_two_dates_divide_a_change_into_a_yearly_pace() -> None:
    change = (one("incidence_goal", 9, decimals=1) - one("incidence", 3, decimals=1)) / REPORT.years(
        2015, 2018
    )
    assert change.scalar == 2
    assert change.unit.symbol == "百分点/年"


def test_items_of_a_classification_and_their_levels() -> None:
    assert REPORT.items("use") == ("total", "industry", "planting", "roads")
    assert REPORT.items("use", below="total") == ("industry", "roads")
    assert REPORT.leaves("use") == ("planting", "roads")
    assert [REPORT.item_level("use", item) for item in REPORT.items("use")] == [0, 1, 2, 1]


def test_entries_of_a_list_are_those_of_one_region_in_order() -> None:
    report = report_of(
        DEFINITIONS,
        observed(
            "villages", {("north", 2015, "柳村"): 1, ("south", 2015, "河村"): 1, ("north", 2015, "安村"): 1}
        ),
    )
    assert report.entries("villages", "north") == ("柳村", "安村")
    assert report.entries("villages", "east") == ()


# ---------------------------------------------------------------- headlines


def test_headlines_keep_the_sentences_in_order_and_gather_their_figures() -> None:
    block = REPORT.headlines(
        REPORT.text("{year}贫困人口{persons}。", year=Period.of(2015), persons=one("persons", 567)),
        REPORT.text("贫困户{households}。", households=one("households", 271)),
    )
    assert isinstance(block.content, Statements)
    assert block.content.headline
    assert [
        "".join(run if isinstance(run, str) else run.text for run in sentence)
        for sentence in block.content.sentences
    ] == ["2015年贫困人口567人。", "贫困户271户。"]
    assert list(block.figures) == ["plan/2015/county/persons", "plan/2015/county/households"]


def test_a_sentence_by_itself_is_no_headline() -> None:
    block = REPORT.text("甲。")
    assert isinstance(block.content, Statements)
    assert not block.content.headline


def test_headlines_are_made_of_sentences_only() -> None:
    table = REPORT.table("各镇", [by_region("persons", 6, 3, 1)], rows="region")
    with pytest.raises(DefinitionError, match=r"report\.text"):
        REPORT.headlines(REPORT.text("甲。"), table)


def test_a_chart_takes_its_labels_names_from_the_regions() -> None:
    drawing = Bars(by_region("persons", 6, 3, 1), rows="region", labels=CHILDREN)
    block = REPORT.chart("各镇贫困人口", drawing, alternative="横条图")
    assert list(block.figures) == [f"plan/2015/{name}/persons" for name in CHILDREN]
    assert block.to_json()["kind"] == "chart"
    assert [row["label"] for row in block.to_json()["content"]["data"]["rows"]] == ["北镇", "南镇", "东镇"]
