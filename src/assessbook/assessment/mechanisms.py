"""What a plan asks to be monitored, by kind: its mechanisms, what was observed of each, who falls into which band.

The kinds are those of five programme documents read side by side; a plan has some of them, and one
mechanism may do the work of several. Where observations are entered is for `entry_sheets`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessbook.assessment.case import is_intended
from assessbook.assessment.plan import Plan
from assessbook.assessment.plan_models import GradeBand, Mechanism, ReportDue
from assessbook.assessment.plan_words import Frequency
from assessbook.measures import Measure, source_measure
from assessbook.observations.dataset import Dataset
from assessbook.observations.observation import Observation

MECHANISM_KINDS: dict[str, str] = {
    "registry": "建档立卡与识别",
    "exit_standards": "退出标准与退出台账（人、村、县）",
    "quotas": "年度脱贫计划、分阶段安排与累计进度",
    "task_decomposition": "任务分解与责任书",
    "village_programme": "整村推进、分批村与村名单",
    "income_reference": "收入增长及其与参照地区的比较",
    "exit_paths": "脱贫路径与分批分类帮扶",
    "coverage": "覆盖率指标（路、水、电、医保等）",
    "fund_mix": "资金来源、投向与结构",
    "leverage": "资金配套与放大比例",
    "fund_supervision": "资金监管、公示与绩效评价",
    "pairing": "结对帮扶、驻村与走访",
    "reporting": "进度报告制度（月、季、年）",
    "assessment": "年度考核、等次与排名",
    "rewards": "奖励、约谈与惩处",
    "survey": "满意度调查与第三方评估",
    "paper_exit_checks": "防止“数字脱贫”的核查",
    "post_exit": "退出后政策延续、跟踪与返贫",
    "information_system": "信息系统、数据库与台账",
    "relocation": "易地搬迁与住房",
    "social_security": "社会保障兜底与低保标准",
    "training": "培训与就业",
    "typology": "地区分类（片区、重点县、不考核地区生产总值的县等）",
    "leadership": "领导责任与管理层级",
    "multidimensional": "多维贫困与支出负担",
    "incidents": "涉贫事件处置与反馈",
    "mobilisation": "社会动员与捐赠公开",
    "finance": "金融扶贫（小额信贷、互助资金、保险）",
    "asset_shares": "资产收益与分红",
}
"""Kind -> its printed name, in the order in which reports list them."""

FREQUENCIES: dict[Frequency, str] = {
    "once": "一次",
    "yearly": "每年一次",
    "half_yearly": "每半年一次",
    "quarterly": "每季度一次",
    "monthly": "每月一次",
    "irregular": "不定期",
}
"""How often a report is due, and how it prints."""


def mechanisms_of(plan: Plan, kind: str) -> tuple[Mechanism, ...]:
    """The mechanisms of a plan that are of a kind, first of all or among others."""
    return tuple(entry for entry in plan.mechanisms if kind == entry.kind or kind in entry.also)


def measures_of(dataset: Dataset, plan: Plan, mechanisms: Sequence[Mechanism]) -> list[str]:
    """Ids of the measures that say something of some mechanisms, each once.

    First what the plan's sheets named by the mechanisms state, then what their targets are judged by, then
    what they name themselves.
    """
    sheets = {entry.sheet for entry in mechanisms if entry.sheet is not None}
    found = [
        entry.measure
        for entry in dataset.observations
        if entry.origin.sheet in sheets and entry.origin.file not in dataset.yearly
    ]
    targets = (plan.target(name) for entry in mechanisms for name in entry.targets)
    found += [target.measure for target in targets if target.measure is not None]
    found += [name for entry in mechanisms for name in entry.measures]
    return list(dict.fromkeys(found))


def due_in_words(report: ReportDue) -> str:
    """How often a report is due, and until when, in Chinese."""
    often = FREQUENCIES[report.frequency]
    if report.deadline is None:
        return often
    *year, month, day = report.deadline.split("-")
    date = f"{int(month)}月{int(day)}日前"
    return f"{often}，{year[0]}年{date}" if year else f"{often}，{date}"


def actual(dataset: Dataset, plan: Plan, measure: str) -> Measure:
    """What was observed of a measure: without what the plan's own document says of its years.

    Where the plan's number is the adopted one of a fact, the preferred other statement of it is taken.
    """
    found: list[Observation] = []
    for adopted in dataset.of(measure):
        several = (adopted, *dataset.restatements.get(adopted.key, ()))
        observed = [entry for entry in several if not is_intended(entry, plan.source, dataset)]
        found += observed[:1]
    return source_measure(measure, found, dataset.definitions)


def intended(dataset: Dataset, plan: Plan, measure: str) -> Measure:
    """What the plan's own document says of a measure in the plan's years."""
    found = [entry for entry in dataset.of(measure) if is_intended(entry, plan.source, dataset)]
    return source_measure(measure, found, dataset.definitions)


def members(band: GradeBand, values: Mapping[str, float]) -> list[str] | None:
    """Who falls into a band of the yearly assessment.

    Parameters
    ----------
    band : GradeBand
    values : mapping
        Region -> what the band goes by, in the band's unit: a score, a share of the task, or a place,
        counted from the end of the ranking that the band names.

    Returns
    -------
    list of str or None
        Regions in the order of `values`. None where the plan names the band without its bounds.
    """
    if band.basis == "unstated" or (band.lower is None and band.upper is None):
        return None
    return [
        region
        for region, value in values.items()
        if (band.lower is None or value >= band.lower) and (band.upper is None or value < band.upper)
    ]
