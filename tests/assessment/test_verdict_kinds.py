"""Each kind of target at, just below and just above what it asks, in the year it is due."""

from __future__ import annotations

import pytest

from assessbook.core.missing import Missing
from tests.assessment.plan_examples import outcome, target, verdict

WATER = {"measure": "coverage", "item": "water"}


# ---------------------------------------------------------------- comparators


@pytest.mark.parametrize(
    ("comparator", "below", "at", "above"),
    [
        (">=", "not_met", "met", "met"),
        (">", "not_met", "not_met", "met"),
        ("<=", "met", "met", "not_met"),
        ("<", "met", "not_met", "not_met"),
        ("=", "not_met", "met", "not_met"),
    ],
)
def test_a_level_is_compared_as_its_comparator_says(comparator: str, below: str, at: str, above: str) -> None:
    aim = target("level", comparator, 85, "%", **WATER)
    found = [outcome(aim, ("coverage", "county", 2018, "water", value)) for value in ("84.9", "85.0", "85.1")]
    assert found == [below, at, above]


@pytest.mark.parametrize(
    ("kind", "threshold", "unit", "measure", "above"),
    [
        # Work to be done: what is done beyond the number fulfils it too.
        ("flow", 200, "人", "exits", "met"),
        ("cumulative", 200, "万元", "fund", "met"),
        ("level", 200, "个", "villages", "met"),
        # A standard that is set, the starting situation, all of it, none of it, an amount that is a level.
        ("norm", 200, "元", "net", "not_met"),
        ("baseline", 200, "人", "poor", "not_met"),
        ("share", 200, "%", "incidence", "not_met"),
        ("level", 0, "人", "poor", "not_met"),
        ("level", 200, "元", "net", "not_met"),
    ],
)
def test_more_than_the_number_fulfils_a_task_but_no_standard(
    kind: str, threshold: float, unit: str, measure: str, above: str
) -> None:
    once = {"base": {"year": 2018}} if kind == "baseline" else {"base": {"year": 2017}}
    aim = target(kind, "=", threshold, unit, measure=measure, **once)
    at = f"{threshold:g}"
    found = [outcome(aim, (measure, "county", 2018, None, value)) for value in (at, str(int(threshold) + 1))]
    assert found == ["met", above]


def test_a_task_done_in_advance_is_on_track() -> None:
    # 200 persons in four years: 100 by 2018; 201 are beyond the whole task.
    aim = target("cumulative", "=", 200, "人", measure="exits", base={"year": 2016}, due_year=2020)
    parts = [("exits", "county", 2017, None, "50")]
    for last, expected in (("49", "behind"), ("50", "on_track"), ("151", "on_track")):
        assert outcome(aim, *parts, ("exits", "county", 2018, None, last)) == expected


def test_equality_is_not_enough_where_the_plan_says_so() -> None:
    aim = target("level", ">=", 85, "%", equal_meets=False, **WATER)
    assert outcome(aim, ("coverage", "county", 2018, "water", "85.0")) == "not_met"
    assert outcome(aim, ("coverage", "county", 2018, "water", "85.1")) == "met"


def test_binary_noise_decides_nothing_at_the_threshold() -> None:
    # 0.1 + 0.2 is 0.30000000000000004 in binary; together they are exactly 0.3.
    parts = (("population", "north", 2018, None, "0.1"), ("population", "south", 2018, None, "0.2"))
    assert outcome(target("level", ">", 0.3, "万人", measure="population"), *parts) == "not_met"
    assert outcome(target("level", "<=", 0.3, "万人", measure="population"), *parts) == "met"
    assert outcome(target("level", "=", 0.3, "万人", measure="population"), *parts) == "met"


@pytest.mark.parametrize(
    ("value", "expected"), [("1", "not_met"), ("2", "met"), ("3", "met"), ("4", "not_met")]
)
def test_both_ends_belong_to_a_range(value: str, expected: str) -> None:
    aim = target("range", "in_range", 2, "个", upper=3, measure="clusters")
    assert outcome(aim, ("clusters", "county", 2018, None, value)) == expected


def test_the_ends_of_an_open_range_do_not_meet_it() -> None:
    aim = target("range", "in_range", 2, "个", upper=4, measure="clusters", equal_meets=False)
    found = [outcome(aim, ("clusters", "county", 2018, None, value)) for value in ("2", "3", "4")]
    assert found == ["not_met", "met", "not_met"]


