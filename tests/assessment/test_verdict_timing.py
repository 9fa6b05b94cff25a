"""Before, in and after the due year; recurrence; paths; whom a target binds."""

from __future__ import annotations

import pytest

from assessbook.assessment.verdicts import summary
from assessbook.core.problems import DefinitionError
from tests.assessment.examples import Stated
from tests.assessment.plan_examples import outcome, target, verdict

WATER = {"measure": "coverage", "item": "water"}
STEP = {
    "target": "t_step", "name": "中期目标", "year": 2018, "value": 90, "unit": "%", "quote": "数语", "section": "第二章",
}  # fmt: skip


def water(year: int, value: str) -> Stated:
    return ("coverage", "county", year, "water", value)


# ---------------------------------------------------------------- paths


@pytest.mark.parametrize(
    ("value", "expected"), [("85.9", "behind"), ("86.0", "on_track"), ("90.0", "on_track")]
)
def test_before_the_due_year_a_level_is_held_against_the_straight_line(value: str, expected: str) -> None:
    # From 80 in 2015 to 90 in 2020: 2 a year, 86 in 2018.
    aim = target("level", ">=", 90, "%", due_year=2020, base={"year": 2015, "value": 80}, **WATER)
    made = verdict(aim, water(2018, value))
    assert made.outcome == expected
    assert made.expected is not None
    assert made.expected.scalar == pytest.approx(86)


def test_the_line_may_lead_downwards() -> None:
    # From 1000 in 2015 to 0 in 2020: 400 in 2018.
    for comparator in ("<=", "="):
        aim = target(
            "level", comparator, 0, "人", measure="poor", due_year=2020, base={"year": 2015, "value": 1000}
        )
        found = [outcome(aim, ("poor", "county", 2018, None, value)) for value in ("401", "400", "399")]
        assert found == ["behind", "on_track", "on_track"]


def test_binary_noise_decides_nothing_on_the_path() -> None:
    # From 0.1 in 2017 to 0.7 in 2023: 0.3 in 2019, in binary 0.30000000000000004 or so.
    aim = target(
        "level", ">=", 0.7, "万人", measure="population", due_year=2023, base={"year": 2017, "value": 0.1}
    )
    assert outcome(aim, ("population", "county", 2019, None, "0.3"), year=2019) == "on_track"


def test_sums_of_flows_start_from_nothing() -> None:
    # 1000 over 2016 to 2020: 600 by 2018.
    aim = target(
        "cumulative", ">=", 1000, "人", measure="exits", due_year=2020, base={"year": 2015, "value": 1000}
    )
    for last, expected in (("199", "behind"), ("200", "on_track")):
        flows = [("exits", "county", year, None, "200") for year in (2016, 2017)]
        assert outcome(aim, *flows, ("exits", "county", 2018, None, last)) == expected


def test_a_multiple_starts_from_once_the_base() -> None:
    # From 5000 in 2015 to 10000 in 2020: 8000 in 2018.
    aim = target("multiple", ">=", 2, "倍", measure="net", due_year=2020, base={"year": 2015, "value": 5000})
    found = [outcome(aim, ("net", "county", 2018, None, value)) for value in ("7999", "8000")]
    assert found == ["behind", "on_track"]


def test_a_range_may_be_passed_on_the_way() -> None:
    aim = target(
        "range",
        "in_range",
        10,
        "个",
        upper=12,
        measure="clusters",
        due_year=2020,
        base={"year": 2015, "value": 0},
    )
    # The line to 10 is at 6 in 2018; above 12 is beyond the range.
    found = [outcome(aim, ("clusters", "county", 2018, None, value)) for value in ("5", "6", "11", "13")]
    assert found == ["behind", "on_track", "on_track", "behind"]


def test_a_goal_that_the_base_year_already_met_is_only_to_be_kept() -> None:
    aim = target("level", ">=", 90, "%", due_year=2020, base={"year": 2015, "value": 95}, **WATER)
    assert [outcome(aim, water(2018, value)) for value in ("89.9", "90.0")] == ["behind", "on_track"]


def test_without_a_base_value_nothing_is_due_yet() -> None:
    aim = target("level", ">=", 90, "%", due_year=2020, **WATER)
    made = verdict(aim, water(2018, "86.0"))
    assert (made.outcome, made.expected) == ("not_yet_due", None)
    assert made.reasons == ("基期无数据，不能确定进度要求",)


