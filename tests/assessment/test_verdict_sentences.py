"""How verdicts read, and that every number in them leads to a cell or to the plan."""

from __future__ import annotations

import re

from assessbook.assessment.verdict import Verdict
from assessbook.report.figures import Figure, publish
from assessbook.report.sentences import filled, require_places
from tests.assessment.plan_examples import target, verdict


def read(made: Verdict) -> str:
    """The sentence as a reader sees it."""
    values = dict(made.values)
    require_places([made.sentence], dict(values))
    runs = filled("example", made.sentence, dict(values))
    return "".join(run if isinstance(run, str) else run.text for run in runs)


EXITS = target("flow", ">=", 600, "人", measure="exits", name="年度脱贫人口", quote="600名贫困人口脱贫")


def test_a_shortfall_is_said_as_a_positive_number() -> None:
    made = verdict(EXITS, ("exits", "county", 2018, None, "550"))
    assert read(made) == (
        "目标：年度脱贫人口，不少于600人（2018年到期）；实际：2018年为550人；差距：尚差50人；"
        "依据：《某县脱贫攻坚规划》第二章“600名贫困人口脱贫”。"
    )
    assert made.gap is not None
    assert made.gap.scalar == -50


def test_a_surplus_is_said_as_such() -> None:
    assert "差距：超出目标50人；" in read(verdict(EXITS, ("exits", "county", 2018, None, "650")))
    assert "差距：无，与目标持平；" in read(verdict(EXITS, ("exits", "county", 2018, None, "600")))


def test_below_a_ceiling_the_gap_is_positive() -> None:
    aim = target("level", "<=", 3, "%", measure="incidence", name="贫困发生率")
    made = verdict(aim, ("incidence", "county", 2018, None, "2.5"))
    assert made.gap is not None
    assert (made.gap.scalar, made.gap.unit.symbol) == (0.5, "百分点")
    assert "不高于3%（2018年到期）；实际：2018年为2.5%；差距：低于目标0.5个百分点；" in read(made)
    over = verdict(aim, ("incidence", "county", 2018, None, "3.5"))
    assert over.gap is not None
    assert over.gap.scalar == -0.5
    assert "差距：超过目标0.5个百分点；" in read(over)


def test_inside_a_range_the_gap_is_what_is_left_to_the_nearer_end() -> None:
    aim = target("range", "in_range", 2, "个", upper=6, measure="clusters")
    for value, gap, words in (
        ("3", 1, "距区间端点尚有1个"),
        ("9", -3, "超出区间3个"),
        ("1", -1, "超出区间1个"),
    ):
        made = verdict(aim, ("clusters", "county", 2018, None, value))
        assert made.gap is not None
        assert made.gap.scalar == gap
        assert words in read(made)


def test_before_the_due_year_the_sentence_says_what_the_path_asks() -> None:
    aim = target(
        "level", ">=", 90, "%", measure="coverage", item="water", name="饮水安全率", due_year=2020,
        base={"year": 2015, "value": 80},
    )  # fmt: skip
    made = verdict(aim, ("coverage", "county", 2018, "water", "85.0"))
    assert "（2020年到期）；实际：2018年为85.0%，按进度应为86.00%；差距：尚差5.0个百分点；" in read(made)


def test_without_an_observation_the_sentence_names_what_is_missing() -> None:
    assert read(verdict(EXITS)) == (
        "目标：年度脱贫人口，不少于600人（2018年到期）；实际：无数据；"
        "依据：《某县脱贫攻坚规划》第二章“600名贫困人口脱贫”。某县脱贫人口评价年度无数据。"
    )


def test_what_is_missing_of_a_divided_measure_names_its_item() -> None:
    aim = target("level", ">=", 90, "%", measure="coverage", item="water")
    assert verdict(aim).reasons == ("某县覆盖率“饮水安全”评价年度无数据",)