def test_a_threshold_in_another_unit_is_converted() -> None:
    # 1.2 of 万人 are 12000 persons.
    aim = target("flow", ">=", 1.2, "万人", measure="exits")
    found = [outcome(aim, ("exits", "county", 2018, None, value)) for value in ("11999", "12000")]
    assert found == ["not_met", "met"]


@pytest.mark.parametrize(
    ("comparator", "threshold", "printed", "expected"),
    [
        (">=", 90, "≥90", "met"),
        (">=", 95, "≥90", "no_observation"),
        (">", 90, "≥90", "no_observation"),
        ("<=", 95, "≥90", "no_observation"),
        ("=", 90, "≥90", "no_observation"),
    ],
)
def test_a_printed_bound_is_taken_for_no_more_than_it_says(
    comparator: str, threshold: float, printed: str, expected: str
) -> None:
    aim = target("level", comparator, threshold, "%", **WATER)
    assert outcome(aim, ("coverage", "county", 2018, "water", printed)) == expected


# ---------------------------------------------------------------- flows and sums


def test_a_yearly_flow_is_judged_by_its_own_year() -> None:
    aim = target("flow", ">=", 600, "人", measure="exits")
    stated = (("exits", "county", 2017, None, "900"), ("exits", "county", 2018, None, "599"))
    assert outcome(aim, *stated) == "not_met"


@pytest.mark.parametrize(("last", "expected"), [("299", "not_met"), ("300", "met")])
def test_a_cumulative_target_adds_up_the_years_after_its_base_year(last: str, expected: str) -> None:
    aim = target("cumulative", ">=", 600, "人", measure="exits", base={"year": 2015, "value": 1000})
    made = verdict(
        aim,
        ("exits", "county", 2015, None, "5000"),
        ("exits", "county", 2016, None, "100"),
        ("exits", "county", 2017, None, "200"),
        ("exits", "county", 2018, None, last),
    )
    assert made.outcome == expected
    assert made.actual is not None
    assert made.actual.scalar == 300 + int(last)
    assert str(made.actual.periods[0]) == "2016-2018"


def test_a_cumulative_target_with_a_year_missing_has_no_observation() -> None:
    aim = target("cumulative", ">=", 600, "人", measure="exits")
    made = verdict(aim, ("exits", "county", 2016, None, "900"), ("exits", "county", 2018, None, "900"))
    assert made.outcome == "no_observation"
    assert made.reasons[0] == "某县脱贫人口起始年度至评价年度无数据"


def test_what_is_stated_for_the_whole_span_is_taken_as_it_is() -> None:
    aim = target("cumulative", ">=", 600, "人", measure="exits")
    assert outcome(aim, ("exits", "county", "2016-2018", None, "600")) == "met"


def test_a_stock_is_cumulative_itself() -> None:
    aim = target("cumulative", ">=", 5, "个", measure="clusters")
    stated = (("clusters", "county", 2017, None, "4"), ("clusters", "county", 2018, None, "4"))
    assert outcome(aim, *stated) == "not_met"


def test_rates_are_never_added_up_over_years() -> None:
    aim = target("cumulative", ">=", 1, "%", measure="incidence")
    assert outcome(aim, ("incidence", "county", 2018, None, "0.5")) == "not_met"


def test_townships_are_added_up_where_the_county_states_nothing() -> None:
    aim = target("flow", ">=", 600, "人", measure="exits")
    both = (("exits", "north", 2018, None, "350"), ("exits", "south", 2018, None, "250"))
    made = verdict(aim, *both)
    assert made.outcome == "met"
    assert made.actual is not None
    assert made.actual.scalar == 600
    assert outcome(aim, both[0]) == "no_observation"


def test_names_on_a_list_are_counted() -> None:
    aim = target("level", "=", 2, "个", measure="cluster_list")
    stated = [("cluster_list", "county", 2018, name, "1") for name in ("甲", "乙", "丙")]
    assert [outcome(aim, *stated[:count]) for count in (1, 2, 3)] == ["not_met", "met", "met"]


# ---------------------------------------------------------------- shares, means, multiples


def test_a_rate_follows_from_its_numerator_and_denominator_where_it_is_not_stated() -> None:
    # 290 of 10000 are 2.9%, 310 are 3.1%.
    aim = target("share", "<=", 3, "%", measure="incidence")
    for poor, expected in (("290", "met"), ("310", "not_met")):
        stated = (("poor", "county", 2018, None, poor), ("population", "county", 2018, None, "1"))
        assert outcome(aim, *stated) == expected


