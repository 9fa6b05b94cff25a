"""Check of last digits: whether the incomes of one area and year end in other digits than the rest.

Takes the evidence and the parameters; gives suspicions, or why nothing could be examined. People round, so
that 0 and 5 are frequent everywhere: what is compared with is the other areas and years, not an even spread.

Limitations: of two areas that differ from each other, both differ from "the rest"; which one is unusual is
not for the program to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessbook.assessment.evidence import Evidence
from assessbook.assessment.household_samples import (
    Sample,
    counted,
    households,
    observed_incomes,
    samples,
    share_of,
    yuan_of,
)
from assessbook.assessment.probability import chi_square_tail
from assessbook.assessment.suspicion import Examined, PaperExitParameters, Suspicion
from assessbook.assessment.suspicion_words import BY_PROBABILITY, NO_INCOMES, TOO_FEW, place
from assessbook.observations.observation import Observation

_LEAST_EXPECTED = 5
"""Households expected in each class of digits, the usual bound for chi-square."""


@dataclass(frozen=True)
class _Comparison:
    """A sample and all other households with an income of the same measure."""

    sample: Sample
    others: tuple[Observation, ...]

    @property
    def digits(self) -> tuple[list[int], list[int]]:
        """Households by last digit, in the sample and elsewhere."""
        return _by_digit(self.sample.entries), _by_digit(self.others)


def last_digits(evidence: Evidence, parameters: PaperExitParameters) -> Examined:
    """Incomes of an area and year that end in other digits than all others of the same measure.

    Chi-square of two distributions over ten digits, the rarer digits put together until each class is
    expected to hold five households of the smaller side. A finding needs a distance of some size, too.
    """
    incomes = observed_incomes(evidence, parameters)
    if not incomes:
        return Examined(reason=NO_INCOMES)
    least = parameters.minimum_households
    large = [sample for income in incomes for sample in samples(evidence, income) if len(sample) >= least]
    if not large:
        return Examined(reason=TOO_FEW)
    every = {income: households(evidence, income) for income in incomes}
    compared = []
    for sample in large:
        own = {entry.key for entry in sample.entries}
        others = tuple(entry for entry in every[sample.entries[0].measure] if entry.key not in own)
        if len(others) >= least:
            compared.append(_Comparison(sample, others))
    if not compared:
        return Examined(reason="有足够户数收入数据的只有单个地区的单个年度，无从比较末位数字")
    found = (_digits(evidence, parameters, comparison, len(compared)) for comparison in compared)
    return Examined(tuple(suspicion for suspicion in found if suspicion))


def _digits(
    evidence: Evidence, parameters: PaperExitParameters, comparison: _Comparison, tests: int
) -> Suspicion | None:
    here, elsewhere = comparison.digits
    shares = [
        (count / sum(here), other / sum(elsewhere)) for count, other in zip(here, elsewhere, strict=True)
    ]
    if sum(abs(share - other) for share, other in shares) / 2 < parameters.digit_distance:
        return None
    probability = min(1.0, tests * _same_distribution(here, elsewhere))
    strength = parameters.probability.below(probability)
    if strength is None:
        return None
    digit = max(range(10), key=lambda number: shares[number][0] - shares[number][1])
    sample, others = comparison.sample, comparison.others
    # A wider region's report has other "others", and may name another digit of the same sample.
    identifier = f"last_digit_{digit}_{sample.entries[0].measure}"
    scope = f"{identifier}_outside_in_{evidence.region}"
    ending = f"收入末位为{digit}"
    same = [entry for entry in sample.entries if _last_digit(entry) == digit]
    alike = [entry for entry in others if _last_digit(entry) == digit]
    part = counted(evidence, same, sample, f"{identifier}_households", f"{ending}的户")
    whole = counted(evidence, sample.entries, sample, f"{identifier}_all", "有收入数据的户")
    rest = Sample(sample.area, sample.period, others)
    other_part = counted(evidence, alike, rest, f"{scope}_households", f"其他地区和年度{ending}的户")
    other_whole = counted(evidence, others, rest, f"{scope}_all", "其他地区和年度有收入数据的户")
    return Suspicion(
        "last_digit",
        f"{place(evidence, sample.area, sample.period)}收入末位数字的分布与其他地区和年度明显不同，值得核实",
        sample.area,
        sample.period,
        f"{ending}的户有{{part}}，占有收入数据的{{whole}}的{{share}}；",
        "其他地区和年度的这一比例为{other_share}，各地填报习惯相近时两者应大致相当。",
        "末位数字受填报习惯和推算方法影响，可了解该地区该年度收入的采集方式。",
        strength,
        parameters.probability.percentages(BY_PROBABILITY, "低于"),
        {
            "part": part,
            "whole": whole,
            "share": share_of(part, whole, f"{identifier}_share", f"{ending}的户所占比例"),
            "other_share": share_of(
                other_part, other_whole, f"{scope}_share", f"其他地区和年度{ending}的户所占比例"
            ),
        },
        probability,
    )


def _last_digit(entry: Observation) -> int:
    return abs(yuan_of(entry)) % 10


def _by_digit(entries: Sequence[Observation]) -> list[int]:
    digits = [_last_digit(entry) for entry in entries]
    return [digits.count(digit) for digit in range(10)]


def _same_distribution(here: Sequence[int], elsewhere: Sequence[int]) -> float:
    """The probability of so large a chi-square if both sides follow one distribution."""
    total = sum(here) + sum(elsewhere)
    parts = (sum(here) / total, sum(elsewhere) / total)
    classes: list[tuple[int, int]] = []
    open_class = (0, 0)
    for count, other in sorted(zip(here, elsewhere, strict=True), key=sum):
        open_class = (open_class[0] + count, open_class[1] + other)
        if min(parts) * sum(open_class) >= _LEAST_EXPECTED:
            classes.append(open_class)
            open_class = (0, 0)
    if sum(open_class) and classes:
        last = classes.pop()
        classes.append((last[0] + open_class[0], last[1] + open_class[1]))
    statistic = sum(
        (count - part * sum(pair)) ** 2 / (part * sum(pair))
        for pair in classes
        for count, part in zip(pair, parts, strict=True)
    )
    return chi_square_tail(statistic, len(classes) - 1) if len(classes) > 1 else 1.0