def test_quotation_marks_inside_the_plans_words_become_single_ones() -> None:
    aim = target("qualitative", "qualitative", None, "", quote="具备“三有”特征")
    assert "第二章“具备‘三有’特征”。" in read(verdict(aim))


def test_what_is_not_quantified_has_a_target_and_its_words_only() -> None:
    aim = target("qualitative", "qualitative", None, "", name="生态环境改善")
    assert read(verdict(aim)) == (
        "目标：生态环境改善；依据：《某县脱贫攻坚规划》第二章“原文数语”。原文未提出量化要求。"
    )


def test_conditions_are_listed_by_outcome() -> None:
    stated = (("having", "county", 2018, "road", "1"), ("having", "county", 2018, "water", "0"))
    made = verdict(target("checklist", "=", None, "项", measure="having", name="三有"), *stated)
    assert "实际：已达到的有有路，未达到的有有水，无数据的有有电；" in read(made)


def test_a_comparison_names_the_region_compared_with() -> None:
    aim = target(
        "relative_level", "<", None, "%", measure="incidence", reference="province", equal_meets=False,
        name="发生率低于全省",
    )  # fmt: skip
    made = verdict(
        aim, ("incidence", "county", 2018, None, "2.5"), ("incidence", "province", 2018, None, "3.0")
    )
    assert "目标：发生率低于全省，低于某省的3.0%（2018年到期）；" in read(made)


def test_no_digit_stands_in_the_template_itself() -> None:
    aim = target(
        "level", ">=", 90, "%", measure="coverage", item="water", name="2018年饮水安全率", quote="90%以上"
    )
    made = verdict(aim, ("coverage", "county", 2018, "water", "85.0"))
    assert re.search(r"\d", made.sentence) is None


def test_a_threshold_leads_to_the_words_of_the_plan() -> None:
    made = verdict(EXITS, ("exits", "county", 2018, None, "550"))
    assert made.goal is not None
    figure = publish("example", made.goal)
    assert isinstance(figure, Figure)
    assert (figure.figure, figure.status, figure.text) == (
        "example/2018/county/t_one_goal",
        "observed",
        "600",
    )
    assert figure.derivation["source"] == {
        "file": "params/example/plan.yaml",
        "sheet": "targets",
        "cell": "t_one",
        "raw": "600名贫困人口脱贫",
        "citation": "《某县脱贫攻坚规划》第二章",
        "decimals": 0,
    }


def test_an_observed_actual_keeps_its_own_id_and_a_computed_one_takes_the_targets() -> None:
    made = verdict(EXITS, ("exits", "county", 2018, None, "550"))
    assert made.actual is not None
    assert made.actual.identifier == "exits"
    rate = verdict(
        target("share", "<=", 3, "%", measure="incidence"),
        ("poor", "county", 2018, None, "290"),
        ("population", "county", 2018, None, "1"),
    )
    assert rate.actual is not None
    assert rate.actual.identifier == "incidence_by_population"


def test_the_gap_and_the_path_unfold_to_their_sources() -> None:
    aim = target(
        "level",
        ">=",
        90,
        "%",
        measure="coverage",
        item="water",
        due_year=2020,
        base={"year": 2015, "value": 80},
    )
    made = verdict(aim, ("coverage", "county", 2018, "water", "85.0"))
    assert made.gap is not None
    assert made.expected is not None
    addresses = [
        [origin.address for origin in side.derivation_at((0, 0, 0)).origins]
        for side in (made.gap, made.expected)
    ]
    plan = "params/example/plan.yaml!targets!t_one"
    assert addresses == [["data/example/tables.xlsx!表1!B1", plan], [f"{plan}.base", plan]]


def test_a_gap_that_would_print_as_zero_prints_with_the_decimals_that_show_it():
    from assessbook.assessment.judging import visible
    from assessbook.measures import constant

    assert visible(constant(-0.0043, "百分点")).decimals == 4
    assert visible(constant(-0.01, "百分点")).decimals is None
    assert visible(constant(0, "百分点")).decimals is None
