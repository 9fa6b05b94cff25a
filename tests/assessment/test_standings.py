"""A target beside last year and beside its path: every number worked out by hand, every sentence read."""

from __future__ import annotations

import pytest

from assessbook.assessment.plan_models import Target
from assessbook.assessment.standing_sentences import told
from assessbook.assessment.standings import Standing, by_lag, standings
from assessbook.assessment.verdicts import assess
from assessbook.report.sentences import filled, require_places
from tests.assessment.examples import Stated, dataset
from tests.assessment.plan_examples import DEFINITIONS, target

WATER = {"measure": "coverage", "item": "water", "name": "饮水安全率"}
# From 80 in 2015 to 90 in 2020: 2 a year, 84 in 2017, 86 in 2018.
RISING = target("level", ">=", 90, "%", due_year=2020, base={"year": 2015, "value": 80}, **WATER)
# From 1000 persons in 2015 to none in 2020: 200 a year, 400 in 2018.
FALLING = target(
    "level", "<=", 0, "人", measure="poor", name="贫困人口", due_year=2020, base={"year": 2015, "value": 1000}
)


def water(year: int, value: str) -> Stated:
    return ("coverage", "county", year, "water", value)


def poor(year: int, value: str) -> Stated:
    return ("poor", "county", year, None, value)


def standing(aim: Target, *stated: Stated, year: int = 2018, path: str = "linear") -> Standing:
    found = found_for(aim, *stated, year=year, path=path)
    assert found is not None
    return found


def found_for(aim: Target, *stated: Stated, year: int = 2018, path: str = "linear") -> Standing | None:
    data = dataset(*stated, definitions=DEFINITIONS)
    chosen = "steps" if path == "steps" else "linear"
    made = assess(aim, data, region="county", year=year, path=chosen)  # type: ignore[arg-type]
    return standings([made], data, path=chosen).get(aim.id)  # type: ignore[arg-type]


def read(made: Standing) -> str:
    text = told(made)
    require_places([text.sentence], dict(text.values))
    runs = filled("example", text.sentence, dict(text.values))
    return "".join(run if isinstance(run, str) else run.text for run in runs)


# ---------------------------------------------------------------- numbers


def test_change_lead_and_years_needed_of_a_rate() -> None:
    made = standing(RISING, water(2017, "83.0"), water(2018, "85.0"))
    assert made.change is not None
    assert (made.change.scalar, made.change.unit.symbol) == (2, "百分点")
    assert made.path is not None
    assert made.path.scalar == pytest.approx(86)
    assert made.ahead is not None
    assert made.ahead.scalar == pytest.approx(-1)
    # 5 points at 2 a year are two and a half years: 2021.
    assert made.needed is not None
    assert (made.needed.scalar, made.needed.unit.symbol) == (2.5, "年")
    assert made.reached is not None
    assert made.reached.start == 2021


def test_fewer_poor_than_the_path_allows_are_ahead_of_it() -> None:
    made = standing(FALLING, poor(2017, "650"), poor(2018, "350"))
    assert made.change is not None
    assert made.ahead is not None
    assert (made.change.scalar, made.ahead.scalar) == (-300, 50)
    # 350 at 300 a year: in the second year, 2020.
    assert made.reached is not None
    assert made.reached.start == 2020


def test_a_sum_of_flows_is_compared_with_last_years_sum() -> None:
    # 1000 over 2016 to 2020 are 600 by 2018; 100 + 150 + 250 are 500, 250 more than the year before.
    aim = target("cumulative", ">=", 1000, "人", measure="exits", due_year=2020, base={"year": 2015})
    stated = [
        ("exits", "county", year, None, value)
        for year, value in ((2016, "100"), (2017, "150"), (2018, "250"))
    ]
    made = standing(aim, *stated)
    assert made.last is not None
    assert made.change is not None
    assert made.ahead is not None
    assert (made.last.scalar, made.change.scalar, made.ahead.scalar) == (250, 250, -100)
    assert made.needed is not None
    assert made.needed.scalar == 2  # 500 more at 250 a year


def test_in_the_due_year_the_goal_is_where_it_should_be() -> None:
    made = standing(RISING, water(2019, "88.0"), water(2020, "89.5"), year=2020)
    assert made.path is not None
    assert made.ahead is not None
    assert (made.path.scalar, made.ahead.scalar) == (90, -0.5)
    assert (made.needed, made.goal) == (None, None)


