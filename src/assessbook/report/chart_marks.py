"""What charts are drawn from: plain values with their printed text, and the fixed words of a chart.

No measure, figure or unit conversion is known here. A value only decides a length or a position; what a
reader reads is always the text beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Literal


@dataclass(frozen=True)
class Mark:
    """One datum of a chart.

    Parameters
    ----------
    label : str
        What it is about: a township, a cause, a year.
    value : float or None
        In the chart's unit. None is missing, which is never drawn as zero.
    text : str
        The number as printed, without its unit. For a missing value the reason (未到期, 不适用), or
        empty for 无数据.
    """

    label: str
    value: float | None
    text: str

    def __post_init__(self) -> None:
        _require_finite(self.label, self.value)


@dataclass(frozen=True)
class Step:
    """One column of `descending_steps`: a level that stands on zero, or a signed change.

    `label`, `value` and `text` are as in `Mark`.
    """

    label: str
    value: float | None
    text: str
    kind: Literal["level", "change"]

    def __post_init__(self) -> None:
        _require_finite(self.label, self.value)


def _require_finite(label: str, value: float | None) -> None:
    if value is not None and not isfinite(value):
        raise ValueError(f"{label}: {value} has no place on a scale; a missing value is None.")


@dataclass(frozen=True)
class ChartWords:
    """The words that a chart adds of its own."""

    no_data: str = "无数据"
    base_period: str = "基期"
    unit: str = "单位："
    not_from_zero: str = "纵轴不从零起"
    absent: str = "{term}{text}"
    dated: str = "{text}（{year}）"
    listed: str = "{label}：{text}"
    separator: str = "；"


CHINESE = ChartWords()


def shown_text(mark: Mark | Step, words: ChartWords = CHINESE) -> str:
    """What is printed for a mark: its text, or for a missing value its reason."""
    if mark.value is None:
        return mark.text.strip() or words.no_data
    return mark.text


def common_absence(marks: Iterable[Mark | Step], words: ChartWords = CHINESE) -> str | None:
    """The one thing to say when nothing at all can be drawn; None when something can."""
    every = list(marks)
    if any(mark.value is not None for mark in every):
        return None
    reasons = {shown_text(mark, words) for mark in every}
    return reasons.pop() if len(reasons) == 1 else words.no_data