def test_the_year_before_the_plan_serves_as_base_and_the_reasons_say_so() -> None:
    aim = target("level", ">=", 90, "%", due_year=2020, **WATER)
    made = verdict(aim, water(2015, "80.0"), water(2018, "86.0"))
    assert (made.outcome, made.reasons) == ("on_track", ("原文未写明基期，以规划期前一年为基期",))


def test_without_an_observation_nothing_is_due_yet() -> None:
    aim = target("level", ">=", 90, "%", due_year=2020, base={"year": 2015, "value": 80}, **WATER)
    assert outcome(aim) == "not_yet_due"


def test_steps_ask_what_the_plan_itself_asks_by_then() -> None:
    aim = target(
        "level", ">=", 98, "%", due_year=2020, base={"year": 2015, "value": 83}, waypoints=[STEP], **WATER
    )
    # The straight line asks for 95 in 2019; the plan's own step is 90 by 2018.
    stated = water(2019, "91.0")
    assert verdict(aim, stated, year=2019).outcome == "behind"
    made = verdict(aim, stated, year=2019, path="steps")
    assert made.outcome == "on_track"
    assert made.expected is not None
    assert (made.expected.identifier, made.expected.scalar) == ("t_step_goal", 90)
    assert verdict(aim, water(2019, "89.9"), year=2019, path="steps").outcome == "behind"
    assert verdict(aim, water(2017, "89.9"), year=2017, path="steps").outcome == "not_yet_due"


def test_without_steps_the_line_is_straight() -> None:
    aim = target("level", ">=", 90, "%", due_year=2020, base={"year": 2015, "value": 80}, **WATER)
    assert verdict(aim, water(2018, "85.9"), path="steps").outcome == "behind"


def test_growth_before_the_due_year_is_held_against_the_same_years_reference() -> None:
    aim = target(
        "relative_growth",
        ">",
        None,
        "%",
        measure="real_growth",
        reference="china",
        equal_meets=False,
        due_year=2020,
    )
    for own, expected in (("7.1", "on_track"), ("7.0", "behind")):
        stated = (("real_growth", "county", 2018, None, own), ("real_growth", "china", 2018, None, "7.0"))
        assert outcome(aim, *stated) == expected


def test_a_flow_of_a_later_year_is_not_yet_due() -> None:
    aim = target("flow", ">=", 600, "人", measure="exits", due_year=2020)
    assert outcome(aim, ("exits", "county", 2018, None, "900")) == "not_yet_due"


def test_a_milestone_done_early_is_on_track_and_one_not_done_is_not_yet_due() -> None:
    aim = target("milestone", "done", None, "是/否", measure="office", due_year=2020)
    assert outcome(aim, ("office", "county", 2018, None, "1")) == "on_track"
    assert outcome(aim, ("office", "county", 2018, None, "0")) == "not_yet_due"


# ---------------------------------------------------------------- due years


def test_after_the_due_year_its_own_value_counts_and_the_later_one_is_shown() -> None:
    aim = target("level", ">=", 90, "%", due_year=2017, **WATER)
    made = verdict(aim, water(2017, "89.0"), water(2018, "91.0"))
    assert (made.outcome, made.judged) == ("not_met", 2017)
    assert made.later is not None
    assert made.later.scalar == 91
    assert outcome(aim, water(2018, "91.0")) == "no_observation"


def test_nothing_observed_after_the_year_of_the_assessment_is_read() -> None:
    aim = target("level", ">=", 90, "%", due_year=2018, base={"year": 2015, "value": 80}, **WATER)
    assert outcome(aim, water(2018, "95.0"), year=2017) == "not_yet_due"


def test_an_annual_target_is_judged_every_year() -> None:
    aim = target("flow", ">=", 600, "人", measure="exits", recurrence="annual", due_year=None)
    stated = [
        ("exits", "county", year, None, value)
        for year, value in ((2016, "600"), (2017, "599"), (2020, "601"))
    ]
    found = [outcome(aim, *stated, year=year) for year in (2015, 2016, 2017, 2018, 2020, 2021)]
    assert found == ["not_yet_due", "met", "not_met", "no_observation", "met", "met"]


def test_a_target_without_a_date_is_due_when_the_plan_ends_and_the_reasons_say_so() -> None:
    aim = target("level", ">=", 90, "%", due_year=None, **WATER)
    made = verdict(aim, water(2020, "90.0"), year=2020)
    assert (made.outcome, made.reasons) == ("met", ("原文未写明期限，按规划期末评价",))