@pytest.mark.parametrize(
    ("aim", "rows", "ahead"),
    [
        # 98.5 of all: 1.5 points behind. 3 persons left where none may be: 3 behind. 200 asked, 210 done.
        (target("share", "=", 100, "%", **WATER), (water(2017, "90.0"), water(2018, "98.5")), -1.5),
        (target("level", "=", 0, "人", measure="poor"), (poor(2017, "9"), poor(2018, "3")), -3),
        (target("level", "=", 200, "人", measure="poor"), (poor(2017, "100"), poor(2018, "210")), 10),
        # A standard that is set has neither lead nor lag.
        (target("norm", "=", 90, "%", **WATER), (water(2017, "90.0"), water(2018, "91.0")), None),
    ],
)
def test_what_is_ahead_and_what_is_behind_in_the_due_year(
    aim: Target, rows: tuple[Stated, ...], ahead: float | None
) -> None:
    made = standing(aim, *rows)
    assert (None if made.ahead is None else made.ahead.scalar) == ahead


def test_the_plans_own_steps_are_a_path_too() -> None:
    step = {
        "target": "t_step", "name": "中期目标", "year": 2018, "value": 88, "unit": "%", "quote": "数语",
        "section": "第二章",
    }  # fmt: skip
    aim = target(
        "level", ">=", 90, "%", due_year=2020, base={"year": 2015, "value": 80}, waypoints=[step], **WATER
    )
    made = standing(aim, water(2017, "83.0"), water(2018, "85.0"), path="steps")
    assert made.path is not None
    assert made.ahead is not None
    assert (made.path.scalar, made.ahead.scalar) == (88, -3)


def test_income_is_compared_at_the_prices_the_target_asks_for() -> None:
    # 5500 of 2017 and 5555 of 2018 are both 5000 at the prices of 2016.
    aim = target(
        "level",
        ">=",
        6000,
        "元",
        measure="net",
        due_year=2020,
        price="constant",
        base={"year": 2016, "value": 4000},
    )
    made = standing(
        aim,
        ("consumer_price_change", "china", 2017, None, "10.0"),
        ("consumer_price_change", "china", 2018, None, "1.0"),
        ("net", "county", 2017, None, "5500"),
        ("net", "county", 2018, None, "5555"),
    )
    assert made.change is not None
    assert made.change.scalar == pytest.approx(0)
    # From 4000 in 2016 to 6000 in 2020: 5000 in 2018.
    assert made.ahead is not None
    assert made.ahead.scalar == pytest.approx(0)


def test_without_a_deflator_there_is_no_value_to_compare() -> None:
    aim = target(
        "level", ">=", 6000, "元", measure="net", due_year=2020, price="constant", base={"year": 2016}
    )
    assert (
        found_for(aim, ("net", "county", 2017, None, "5500"), ("net", "county", 2018, None, "5555")) is None
    )


def test_a_gap_that_is_to_narrow_is_compared_with_last_years_but_has_no_path() -> None:
    aim = target("trend", "narrowing", None, "%", measure="net", reference="province", recurrence="annual")
    stated = [("net", place, year, None, value) for place, year, value in (
        ("province", 2017, "10000"), ("province", 2018, "12000"), ("county", 2017, "6000"), ("county", 2018, "7800"),
    )]  # fmt: skip
    made = standing(aim, *stated)
    # 40% were lacking in 2017, 35% in 2018.
    assert made.change is not None
    assert made.change.scalar == pytest.approx(-5)
    assert (made.path, made.is_compared) == (None, False)


def test_a_bound_is_compared_with_nothing() -> None:
    made = standing(RISING, water(2017, "83.0"), ("coverage", "county", 2018, "water", "≥85"))
    assert (made.change, made.path, made.ahead) == (None, None, None)


def test_baselines_and_what_is_done_or_not_have_no_standing() -> None:
    base = target("baseline", "=", 80, "%", base={"year": 2015}, due_year=None, **WATER)
    assert found_for(base, water(2015, "80")) is None
    done = target("milestone", "done", None, "是/否", measure="office")
    assert found_for(done, ("office", "county", 2018, None, "1")) is None