def test_a_rate_of_a_county_is_made_of_the_sums_of_its_townships() -> None:
    # (100 + 200) of (1.5 + 0.5) x 10000 are 1.5%; the mean of 0.6667% and 4% would be 2.3333%.
    made = verdict(
        target("share", "<=", 2, "%", measure="incidence"),
        ("poor", "north", 2018, None, "100"),
        ("poor", "south", 2018, None, "200"),
        ("population", "north", 2018, None, "1.5"),
        ("population", "south", 2018, None, "0.5"),
    )
    assert made.outcome == "met"
    assert made.actual is not None
    assert made.actual.scalar == pytest.approx(1.5)


@pytest.mark.parametrize(("exits", "expected"), [("500", "not_met"), ("501", "met")])
def test_more_than_half_of_the_base_is_more_than_half(exits: str, expected: str) -> None:
    # 500 of 1000 are exactly 50%, which isn't more than half.
    aim = target(
        "share", ">", 50, "%", measure="exits", base={"year": 2015, "value": 1000}, equal_meets=False,
        due_year=2016,
    )  # fmt: skip
    assert outcome(aim, ("exits", "county", 2016, None, exits), year=2016) == expected


@pytest.mark.parametrize(("fund", "expected"), [("1999", "not_met"), ("2000", "met")])
def test_a_norm_is_a_mean_over_units(fund: str, expected: str) -> None:
    # 2000 of 万元 over 20 villages are 100 each.
    aim = target("norm", ">=", 100, "万元/个", measure="grant")
    stated = (("fund", "county", 2018, None, fund), ("villages", "county", 2018, None, "20"))
    assert outcome(aim, *stated) == expected


@pytest.mark.parametrize(("value", "expected"), [("9999", "not_met"), ("10000", "met")])
def test_doubling_is_twice_the_value_of_the_base_year(value: str, expected: str) -> None:
    aim = target("multiple", ">=", 2, "倍", measure="net", base={"year": 2012, "value": None})
    made = verdict(aim, ("net", "county", 2012, None, "5000"), ("net", "county", 2018, None, value))
    assert made.outcome == expected
    assert made.goal is not None
    assert made.goal.scalar == 10000


def test_the_plans_own_base_value_is_preferred() -> None:
    aim = target("multiple", ">=", 2, "倍", measure="net", base={"year": 2012, "value": 4000})
    stated = (("net", "county", 2012, None, "5000"), ("net", "county", 2018, None, "8000"))
    assert outcome(aim, *stated) == "met"


def test_a_multiple_without_its_base_has_no_observation() -> None:
    aim = target("multiple", ">=", 2, "倍", measure="net", base={"year": 2012, "value": None})
    made = verdict(aim, ("net", "county", 2018, None, "9000"))
    assert (made.outcome, made.reasons) == ("no_observation", ("某县纯收入基期无数据",))


def test_a_stated_multiple_is_compared_as_it_stands() -> None:
    aim = target("multiple", ">=", 2, "倍", measure="output_multiple")
    assert outcome(aim, ("output_multiple", "county", 2018, None, "2.0")) == "met"
    assert outcome(aim, ("output_multiple", "county", 2018, None, "1.9")) == "not_met"


# ---------------------------------------------------------------- checklists, milestones, baselines


@pytest.mark.parametrize(
    ("power", "threshold", "expected"),
    [
        ("1", None, "met"),
        ("0", None, "not_met"),
        (None, None, "no_observation"),
        ("0", 2, "met"),
        (None, 2, "met"),
    ],
)
def test_a_checklist_is_met_when_all_its_items_are_or_as_many_as_asked(
    power: str | None, threshold: float | None, expected: str
) -> None:
    aim = target("checklist", ">=", threshold, "项", measure="having")
    stated = [("having", "county", 2018, item, "1") for item in ("road", "water")]
    stated += [("having", "county", 2018, "power", power)] if power else []
    made = verdict(aim, *stated)
    assert made.outcome == expected
    assert [condition.name for condition in made.conditions] == ["有路", "有水", "有电"]
    last = {"1": "met", "0": "not_met", None: "no_observation"}[power]
    assert [condition.outcome for condition in made.conditions] == ["met", "met", last]


def test_a_checklist_shows_how_many_items_are_met() -> None:
    stated = [
        ("having", "county", 2018, item, value)
        for item, value in zip(("road", "water", "power"), "110", strict=True)
    ]
    made = verdict(target("checklist", "=", 3, "项", measure="having"), *stated)
    assert (made.outcome, made.actual and made.actual.scalar, made.gap and made.gap.scalar) == (
        "not_met",
        2,
        -1,
    )


