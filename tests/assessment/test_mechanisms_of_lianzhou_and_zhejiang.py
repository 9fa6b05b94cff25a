"""The mechanisms of Lianzhou and Zhejiang: targets that rest on them, reports due, bands of results.

Expected values are read in the two documents by hand.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from assessbook.assessment.plan import Plan, load_plan
from assessbook.assessment.plan_models import Mechanism
from assessbook.core.workspace import Workspace
from assessbook.observations.reader import load_dataset

ROOT = Path(__file__).parents[2]
LIANZHOU, ZHEJIANG = "lianzhou-2013", "zhejiang-2013"


@cache
def plan(programme: str) -> Plan:
    dataset = load_dataset(Workspace(ROOT), programme)
    return load_plan(Workspace(ROOT), programme, dataset.definitions)


def mechanism(programme: str, identifier: str) -> Mechanism:
    (found,) = [entry for entry in plan(programme).mechanisms if entry.id == identifier]
    return found


# ---------------------------------------------------------------- targets and measures


@pytest.mark.parametrize(
    ("programme", "identifier", "targets"),
    [
        # 任务290户、324户1064人, 按省下达的任务, 改建任务全部完成; 剩余的964户 and 324户 again in 二（一）7.
        (
            LIANZHOU,
            "lz_s08",
            "lz_2013_housing lz_2013_relocation lz_2013_relocation_and_households lz_2014_housing "
            "lz_2015_housing lz_housing_total lz_relocation_total",
        ),
        # 一个主导产业、一个农民专业合作社、一笔资金; 有劳动能力的户挂上一家; 村村有产业、户户有家业.
        (LIANZHOU, "lz_s18", "lz_2014_industry lz_village_set lz_household_link"),
        # 列入最低生活保障, 与龙头企业挂钩, 转移就业, 移民整体搬迁: four of the five kinds have a target.
        (LIANZHOU, "lz_s26", "lz_2015_dibao lz_household_link lz_employment lz_relocation_total"),
        (LIANZHOU, "lz_s31", "lz_monthly lz_quarterly"),
        # 具体排名根据市的考核结果，结合省的评分来确定: villages and towns.
        (LIANZHOU, "lz_s36", "lz_top30 lz_top10 lz_last30 lz_town_award"),
        (LIANZHOU, "lz_s28", ""),
        (ZHEJIANG, "zj_s03", "zj_income_double zj_income_10000"),
        # The standard of 5000 yuan stands twice: in 一（三） and in 二（四）.
        (ZHEJIANG, "zj_s06", "zj_dibao_5000 zj_dibao_5000b"),
        (
            ZHEJIANG,
            "zj_s27",
            "zj_12_count zj_12_income zj_12_share8000 zj_12_gap zj_12_ecology",
        ),
        (ZHEJIANG, "zj_s29", "zj_pair5000 zj_pair_money zj_pair2000 zj_groups29"),
        (ZHEJIANG, "zj_s38", ""),
    ],
)
def test_the_targets_of_a_mechanism(programme: str, identifier: str, targets: str) -> None:
    assert mechanism(programme, identifier).targets == targets.split()


@pytest.mark.parametrize("year", [2013, 2014, 2015])
def test_every_target_of_a_phase_of_lianzhou_rests_on_the_phases(year: int) -> None:
    phase = [target.id for target in plan(LIANZHOU).targets if target.id.startswith(f"lz_{year}_")]
    assert set(phase) <= set(mechanism(LIANZHOU, "lz_s03").targets)
    assert phase != []


def test_areas_outside_the_29_counties_set_their_own_targets_after_the_eight_main_ones() -> None:
    named = mechanism(ZHEJIANG, "zj_s10").targets
    main = [target.id for target in plan(ZHEJIANG).targets if target.section == "一（三）"]
    assert len(main) == 8
    assert named == ["zj_26", *main]


@pytest.mark.parametrize("programme", [LIANZHOU, ZHEJIANG])
def test_targets_of_a_mechanism_stand_in_the_order_of_the_plan(programme: str) -> None:
    order = [target.id for target in plan(programme).targets]
    for entry in plan(programme).mechanisms:
        assert entry.targets == sorted(entry.targets, key=order.index)


def test_subsidies_are_compared_with_the_persons_relocated() -> None:
    assert mechanism(ZHEJIANG, "zj_s20").measures == ["relocated_persons"]


# ---------------------------------------------------------------- what falls due


def test_what_falls_due_in_lianzhou_in_a_year() -> None:
    # 年度工作计划; 每月一报; 每季一督查一通报; 每年考核; 每年通报; 每年先进个人.
    due = {entry.id: entry.times_due(2014) for entry in plan(LIANZHOU).reports_due}
    assert {name: times for name, times in due.items() if times} == {
        "lz_r_yearly_plan": 1,
        "lz_r_monthly": 12,
        "lz_r_quarterly": 4,
        "lz_r_assessment": 1,
        "lz_r_ranking_circular": 1,
        "lz_r_cadres": 1,
    }
    assert due["lz_r_spot_check"] is None


def test_what_falls_due_in_zhejiang_in_a_year() -> None:
    # 搬迁年度计划, 12县年度实施计划, 部门年度工作计划, 年度工作目标的考核; nothing else has a frequency.
    due = {entry.id: entry.times_due(2014) for entry in plan(ZHEJIANG).reports_due}
    assert {name: times for name, times in due.items() if times} == {
        "zj_r_relocation_yearly_plan": 1,
        "zj_r_special_yearly_plan": 1,
        "zj_r_department_yearly_plan": 1,
        "zj_r_department_assessment": 1,
    }


@pytest.mark.parametrize("programme", [LIANZHOU, ZHEJIANG])
def test_neither_document_names_the_day_on_which_a_report_is_due(programme: str) -> None:
    assert {entry.deadline for entry in plan(programme).reports_due} == {None}


# ---------------------------------------------------------------- bands of results


def test_ranks_of_lianzhou_and_what_follows() -> None:
    found = {
        entry.id: (entry.basis, entry.lower, entry.upper, entry.unit, entry.consequence)
        for entry in plan(LIANZHOU).grade_bands
        if entry.basis != "unstated"
    }
    # The upper end doesn't belong to the band: the thirtieth is in it, the thirty-first isn't.
    assert found == {
        "lz_g_top30": ("rank_from_top", 1, 31, "名", "通报表扬。"),
        "lz_g_top10": ("rank_from_top", 1, 11, "名", "记三等功。"),
        "lz_g_last30": ("rank_from_bottom", 1, 31, "名", "通报批评。"),
        "lz_g_towns10": ("rank_from_top", 1, 11, "名", "各奖励50万元。"),
    }


def test_zhejiang_rewards_without_naming_a_bound() -> None:
    found = {entry.id: (entry.mechanism, entry.basis) for entry in plan(ZHEJIANG).grade_bands}
    assert found == {
        "zj_g_special_support": ("zj_s27", "unstated"),
        "zj_g_advanced": ("zj_s38", "unstated"),
    }