def test_what_is_farthest_behind_its_path_stands_first() -> None:
    second = RISING.model_copy(update={"id": "t_two"})
    rows = (water(2017, "83.0"), water(2018, "85.0"), poor(2017, "650"), poor(2018, "500"))
    data = dataset(*rows, definitions=DEFINITIONS)
    third = FALLING.model_copy(update={"id": "t_three"})
    made = [assess(aim, data, region="county", year=2018) for aim in (second, third)]
    # 100 of 400 too many are more than 1 of 86 too few.
    assert [each.verdict.target.id for each in by_lag(standings(made, data).values())] == ["t_three", "t_two"]


# ---------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("last", "now", "says"),
    [
        ("83.0", "85.0", "比上年（83.0%）上升2.0个百分点"),
        ("86.0", "85.0", "比上年（86.0%）下降1.0个百分点"),
        ("85.0", "85.0", "与上年（85.0%）持平"),
        (None, "85.0", "没有上年数据"),
    ],
)
def test_a_rate_rises_falls_stays_or_has_no_last_year(last: str | None, now: str, says: str) -> None:
    before = () if last is None else (water(2017, last),)
    assert f"饮水安全率：2018年为85.0%，{says}；" in read(standing(RISING, *before, water(2018, now)))


@pytest.mark.parametrize(
    ("last", "says"),
    [
        ("650", "比上年（650人）减少250人"),
        ("300", "比上年（300人）增加100人"),
        ("400", "与上年（400人）持平"),
    ],
)
def test_a_count_grows_shrinks_or_stays(last: str, says: str) -> None:
    assert f"贫困人口：2018年为400人，{says}；" in read(
        standing(FALLING, poor(2017, last), poor(2018, "400"))
    )


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("87.0", "按进度应达86.00%，领先1.00个百分点；"),
        ("86.0", "按进度应达86.00%，与要求持平；"),
        ("85.0", "按进度应达86.00%，落后1.00个百分点；"),
    ],
)
def test_it_is_ahead_of_the_path_on_it_or_behind(now: str, says: str) -> None:
    assert says in read(standing(RISING, water(2017, "83.0"), water(2018, now)))


@pytest.mark.parametrize(
    ("last", "now", "ends"),
    [
        # 3 points at 4 a year; 5 at 2; none at all; away from it; there already.
        ("83.0", "87.0", "；按本年变化速度还需0.75年，预计2019年达到目标，可按期达到。"),
        ("83.0", "85.0", "；按本年变化速度还需2.50年，预计2021年达到目标，晚于规定期限。"),
        ("85.0", "85.0", "；按本年变化速度不能达到目标。"),
        ("86.0", "85.0", "；按本年变化速度不能达到目标。"),
        ("83.0", "90.0", "领先4.00个百分点。"),
    ],
)
def test_the_pace_says_when_the_goal_would_be_reached(last: str, now: str, ends: str) -> None:
    assert read(standing(RISING, water(2017, last), water(2018, now))).endswith(ends)


def test_in_the_due_year_the_sentence_speaks_of_the_goal() -> None:
    made = standing(RISING, water(2019, "88.0"), water(2020, "89.5"), year=2020)
    assert read(made) == (
        "饮水安全率：2020年为89.5%，比上年（88.0%）上升1.5个百分点；到期应达90%，落后0.5个百分点。"
    )


def test_in_the_first_year_the_base_year_is_last_year() -> None:
    made = standing(RISING, water(2015, "80.0"), water(2016, "82.5"), year=2016)
    assert read(made).startswith(
        "饮水安全率：2016年为82.5%，比上年（80.0%）上升2.5个百分点；按进度应达82.00%，领先0.50个百分点；"
    )


def test_after_the_due_year_the_year_itself_is_compared_without_a_path() -> None:
    aim = target("level", ">=", 90, "%", due_year=2018, base={"year": 2015, "value": 80}, **WATER)
    rows = (water(2018, "91.0"), water(2019, "92.0"), water(2020, "91.5"))
    assert (
        read(standing(aim, *rows, year=2020)) == "饮水安全率：2020年为91.5%，比上年（92.0%）下降0.5个百分点。"
    )