@pytest.mark.parametrize(("value", "expected"), [("1", "met"), ("0", "not_met")])
def test_a_milestone_is_done_or_not(value: str, expected: str) -> None:
    aim = target("milestone", "done", None, "是/否", measure="office")
    assert outcome(aim, ("office", "county", 2018, None, value)) == expected


def test_what_was_done_earlier_stays_done_unless_it_is_to_be_kept_up() -> None:
    stated = ("office", "county", 2017, None, "1")
    once = target("milestone", "done", None, "是/否", measure="office")
    assert outcome(once, stated) == "met"
    assert outcome(once.model_copy(update={"recurrence": "phase"}), stated) == "no_observation"


def test_what_was_not_done_a_year_earlier_says_nothing_of_the_due_year() -> None:
    aim = target("milestone", "done", None, "是/否", measure="office")
    assert outcome(aim, ("office", "county", 2017, None, "0")) == "no_observation"


@pytest.mark.parametrize(("done_in", "expected"), [("2018", "met"), ("2019", "not_met")])
def test_a_measure_in_years_gives_the_year_in_which_it_was_done(done_in: str, expected: str) -> None:
    aim = target("milestone", "done", None, "是/否", measure="office_year")
    assert outcome(aim, ("office_year", "county", 2018, None, done_in)) == expected


@pytest.mark.parametrize(
    ("persons", "expected"), [("11609", "met"), ("11649", "met"), ("11650", "not_met"), ("11549", "not_met")]
)
def test_a_baseline_agrees_at_the_decimals_the_plan_prints(persons: str, expected: str) -> None:
    # 1.16 of 万人 stands for 11550 to 11649 persons.
    aim = target("baseline", "=", 1.16, "万人", measure="poor", base={"year": 2015}, due_year=None)
    assert outcome(aim, ("poor", "county", 2015, None, persons), year=2018) == expected


def test_a_baseline_below_a_share_of_the_reference_is_a_comparison_with_it() -> None:
    aim = target(
        "baseline", "<", 60, "%", measure="disposable", reference="province", due_year=None,
        base={"year": 2015}, equal_meets=False,
    )  # fmt: skip
    for own, expected in (("5999", "met"), ("6000", "not_met")):
        stated = (("disposable", "county", 2015, None, own), ("disposable", "province", 2015, None, "10000"))
        assert outcome(aim, *stated) == expected


# ---------------------------------------------------------------- what can't be judged


@pytest.mark.parametrize(
    ("kind", "comparator", "threshold"),
    [("qualitative", "qualitative", None), ("milestone", "qualitative", None), ("level", "near", 85)],
)
def test_words_without_a_number_are_not_quantified(
    kind: str, comparator: str, threshold: float | None
) -> None:
    aim = target(kind, comparator, threshold, "%", **WATER)
    assert outcome(aim, ("coverage", "county", 2018, "water", "85.0")) == "not_quantified"


def test_about_a_number_shows_both_numbers() -> None:
    made = verdict(target("level", "near", 85, "%", **WATER), ("coverage", "county", 2018, "water", "84.0"))
    assert (made.actual and made.actual.scalar, made.goal and made.goal.scalar) == (84, 85)


def test_a_ranking_is_judged_only_where_it_was_observed() -> None:
    aim = target("ranking", "members", None, "是/否", measure="office")
    assert outcome(aim) == "not_quantified"
    assert outcome(aim, ("office", "county", 2018, None, "1")) == "met"


@pytest.mark.parametrize(
    ("printed", "word"), [(Missing.NO_OBSERVATION, "无数据"), (Missing.SUPPRESSED, "不公布")]
)
def test_a_value_that_is_missing_is_no_observation_and_the_reason_says_which(
    printed: Missing, word: str
) -> None:
    made = verdict(target("flow", ">=", 600, "人", measure="exits"), ("exits", "county", 2018, None, printed))
    assert (made.outcome, made.reasons) == ("no_observation", (f"某县脱贫人口评价年度{word}",))
    assert made.goal is not None
    assert made.gap is None


def test_a_target_without_a_measure_has_no_observation() -> None:
    made = verdict(target("milestone", "done", None, "是/否"))
    assert (made.outcome, made.reasons) == ("no_observation", ("未确定可观测的指标",))


def test_zero_is_an_observation() -> None:
    assert (
        outcome(target("level", "=", 0, "人", measure="poor"), ("poor", "county", 2018, None, "0")) == "met"
    )
