"""Checks of household incomes: heaping just above the line, and incomes repeated.

Each check takes the evidence and the parameters and gives its suspicions, or why nothing could be
examined. Households without a value are left out, never counted as zero.

Limitations: figures of a check read every household they count. That suits samples; a whole
province's register is better checked county by county.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assessbook.assessment.evidence import Evidence
from assessbook.assessment.household_samples import (
    Sample,
    counted,
    exit_line,
    income_of,
    observed_incomes,
    samples,
    yuan_of,
)
from assessbook.assessment.probability import binomial_tail
from assessbook.assessment.roundness import GRAINS, expected_weight, roundness, roundness_shares
from assessbook.assessment.suspicion import Examined, PaperExitParameters, Strength, Suspicion
from assessbook.assessment.suspicion_words import BY_PROBABILITY, NO_INCOMES, TOO_FEW, place
from assessbook.core.numbers import as_decimal
from assessbook.measures import Measure, source_measure

_REACH = GRAINS[0] // 2
"""How far, in yuan, the coarsest round number draws incomes."""
_EDGES = {
    "lowest": "最低相邻收入区间的下限",
    "lower": "略低于标准的收入区间的下限",
    "upper": "略高于标准的收入区间的上限",
    "highest": "最高相邻收入区间的上限",
}


def heaping(evidence: Evidence, parameters: PaperExitParameters) -> Examined:
    """More incomes just above the exit line than in the bins beside it.

    The statistic is the ratio of the bin ``[line, line + band)`` to the mean of the neighbouring bins, as
    many below as above. Of the households in all these bins, those above the line are binomial, with the
    share that an even spread gives, rounded as the sample's other incomes are.
    """
    incomes = observed_incomes(evidence, parameters)
    if not incomes:
        return Examined(reason=NO_INCOMES)
    lines = [
        (sample, line)
        for income in incomes
        for sample in samples(evidence, income)
        if (line := exit_line(evidence, parameters, income, sample.area, sample.period)) is not None
    ]
    if not lines:
        return Examined(reason="没有与逐户收入同年、同口径的脱贫标准")
    tested = [(sample, line) for sample, line in lines if len(sample) >= parameters.minimum_households]
    if not tested:
        return Examined(reason=TOO_FEW)
    results = (_heap(evidence, parameters, sample, line, len(tested)) for sample, line in tested)
    return Examined(tuple(found for found in results if found))


def _heap(
    evidence: Evidence, parameters: PaperExitParameters, sample: Sample, line: Measure, tests: int
) -> Suspicion | None:
    bottom = as_decimal(line.scalar or 0)
    width = bottom * as_decimal(parameters.line_band)
    side = parameters.neighbours
    bounds = [bottom + width * step for step in range(-side, side + 2)]
    bins = list(pairwise(bounds))
    members = [[entry for entry in sample.entries if low <= income_of(entry) < high] for low, high in bins]
    inside = sum(len(group) for group in members)
    # A round thousand draws incomes from five hundred yuan around; nearer ones would understate the habit.
    outside = [
        yuan_of(entry)
        for entry in sample.entries
        if not bounds[0] - _REACH <= income_of(entry) < bounds[-1] + _REACH
    ]
    enough = len(outside) >= parameters.minimum_households
    shares = roundness_shares(outside if enough else [yuan_of(entry) for entry in sample.entries])
    weights = [expected_weight(low, high, shares) for low, high in bins]
    share = weights[side] / sum(weights) if sum(weights) else 0.0
    above, below = members[side], members[side - 1]
    beside = [entry for number, group in enumerate(members) if number != side for entry in group]
    # Without rounding this is the ratio of the bin to the mean of those beside it.
    usual = parameters.heaping_ratio * share * len(beside)
    if as_decimal(len(above) * (1 - share)) < as_decimal(usual):
        return None
    probability = min(1.0, tests * binomial_tail(len(above), inside, share))
    strength = parameters.probability.below(probability)
    if strength is None:
        return None
    measure = sample.entries[0].measure
    ident = f"heaping_{measure}"
    figures = {
        "line": line,
        "above": counted(evidence, above, sample, f"{ident}_above", "收入略高于标准的户"),
        "below": counted(evidence, below, sample, f"{ident}_below", "收入略低于标准的户"),
        "beside": counted(evidence, beside, sample, f"{ident}_beside", "相邻收入区间的户"),
    }
    edges = {"lowest": -side, "lower": -1, "upper": 1, "highest": side + 1}
    for name, steps in edges.items():
        bound = line * float(1 + as_decimal(parameters.line_band) * steps)
        figures[name] = bound.named(f"{ident}_{name}", _EDGES[name], decimals=0)
    observed = (
        "收入达到标准（{line}）、不足{upper}的有{above}，低于标准、不少于{lower}的有{below}；"
        "{lowest}至{highest}之间的其他同宽区间（含后者）共有{beside}"
    )
    if beside:
        ratio = figures["above"] / (figures["beside"] / float(2 * side))
        figures["ratio"] = ratio.to("倍").named(
            f"{ident}_ratio", "略高于标准区间与相邻区间平均户数之比", decimals=1
        )
        observed += "，前者为这些区间平均户数的{ratio}"
    return Suspicion(
        "heaping",
        f"{place(evidence, sample.area, sample.period)}收入略高于脱贫标准的户明显多于相邻收入区间，值得核实",
        sample.area,
        sample.period,
        f"{observed}。",
        "收入分布平滑时，各区间户数应大致相当（已考虑按整数填报的习惯）。",
        "以标准为目标的精准补差也会使收入集中在标准附近，可抽取该区间的户核对收入构成。",
        strength,
        parameters.probability.percentages(BY_PROBABILITY, "低于"),
        figures,
        probability,
        tuple(entry for group in members for entry in group),
    )


def repeated(evidence: Evidence, parameters: PaperExitParameters) -> Examined:
    """The same income, to the yuan, in many households of one region, beyond what rounding explains.

    A round income attracts the households that lie nearer to it than to the next one as round, or that
    lie within five per cent of it; each of them reports it with the share that reports incomes as
    round elsewhere in the year, divided by the round incomes there. Incomes of zero are left out.
    """
    incomes = observed_incomes(evidence, parameters)
    if not incomes:
        return Examined(reason=NO_INCOMES)
    found = [sample for income in incomes for sample in samples(evidence, income, own=True)]
    tested = [sample for sample in found if len(sample) >= parameters.minimum_households]
    if not tested:
        return Examined(reason=TOO_FEW)
    suspicions: list[Suspicion] = []
    for sample in tested:
        year = [
            other
            for other in found
            if other.period == sample.period and other.entries[0].measure == sample.entries[0].measure
        ]
        suspicions += _repeats(evidence, parameters, sample, year, len(tested))
    return Examined(tuple(suspicions))


def _repeats(
    evidence: Evidence,
    parameters: PaperExitParameters,
    sample: Sample,
    year: Sequence[Sample],
    tests: int,
) -> Iterator[Suspicion]:
    numbers = [yuan_of(entry) for entry in sample.entries]
    every = Counter(yuan_of(entry) for other in year for entry in other.entries)
    for value, times in sorted(Counter(numbers).items()):
        if times < parameters.repeated_households or value <= 0:
            continue
        # Outside the households that share the income, or they would explain themselves.
        rest = every.total() - times
        grain = roundness(value)
        as_round = sum(count for number, count in every.items() if number % grain == 0) - times
        reach = max(Decimal(grain) / 2, Decimal(value) / 20)
        near = [number for number in numbers if abs(number - value) <= reach]
        positions = max(1, int(2 * reach / grain))
        share = min(1.0, max(as_round / rest if rest else 0.0, 1 / grain) / positions)
        # Any income could have been the repeated one, not this one only.
        candidates = tests * positions * len(numbers) / len(near)
        probability = min(1.0, candidates * binomial_tail(times, len(near), share))
        strength = parameters.probability.below(probability)
        if strength is not None:
            yield _repeat(evidence, parameters, sample, value, strength, probability)


def _repeat(
    evidence: Evidence,
    parameters: PaperExitParameters,
    sample: Sample,
    value: int,
    strength: Strength,
    probability: float,
) -> Suspicion:
    same = [entry for entry in sample.entries if yuan_of(entry) == value]
    first = same[0]
    # Several incomes of one village and year may be repeated, and each count needs an id of its own.
    identifier = f"repeated_{first.measure}_{value}"
    source = source_measure(first.measure, [first], evidence.definitions)
    return Suspicion(
        "repeated_income",
        f"{place(evidence, sample.area, sample.period)}较多户的收入数值完全相同，值得核实",
        sample.area,
        sample.period,
        "收入同为{income}的有{households}。",
        "除习惯按整数填报者外，各户收入精确到元时，多户相同的情形很少。",
        "收入来自同一标准的补助（如低保、土地流转、保底分红）时数值会相同，可核对这些户的收入构成。",
        strength,
        parameters.probability.percentages(BY_PROBABILITY, "低于"),
        {
            "income": source.at(region=first.region, year=first.period, item=first.item),
            "households": counted(evidence, same, sample, identifier, "收入数值相同的户"),
        },
        probability,
    )