def test_a_date_within_the_year_is_judged_by_the_year_and_the_reasons_say_so() -> None:
    aim = target("milestone", "done", None, "是/否", measure="office", deadline="2018-04-30")
    made = verdict(aim, ("office", "county", 2018, None, "1"))
    assert (made.outcome, made.reasons) == ("met", ("期限在年度之内，按年度数据评价",))


def test_numbers_of_the_plan_itself_are_no_observations() -> None:
    # The statements of these tests cite this document.
    own = {
        "programme": "example",
        "file": "params/example/plan.yaml",
        "document": "《某县规划》",
        "period": "2016-2020",
    }
    aim = target("level", ">=", 90, "%", base={"year": 2015, "value": 80}, **WATER)
    stated = water(2018, "95.0")
    assert outcome(aim, stated) == "met"
    made = target("level", ">=", 90, "%", base={"year": 2015, "value": 80}, **WATER, source=own)
    assert outcome(made, stated) == "no_observation"
    base = target("baseline", "=", 80, "%", base={"year": 2015}, due_year=None, **WATER, source=own)
    assert outcome(base, water(2015, "80.0")) == "met"


# ---------------------------------------------------------------- whom a target binds


def test_a_number_of_the_county_does_not_bind_a_township() -> None:
    aim = target("flow", ">=", 600, "人", measure="exits")
    made = verdict(aim, ("exits", "north", 2018, None, "350"), region="north")
    assert (made.outcome, made.reasons) == ("not_quantified", ("目标对某县提出，未分解到北镇",))


def test_a_rate_of_the_county_is_held_against_a_township_with_a_remark() -> None:
    made = verdict(
        target("level", ">=", 90, "%", **WATER), ("coverage", "north", 2018, "water", "91.0"), region="north"
    )
    assert (made.outcome, made.reasons) == ("met", ("目标对某县总体提出，对北镇按同一标准对照",))


@pytest.mark.parametrize(("south", "expected"), [("1", "met"), ("0", "not_met"), (None, "no_observation")])
def test_a_target_for_each_township_is_met_when_every_one_meets_it(south: str | None, expected: str) -> None:
    aim = target("level", ">=", 1, "个", measure="clusters", each="township")
    stated = [("clusters", "north", 2018, None, "5")]
    stated += [("clusters", "south", 2018, None, south)] if south else []
    made = verdict(aim, *stated)
    assert made.outcome == expected
    assert [condition.name for condition in made.conditions] == ["北镇", "南镇"]
    assert verdict(aim, *stated, region="north").outcome == "met"


def test_the_mean_of_a_county_does_not_show_that_each_household_is_above_the_line() -> None:
    aim = target("level", ">=", 3000, "元", measure="disposable", each="household")
    made = verdict(aim, ("disposable", "county", 2018, None, "12090"))
    assert (made.outcome, made.reasons) == (
        "no_observation",
        ("目标要求每户达到，无分户数据，总体数值不能说明",),
    )
    assert made.goal is not None
    assert made.goal.scalar == 3000


def test_a_coverage_of_all_villages_shows_that_each_is_covered() -> None:
    aim = target("share", "=", 100, "%", each="village", **WATER)
    assert [outcome(aim, water(2018, value)) for value in ("99.9", "100.0")] == ["not_met", "met"]


# ---------------------------------------------------------------- together


def test_the_counts_of_a_summary_add_up_to_the_targets() -> None:
    aims = [
        (target("level", ">=", 90, "%", **WATER), "met"),
        (target("level", ">=", 92, "%", **WATER), "not_met"),
        (target("qualitative", "qualitative", None, ""), "not_quantified"),
        (target("flow", ">=", 600, "人", measure="exits"), "no_observation"),
        (target("flow", ">=", 600, "人", measure="exits", due_year=2020), "not_yet_due"),
    ]
    found = [verdict(aim, water(2018, "91.0")) for aim, _ in aims]
    assert [made.outcome for made in found] == [expected for _, expected in aims]
    counts = summary(found)
    assert sum(counts.values()) == 5
    assert counts == {
        "met": 1, "not_met": 1, "on_track": 0, "behind": 0, "not_yet_due": 1, "no_observation": 1, "not_quantified": 1,
    }  # fmt: skip


def test_a_region_that_is_not_there_is_refused() -> None:
    with pytest.raises(DefinitionError, match="Did you mean county"):
        verdict(target("level", ">=", 90, "%", **WATER), region="conty")
