"""The words of `plan.yaml`: kinds of targets and mechanisms, comparators, and what may be asked of each."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "level",
    "flow",
    "cumulative",
    "share",
    "relative_growth",
    "relative_level",
    "multiple",
    "range",
    "checklist",
    "milestone",
    "trend",
    "qualitative",
    "baseline",
    "norm",
    "ranking",
    "process",
]
Comparator = Literal[
    ">=", ">", "<=", "<", "=", "in_range", "done", "qualitative", "narrowing", "near", "members"
]
MechanismKind = Literal[
    "registry",
    "exit_standards",
    "quotas",
    "task_decomposition",
    "village_programme",
    "income_reference",
    "exit_paths",
    "coverage",
    "fund_mix",
    "leverage",
    "fund_supervision",
    "pairing",
    "reporting",
    "assessment",
    "rewards",
    "survey",
    "paper_exit_checks",
    "post_exit",
    "information_system",
    "relocation",
    "social_security",
    "training",
    "typology",
    "leadership",
    "multidimensional",
    "incidents",
    "mobilisation",
    "finance",
    "asset_shares",
]
Frequency = Literal["once", "yearly", "half_yearly", "quarterly", "monthly", "irregular"]
TIMES_A_YEAR: dict[Frequency, int | None] = {
    "yearly": 1,
    "half_yearly": 2,
    "quarterly": 4,
    "monthly": 12,
    "irregular": None,
}
"""How often a report is due in a year; None where the plan leaves it open."""

NUMERIC = frozenset({">=", ">", "<=", "<", "=", "in_range"})
"""Comparators that compare with a number of the plan or of a reference region."""

YES_NO = "是/否"
"""The unit of what is done or not."""

TASKS = frozenset({"flow", "cumulative", "process"})
"""Kinds that ask for work to be done: what is done beyond the number fulfils it too."""

COUNTED = frozenset({"人", "万人", "人次", "万人次", "户", "个", "项", "处", "条", "种", "次"})
"""Units in which things are counted."""

QUANTIFIED = frozenset({"level", "flow", "cumulative", "share", "multiple", "range", "baseline", "norm"})
"""Kinds that need a number of the plan's own."""

RELATIVE = frozenset({"relative_growth", "relative_level"})
"""Kinds that compare with a reference region."""
