"""Figures of the published edition, as anyone can work them out with the plan in one hand.

Table and section are those of the plan; 11422 yuan is the national figure of 2015.
"""

from __future__ import annotations

import csv
import io

import pytest

from tests.integration.books import Book, assessbook

HEADER = (
    "figure,programme,year,region,region_name,indicator,indicator_name,item,item_name,value,unit,text,status,"
    "notebook,cell,formula,sources"
)
PLAN = "data/jiaohe-2016/plan-tables.xlsx"
Rows = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def listed(real_book: Book) -> str:
    """What `figures --csv` writes."""
    done = assessbook(real_book.root, "figures", "build/jiaohe-2016/2015", "--csv")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def rows(listed: str) -> Rows:
    """The rows by figure."""
    return {row["figure"]: row for row in csv.DictReader(io.StringIO(listed))}


def test_the_header_is_the_agreed_one(listed: str) -> None:
    assert listed.splitlines()[0] == HEADER


def test_the_edition_publishes_at_least_500_figures_each_once(listed: str, rows: Rows) -> None:
    lines = list(csv.reader(io.StringIO(listed)))[1:]
    assert len(lines) >= 500
    assert len(lines) == len(rows)
    assert {len(line) for line in lines} == {len(HEADER.split(","))}


@pytest.mark.parametrize(
    ("figure", "value", "text", "unit"),
    [
        # Chapter 6: photovoltaics 2.4 of 5.001 hundred million yuan.
        ("2016-2020/jiaohe/fund_use_share/photovoltaics", 47.990401919616, "47.99", "%"),
        # Chapter 6: loans 2.24, fiscal funds 2.071.
        ("2016-2020/jiaohe/loans_per_fiscal_yuan/loans", 1.081603090295, "1.08", ""),
        # Chapter 1: 8133 of 11609 persons are poor by illness.
        ("2015/jiaohe/share_by_cause/illness", 70.057713842708, "70.06", "%"),
        # Table 1-1: 11609 persons in 5832 households.
        ("2015/jiaohe/persons_per_poor_household", 1.990569272977, "1.99", "人/户"),
        # Chapter 1: 12090 yuan in Jiaohe, 11422 in the nation.
        ("2015/jiaohe/rural_income_gap", 668, "668", "元"),
        # 11609 persons of an agricultural population of 271000, where table 2-2 prints 3.88%.
        ("2015/jiaohe/incidence_on_agricultural_population", 4.283763837638, "4.28", "%"),
        ("2015/jiaohe/poverty_incidence", 3.88, "3.88", "%"),
        # Table 2-1: 6000 of 11609 persons by the end of 2016.
        ("2016/jiaohe/planned_progress_persons", 51.684038246188, "51.68", "%"),
        # Table 2-2: safe water from 56.31% to 64.46% in three years.
        ("2018/jiaohe/coverage_gap_to_middle/safe_water", 8.15, "8.15", "百分点"),
        ("2018/jiaohe/coverage_pace/safe_water", 2.716666666667, "2.72", "百分点/年"),
        # Table 1-1: Qingling has the most poor persons, 1538; Piaohe has 567 of 11609.
        ("2015/qingling/rank_by_poor_persons", 1, "1", ""),
        ("2015/qingling/poor_persons", 1538, "1538", "人"),
        ("2015/piaohe/share_of_city_poor_persons", 4.884141614265, "4.88", "%"),
    ],
)
def test_a_figure_is_what_the_document_gives(
    rows: Rows, figure: str, value: float, text: str, unit: str
) -> None:
    row = rows[f"jiaohe-2016/{figure}"]
    assert float(row["value"]) == pytest.approx(value, rel=1e-12)
    assert (row["text"], row["unit"]) == (text, unit)
    year, region, *_ = figure.split("/")
    assert (row["programme"], row["year"], row["region"]) == ("jiaohe-2016", year, region)


def test_the_row_of_the_share_of_photovoltaics_is_complete(rows: Rows) -> None:
    row = rows["jiaohe-2016/2016-2020/jiaohe/fund_use_share/photovoltaics"]
    assert row["value"].startswith("47.990401919616")
    del row["value"]
    assert row == {
        "figure": "jiaohe-2016/2016-2020/jiaohe/fund_use_share/photovoltaics",
        "programme": "jiaohe-2016",
        "year": "2016-2020",
        "region": "jiaohe",
        "region_name": "蛟河市",
        "indicator": "fund_use_share",
        "indicator_name": "占总投资比重",
        "item": "photovoltaics",
        "item_name": "光伏产业",
        "unit": "%",
        "text": "47.99",
        "status": "derived",
        "notebook": "region/jiaohe",
        "cell": "fund-uses",
        "formula": "2.4 ÷ 5.001 × 100%",
        "sources": f"{PLAN}!资金投向!B9;{PLAN}!资金投向!B3",
    }


def test_every_town_and_street_has_the_persons_of_table_1_1(rows: Rows) -> None:
    # In the order of the table.
    printed = [567, 953, 1538, 1086, 1053, 1260, 1501, 745, 445, 572, 540, 716, 353, 253, 23, 4]
    regions = [
        "piaohe",
        "baishishan",
        "qingling",
        "tiangang",
        "xinzhan",
        "songjiang",
        "tianbei",
        "huangsongdian",
        "wulin",
        "qianjin",
        "henan",
        "lafa",
        "xinnong",
        "naizishan",
        "minzhu",
        "changan",
    ]
    found = [float(rows[f"jiaohe-2016/2015/{region}/poor_persons"]["value"]) for region in regions]
    assert found == printed
    assert sum(found) == float(rows["jiaohe-2016/2015/jiaohe/poor_persons"]["value"]) == 11609
