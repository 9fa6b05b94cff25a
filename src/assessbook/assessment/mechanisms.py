"""What a plan asks to be monitored, by kind, and which of it has data.

The kinds are those of five programme documents read side by side; a plan has some of them.
"""

from __future__ import annotations

from assessbook.assessment.plan import Plan
from assessbook.observations.dataset import Dataset

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


def observed_sheets(plan: Plan, dataset: Dataset, year: int) -> dict[str, tuple[bool, str]]:
    """Where each mechanism of a plan has numbers up to a year; mechanisms without any are left out.

    Parameters
    ----------
    plan : Plan
        Its mechanisms name the sheet that their numbers are entered in.
    dataset : Dataset
    year : int
        Later periods don't count; spans that have begun do.

    Returns
    -------
    dict
        Mechanism id -> whether anything was observed beside what the plan's own document states, and
        the sheet with its periods, in words.
    """
    periods: dict[str, set[str]] = {}
    observed: set[str] = set()
    for observation in dataset.observations:
        if observation.period.start <= year and observation.value is not None:
            sheet = observation.origin.sheet
            periods.setdefault(sheet, set()).add(observation.period.chinese)
            if not observation.origin.citation.startswith(plan.document.title):
                observed.add(sheet)
    found = {}
    for entry in plan.mechanisms:
        if entry.sheet and entry.sheet in periods:
            words = f"工作表“{entry.sheet}”（{'、'.join(sorted(periods[entry.sheet]))}）"
            found[entry.id] = (entry.sheet in observed, words)
    return found
