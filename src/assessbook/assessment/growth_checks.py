"""Check of growth: a region whose yearly growth is far from that of its siblings.

Takes the evidence and the parameters; gives suspicions, or why nothing could be examined. The robust z
(median and median absolute deviation) is itself a measure, so that it can be followed to the levels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assessbook.assessment.evidence import Evidence
from assessbook.assessment.probability import NORMAL_CONSISTENT, robust_scores
from assessbook.assessment.suspicion import Examined, PaperExitParameters, Suspicion
from assessbook.assessment.suspicion_words import place
from assessbook.assessment.words import regions_of
from assessbook.core.numbers import as_decimal
from assessbook.core.periods import Period
from assessbook.measures import Measure
from assessbook.measures.axes import Axis


@dataclass(frozen=True)
class _Siblings:
    """The yearly growth of the regions below a parent: those with a value, in the order of the file."""

    measure: str
    parent: str
    period: Period
    growth: Measure
    values: Mapping[str, float]


def growth_outliers(evidence: Evidence, parameters: PaperExitParameters) -> Examined:
    """Growth of a level from the year before, out of line with that of the regions beside it.

    Limitations: nominal growth; a region without the year before has none, and neither has one that
    starts from zero.
    """
    groups = [
        group
        for measure in parameters.growth_measures
        if evidence.cases(measure)
        for group in _groups(evidence, measure)
        if len(group.values) >= parameters.minimum_siblings
    ]
    if not groups:
        return Examined(reason="相邻年度均有收入水平数据的同级地区过少")
    return Examined(tuple(found for group in groups for found in _outliers(evidence, parameters, group)))


def _groups(evidence: Evidence, measure: str) -> Iterator[_Siblings]:
    level = evidence.measure(measure)
    if level.items != (None,):
        return
    growth = (level / level.lag(1) - 1).to("%")
    for parent in evidence.scope:
        children = evidence.definitions.children(parent)
        for period in (period for period in level.periods if period.is_year):
            values = {}
            for child in children:
                position = growth.position(child, period, None)
                value = growth.value(position) if position else None
                if value is not None:
                    values[child] = value
            yield _Siblings(measure, parent, period, growth, values)


def _outliers(evidence: Evidence, parameters: PaperExitParameters, group: _Siblings) -> Iterator[Suspicion]:
    name = evidence.definition(group.measure).name
    scores = robust_scores(list(group.values.values()))
    for region, score in zip(group.values, scores, strict=True):
        strength = parameters.growth_z.above(abs(score))
        if strength is None:
            continue
        growth = group.growth.at(region=region, year=group.period)
        middle = _median(group)
        spread = _spread(group, middle)
        figures = {
            "growth": growth.named(f"growth_outlier_{group.measure}", f"{name}比上年增长", decimals=1),
            "median": middle.named(
                f"growth_outlier_{group.measure}_median", f"同级地区{name}增速的中位数", decimals=1
            ),
        }
        expected = "同级地区增速的中位数为{median}"
        if spread.scalar:
            score_measure = (growth - middle) * NORMAL_CONSISTENT / spread
            figures["score"] = score_measure.named(
                f"growth_outlier_{group.measure}_score", f"{name}增速的稳健标准分数", decimals=1
            )
            expected += "，该地区的稳健标准分数为{score}"
        word = "高于" if score > 0 else "低于"
        below = regions_of(evidence.definitions, list(group.values))
        yield Suspicion(
            "growth_outlier",
            f"{place(evidence, region, group.period)}{name}增速明显{word}其他{below}，值得核实",
            region,
            group.period,
            f"{name}比上年增长{{growth}}。",
            f"{expected}。",
            "自然灾害、基数较低、产业集中见效、统计口径或样本调整都可能使增速偏离，可核对相邻年度数据的来源和口径。",
            strength,
            parameters.growth_z.words("稳健标准分数（偏离中位数的程度）的绝对值", "大于"),
            figures,
        )


def _median(group: _Siblings) -> Measure:
    """The median of the growth rates, standing at the parent: the middle one, or the mean of the two."""
    ordered = sorted(group.values, key=lambda region: as_decimal(group.values[region]))
    return _middle([group.growth.at(region=region, year=group.period) for region in ordered], group)


def _spread(group: _Siblings, middle: Measure) -> Measure:
    """The median distance from the median, in percentage points."""
    distances = []
    for region in group.values:
        gap = group.growth.at(region=region, year=group.period) - middle
        distances.append(gap if (gap.scalar or 0.0) >= 0 else gap * -1.0)
    return _middle(sorted(distances, key=lambda distance: as_decimal(distance.scalar or 0.0)), group)


def _middle(ordered: list[Measure], group: _Siblings) -> Measure:
    half = len(ordered) // 2
    chosen = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2.0
    return replace(chosen, axes=(Axis((group.parent,), fixed=True), chosen.axes[1], chosen.axes[2]))
