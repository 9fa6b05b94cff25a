"""Words that several checks against paper exits share: places, reasons, and how strength follows.

Every text is neutral: a sign deserves a look (值得核实), and nobody is accused of anything.
"""

from __future__ import annotations

from collections.abc import Collection

from assessbook.assessment.evidence import Evidence
from assessbook.core.periods import Period

NO_INCOMES = "没有逐户收入数据"
NO_STATUS = "没有逐户登记状态数据"
TOO_FEW = "各地区各年度有收入数据的户数均过少，不足以检验"
BY_PROBABILITY = "无异常情形下出现该结果的概率（按检验次数校正）"
_NAMES_SHOWN = 5


def place(evidence: Evidence, region: str, period: Period) -> str:
    """A region and a year, as a statement opens: 北镇2016年."""
    return f"{evidence.definitions.regions[region].name}{period.chinese}"


def names_of(evidence: Evidence, regions: Collection[str]) -> str:
    """The names of some regions as a sentence lists them, in the order of the definitions; of many, some."""
    chosen = [evidence.definitions.regions[region].name for region in evidence.scope if region in regions]
    return "、".join(chosen[:_NAMES_SHOWN]) + ("等" if len(chosen) > _NAMES_SHOWN else "")
