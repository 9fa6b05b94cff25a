"""The mechanisms of the five plans: of which kinds they are, which targets rest on them, what falls due."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from assessbook.assessment.plan import Plan, load_plan
from assessbook.assessment.plan_models import GradeBand, Mechanism, ReportDue
from assessbook.core.workspace import Workspace
from assessbook.observations.reader import load_dataset

ROOT = Path(__file__).parents[2]
PROGRAMMES = ["jiaohe-2016", "jilin-2012", "jilin-2016", "lianzhou-2013", "zhejiang-2013"]

# Which mechanisms do the work of which kind, by reading the five documents side by side: j12 and j16 are
# the plans of Jilin of 2012 and 2016, jh Jiaohe's, lz Lianzhou's, zj Zhejiang's.
BY_KIND = {
    "registry": "j12_s28 j16_s08 j16_s48 jh_s01 jh_s03 jh_s04 lz_s01 lz_s02 lz_s22 zj_s01 zj_s35",
    "exit_standards": "j12_s05 j16_s03 j16_s04 j16_s05 j16_s07 jh_s07 jh_s08 jh_s31 lz_s04 lz_s05 lz_s06 zj_s03 zj_s04",
    "quotas": "j12_s01 j12_s02 j16_s02 j16_s50 jh_s06 lz_s03 zj_s03",
    "task_decomposition": "j12_s01 j12_s22 j16_s34 j16_s47 jh_s41 lz_s10 zj_s10 zj_s33 zj_s34",
    "village_programme": "j12_s03 j12_s04 j12_s05 j12_s06 j12_s07 jh_s02 jh_s08 lz_s02 lz_s09 lz_s18 lz_s21 zj_s15 zj_s29",
    "income_reference": "j12_s08 j16_s03 jh_s05 jh_s07 lz_s04 lz_s05 zj_s03 zj_s04 zj_s05",
    "exit_paths": "j12_s16 j12_s17 j16_s09 j16_s10 j16_s11 j16_s12 j16_s13 j16_s14 j16_s15 j16_s16 jh_s10 jh_s11 jh_s12 jh_s13 jh_s14 lz_s26 zj_s11 zj_s12 zj_s13 zj_s14 zj_s15 zj_s16",
    "coverage": "j16_s17 j16_s18 j16_s19 j16_s20 j16_s24 j16_s25 jh_s09 jh_s15 jh_s16 jh_s17 jh_s18 jh_s21 jh_s22 lz_s07 lz_s17 zj_s08 zj_s22 zj_s23",
    "fund_mix": "j12_s09 j12_s11 j12_s12 j12_s13 j12_s23 j16_s42 j16_s43 jh_s26 jh_s27 jh_s28 jh_s35 lz_s14 lz_s15 lz_s27 zj_s20 zj_s28 zj_s29 zj_s40",
    "leverage": "j12_s10 jh_s38 lz_s15 lz_s37 zj_s24",
    "fund_supervision": "j12_s07 j12_s24 j12_s25 j12_s26 j16_s45 jh_s29 jh_s36 jh_s37 lz_s16 lz_s27 zj_s36",
    "pairing": "j12_s19 j16_s27 j16_s28 j16_s29 jh_s23 lz_s10 lz_s11 lz_s12 lz_s29 lz_s30 zj_s29",
    "reporting": "j12_s18 j12_s30 j16_s01 lz_s31 zj_s34 zj_s37",
    "assessment": "j12_s21 j12_s29 j16_s31 j16_s32 j16_s33 jh_s30 lz_s32 lz_s33 lz_s36 zj_s38",
    "rewards": "j12_s29 j16_s07 j16_s38 j16_s41 jh_s33 jh_s37 lz_s32 lz_s33 lz_s34 lz_s35 zj_s27 zj_s38",
    "survey": "j16_s35 j16_s36 jh_s32",
    "paper_exit_checks": "j12_s07 j16_s37 jh_s32",
    "post_exit": "j16_s02 j16_s06 j16_s50 jh_s42 lz_s21",
    "information_system": "j16_s25 j16_s48 lz_s22 lz_s23 lz_s24 zj_s35",
    "relocation": "j16_s11 j16_s20 jh_s18 lz_s08 zj_s19 zj_s20",
    "social_security": "j12_s28 j16_s15 jh_s14 lz_s07 lz_s13 lz_s20 zj_s06 zj_s21",
    "training": "j12_s17 j16_s10 jh_s43 lz_s19 zj_s09 zj_s16 zj_s17",
    "typology": "j12_s15 j16_s26 j16_s32 lz_s02 zj_s02 zj_s10 zj_s27 zj_s32",
    "leadership": "j12_s14 j12_s21 j16_s47 jh_s41 lz_s29 zj_s39",
    "multidimensional": "lz_s28 zj_s07",
    "incidents": "j16_s40 jh_s34",
    "mobilisation": "j12_s19 j16_s30 jh_s24 jh_s25 lz_s16 zj_s31",
    "finance": "j12_s23 j12_s25 j16_s43 jh_s38 lz_s37 zj_s24 zj_s25 zj_s26",
    "asset_shares": "j16_s46",
}  # fmt: skip


@cache
def plan(programme: str) -> Plan:
    dataset = load_dataset(Workspace(ROOT), programme)
    return load_plan(Workspace(ROOT), programme, dataset.definitions)


def mechanism(programme: str, identifier: str) -> Mechanism:
    (found,) = [entry for entry in plan(programme).mechanisms if entry.id == identifier]
    return found


def report(programme: str, identifier: str) -> ReportDue:
    (found,) = [entry for entry in plan(programme).reports_due if entry.id == identifier]
    return found


def band(programme: str, identifier: str) -> GradeBand:
    (found,) = [entry for entry in plan(programme).grade_bands if entry.id == identifier]
    return found


# ---------------------------------------------------------------- kinds


def test_a_mechanism_is_of_every_kind_whose_work_it_does() -> None:
    read = {(name, kind) for kind, names in BY_KIND.items() for name in names.split()}
    stated = {
        (entry.id, kind)
        for programme in PROGRAMMES
        for entry in plan(programme).mechanisms
        for kind in (entry.kind, *entry.also)
    }
    assert read - stated == set()
    # Some have a kind of their own and do no other's work; more kinds than one need a reading.
    several = {
        (entry.id, kind)
        for programme in PROGRAMMES
        for entry in plan(programme).mechanisms
        for kind in entry.also
    }
    assert several - read == set()


def test_the_yearly_schedule_of_jilin_is_a_quota_and_goes_on_after_the_exit() -> None:
    found = mechanism("jilin-2016", "j16_s02")
    assert (found.kind, found.also) == ("quotas", ["post_exit"])


# ---------------------------------------------------------------- targets and measures


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_target_rests_on_a_mechanism(programme: str) -> None:
    linked = {name for entry in plan(programme).mechanisms for name in entry.targets}
    assert [target.id for target in plan(programme).targets if target.id not in linked] == []


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_mechanism_names_no_measure_that_its_targets_are_judged_by(programme: str) -> None:
    twice = [
        (entry.id, name)
        for entry in plan(programme).mechanisms
        for name in entry.measures
        if name in {plan(programme).target(target).measure for target in entry.targets}
    ]
    assert twice == []


@pytest.mark.parametrize(
    ("programme", "identifier", "targets"),
    [
        # 确保贫困村、贫困户全覆盖; 2018至2020年，继续保留对口帮扶.
        ("jiaohe-2016", "jh_s23", ["jh_pairing", "jh_pairing_and_households", "jh_consolidate"]),
        ("jiaohe-2016", "jh_s33", ["jh_task"]),
        ("jilin-2012", "j12_s10", ["j12_leverage"]),
        ("jilin-2012", "j12_s23", ["j12_special_fund", "j12_subsidised_loans"]),
        ("jilin-2016", "j16_s38", ["j16_annual_task"]),
        ("jilin-2016", "j16_s28", ["j16_visits", "j16_pair_term", "j16_pair_2020"]),
        ("jilin-2016", "j16_s21", []),
    ],
)
def test_the_targets_of_a_mechanism(programme: str, identifier: str, targets: list[str]) -> None:
    assert mechanism(programme, identifier).targets == targets


def test_all_rows_of_the_table_of_poverty_indicators_rest_on_it() -> None:
    rows = [name for name in mechanism("jiaohe-2016", "jh_s09").targets if "_t22_" in name]
    assert len(rows) == 12 * 2


def test_causes_of_poverty_have_no_target_but_are_measured() -> None:
    found = mechanism("jiaohe-2016", "jh_s04")
    assert (found.targets, found.measures) == ([], ["poor_households_by_cause", "poor_persons_by_cause"])


# ---------------------------------------------------------------- what falls due


@pytest.mark.parametrize(
    ("frequency", "deadline", "year", "times"),
    [
        ("monthly", None, 2013, 12),
        ("quarterly", None, 2013, 4),
        ("half_yearly", None, 2016, 2),
        ("yearly", None, 2016, 1),
        ("yearly", "12-31", 2017, 1),
        ("irregular", None, 2016, None),
        ("once", "2012-04-30", 2012, 1),
        ("once", "2012-04-30", 2013, 0),
        ("once", "2012-04-30", 2011, 0),
    ],
)
def test_how_often_a_report_is_due_in_a_year(
    frequency: str, deadline: str | None, year: int, times: int | None
) -> None:
    due = ReportDue.model_validate(
        {
            "id": "r_one",
            "mechanism": "s_one",
            "name": "报告",
            "reporter": "各乡镇",
            "frequency": frequency,
            "deadline": deadline,
            "quote": "报告",
            "section": "二",
        }
    )
    assert due.times_due(year) == times


def test_county_plans_were_due_by_the_end_of_april_2012_and_never_again() -> None:
    due = report("jilin-2012", "j12_r_local_plans")
    assert (due.reporter, due.receiver, due.deadline) == (
        "各县（市、区）",
        "省发展改革委（扶贫规划协调处）",
        "2012-04-30",
    )
    assert [due.times_due(year) for year in (2011, 2012, 2013)] == [0, 1, 0]


def test_five_things_fall_due_once_in_jilin_in_2012() -> None:
    # 各县实施方案, 部门年底报告, 资金绩效考评, 片区县考核, 考核结果通报.
    once = [entry.mechanism for entry in plan("jilin-2012").reports_due if entry.times_due(2012) == 1]
    assert once == ["j12_s18", "j12_s26", "j12_s29", "j12_s29", "j12_s30"]


def test_what_falls_due_every_year_in_jilin_and_jiaohe() -> None:
    # 年度脱贫攻坚报告, 年度考核及通报, 约谈; heads of units visit their village twice. In Jiaohe 年度考评,
    # 通报, 约谈. Everything else has no frequency in the text.
    due = {
        programme: {
            entry.id: entry.times_due(2017)
            for entry in plan(programme).reports_due
            if entry.times_due(2017) is not None
        }
        for programme in ("jilin-2016", "jiaohe-2016")
    }
    assert due == {
        "jilin-2016": {
            "j16_r_annual_report": 1,
            "j16_r_unit_visits": 2,
            "j16_r_assessment": 1,
            "j16_r_circular": 1,
            "j16_r_interviews": 1,
        },
        "jiaohe-2016": {"jh_r_assessment": 1, "jh_r_circular": 1, "jh_r_interviews": 1},
    }


# ---------------------------------------------------------------- bands of results


def test_the_best_counties_of_2012_get_more_villages_and_funds_the_year_after() -> None:
    found = band("jilin-2012", "j12_g_excellent")
    assert (found.name, found.basis, found.mechanism) == ("优等", "unstated", "j12_s29")
    assert found.consequence == "下年度整村推进和资金安排上给予倾斜。"


@pytest.mark.parametrize(
    ("programme", "identifier"), [("jilin-2016", "j16_g_task_unmet"), ("jiaohe-2016", "jh_g_task_unmet")]
)
def test_an_interview_follows_where_less_than_the_whole_task_is_met(programme: str, identifier: str) -> None:
    found = band(programme, identifier)
    assert (found.basis, found.lower, found.upper, found.unit) == ("task_completion", None, 100, "%")
    assert "约谈" in found.consequence


def test_no_other_band_of_jilin_or_jiaohe_has_a_bound() -> None:
    bounded = [
        entry.id
        for programme in ("jilin-2012", "jilin-2016", "jiaohe-2016")
        for entry in plan(programme).grade_bands
        if entry.basis != "unstated"
    ]
    assert bounded == ["j16_g_task_unmet", "jh_g_task_unmet"]
