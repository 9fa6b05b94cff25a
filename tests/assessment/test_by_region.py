"""A target region by region: who meets it, who doesn't, how many, and of which nothing is known."""

from __future__ import annotations

from assessbook.assessment.by_region import RegionalVerdicts, by_region
from assessbook.assessment.plan_models import Target
from assessbook.assessment.verdicts import assess
from tests.assessment.examples import Stated, dataset
from tests.assessment.plan_examples import DEFINITIONS, target

DOUBLED = target("multiple", ">=", 2, "倍", measure="disposable", base={"year": 2015})
INCOMES: tuple[Stated, ...] = (
    ("disposable", "county", 2015, None, "5000"),
    ("disposable", "county", 2018, None, "10400"),
    ("disposable", "north", 2015, None, "4000"),
    ("disposable", "north", 2018, None, "8800"),
    ("disposable", "hill", 2015, None, "3900"),
    ("disposable", "hill", 2018, None, "8000"),
    ("disposable", "south", 2015, None, "6000"),
    ("disposable", "south", 2018, None, "11400"),
)


def regional(aim: Target, *stated: Stated, year: int = 2018) -> RegionalVerdicts | None:
    data = dataset(*stated, definitions=DEFINITIONS)
    return by_region(assess(aim, data, region="county", year=year), data)


def test_income_doubled_in_the_county_and_in_the_village_but_not_in_the_southern_town() -> None:
    found = regional(DOUBLED, *INCOMES)
    assert found is not None
    assert found.whole.outcome == "met"
    assert [(each.region, each.outcome) for each in found.verdicts] == [("south", "not_met"), ("hill", "met")]
    assert [each.region for each in found.of("not_met", "behind")] == ["south"]


def test_each_region_is_told_how_many_times_its_base_it_reached() -> None:
    found = regional(DOUBLED, *INCOMES)
    assert found is not None
    assert found.multiple is not None
    assert found.multiple.at(region="south").scalar == 11400 / 6000
    assert found.multiple.at(region="hill").scalar == 8000 / 3900
    assert found.multiple.at(region="county").scalar == 10400 / 5000
    assert found.multiple.unit.symbol == "倍"


def test_regions_are_counted_by_outcome_and_the_counts_lead_to_the_plan() -> None:
    found = regional(DOUBLED, *INCOMES)
    assert found is not None
    assert {outcome: count.scalar for outcome, count in found.counts.items()} == {"met": 1, "not_met": 1}
    count = found.counts["not_met"]
    assert (count.unit.symbol, count.regions, count.identifier) == (
        "个",
        ("county",),
        "t_one_regions_not_met",
    )
    (origin,) = {origin.address for origin in count.derivation_at((0, 0, 0)).origins}
    assert origin == "params/example/plan.yaml!targets!t_one"


def test_a_region_of_which_nothing_was_reported_is_counted_as_that() -> None:
    each = target("level", ">=", 5000, "元", measure="disposable", each="township")
    found = regional(each, ("disposable", "north", 2018, None, "5200"))
    assert found is not None
    assert {outcome: count.scalar for outcome, count in found.counts.items()} == {
        "met": 1,
        "no_observation": 1,
    }
    assert found.multiple is None


def test_a_number_asked_of_the_whole_is_not_asked_of_its_parts() -> None:
    whole = target("level", ">=", 5000, "元", measure="disposable")
    assert regional(whole, *INCOMES) is None


def test_there_is_nothing_to_say_where_no_region_was_observed() -> None:
    assert regional(DOUBLED, *INCOMES[:2]) is None
    assert regional(target("qualitative", "qualitative", None, "")) is None


def test_before_the_year_is_due_regions_are_on_track_or_behind() -> None:
    found = regional(
        DOUBLED,
        ("disposable", "county", 2015, None, "5000"),
        ("disposable", "county", 2016, None, "7000"),
        ("disposable", "south", 2015, None, "6000"),
        ("disposable", "south", 2016, None, "7000"),
        ("disposable", "hill", 2015, None, "3000"),
        ("disposable", "hill", 2016, None, "4100"),
        year=2016,
    )
    assert found is not None
    # A third of the way from 6000 to 12000 is 8000; from 3000 to 6000 it is 4000.
    assert [(each.region, each.outcome) for each in found.verdicts] == [
        ("south", "behind"),
        ("hill", "on_track"),
    ]
