"""The checks against paper exits: poverty that leaves the statistics rather than the households.

Takes a dataset and a region; gives every suspicion, and in words what couldn't be checked. Which data are
checked follows from the measures' ids (`PaperExitParameters`); no fact of any programme stands here.
"""

from __future__ import annotations

from assessbook.assessment import (
    digit_checks,
    growth_checks,
    household_checks,
    household_status_checks,
    yearly_checks,
)
from assessbook.assessment.evidence import Evidence
from assessbook.assessment.suspicion import Check, PaperExitParameters, Suspicion
from assessbook.observations.dataset import Dataset

__all__ = ["CHECKS", "Check", "PaperExitParameters", "Suspicion", "checks_not_possible", "find_suspicions"]

CHECKS: tuple[Check, ...] = (
    Check("heaping", "收入是否集中在标准附近", household_checks.heaping),
    Check("repeated_income", "收入数值是否重复", household_checks.repeated),
    Check("last_digit", "收入末位数字", digit_checks.last_digits),
    Check("below_line", "已脱贫户收入是否达标", household_status_checks.below_line),
    Check("returned", "已脱贫户是否重新登记", household_status_checks.returned),
    Check("year_end", "退出时间是否集中", household_status_checks.year_end),
    Check("growth_outlier", "收入增速与同级地区比较", growth_checks.growth_outliers),
    Check("cumulative_fall", "累计数是否减少", yearly_checks.cumulative_falls),
    Check("rising_headcount", "贫困人口与脱贫人口变动方向", yearly_checks.rising_headcounts),
    Check("balance", "贫困人口增减与年末数衔接", yearly_checks.balances),
    Check("exact_completion", "计划人数与实际人数完全相等", yearly_checks.exact_completions),
)
"""The checks in the order in which their suspicions are listed."""

_DEFAULTS = PaperExitParameters()


def find_suspicions(
    dataset: Dataset, region: str, parameters: PaperExitParameters = _DEFAULTS
) -> list[Suspicion]:
    """Every suspicion about a region and the regions below it.

    Parameters
    ----------
    dataset : Dataset
        Observations and definitions.
    region : str
        Id of the region; regions above it are read for the exit line only.
    parameters : PaperExitParameters
        Bounds and measures.

    Returns
    -------
    list of Suspicion
        By check, then by region in the order of the definitions and by year. Empty for a dataset without
        data of the kind: `checks_not_possible` tells that from a clean bill.

    Raises
    ------
    UnitError, ConceptError
        If the definitions relate measures that can't be compared.

    Limitations
    -----------
    A suspicion is no proof, and none is no proof either. The corrections for the number of tests are
    made within a check, not over all of them.
    """
    evidence = Evidence(dataset, region)
    return [found for check in CHECKS for found in check.examine(evidence, parameters).found]


def checks_not_possible(
    dataset: Dataset, region: str, parameters: PaperExitParameters = _DEFAULTS
) -> list[tuple[Check, str]]:
    """The checks for which the dataset holds too little, each with the reason in Chinese."""
    evidence = Evidence(dataset, region)
    results = [(check, check.examine(evidence, parameters)) for check in CHECKS]
    return [(check, examined.reason) for check, examined in results if examined.reason]
