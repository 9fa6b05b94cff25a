"""Rules for single statements: facts stated again, rates, the growth behind a multiple.

Each rule takes the evidence and yields the identities it finds from the definitions; how rounding is
handled stands at each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal

from assessbook.assessment.evidence import Evidence
from assessbook.assessment.identity import (
    ROUNDED_NUMBERS,
    Allowance,
    Identity,
    Side,
    judged,
)
from assessbook.assessment.words import quoted
from assessbook.core.numbers import as_decimal
from assessbook.core.periods import Period
from assessbook.core.units import Unit
from assessbook.measures import Measure

_AS_PRECISE = "按较粗一数的末位核对，容许其四舍五入造成的误差。"
_CUT_OFF = "四舍五入后不相等，舍去尾数后相等，视为按所述精度一致。"
_BOUNDED = "所核对的表述中有界限值（不低于、不高于），无法核对。"


def restated(evidence: Evidence) -> Iterator[Identity]:
    """The same fact stated in several places, or by a measure that `restates` another, agrees.

    Equal within half a unit of the last decimal of the coarser statement. A coarser statement that cuts
    the finer number off instead of rounding it also agrees, and the remark says so. Counted whole
    numbers must be equal.
    """
    for adopted, number, entry in evidence.restatements():
        if adopted.value is None or entry.value is None or evidence.definition(entry.measure).kind == "entry":
            continue
        left = evidence.restated(number, entry)
        right = evidence.stated(adopted.measure, adopted.region, adopted.period, adopted.item)
        made = _stated_twice(evidence.subject(entry.measure, entry.item), left, right)
        bounded = adopted.comparator != entry.comparator
        yield replace(made, outcome="unknown", difference=None, remark=_BOUNDED) if bounded else made
    for measure, definition in evidence.definitions.measures.items():
        if definition.restates is None or definition.classification is not None:
            continue
        target, _, item = definition.restates.partition("/")
        for region, period in evidence.cases(measure):
            left = evidence.stated(measure, region, period)
            place = _same_time(evidence, target, region, period)
            right = evidence.stated(target, region, place, item or None)
            yield _stated_twice(evidence.subject(target, item or None), left, right)


def rate(evidence: Evidence) -> Iterator[Identity]:
    """A printed rate agrees with its numerator over each of its denominators.

    The difference may reach half a unit of the rate's last decimal, and what rounding of the numerator
    and the denominator may do to the quotient. Where they disagree, the denominator that the printed
    rate implies is given.
    """
    for measure, definition in evidence.definitions.measures.items():
        above = definition.numerator
        if above is None or definition.classification is not None:
            continue
        for region, period in evidence.cases(measure):
            entry = evidence.find(measure, region, period)
            if entry is None or entry.value is None or entry.comparator:
                continue
            printed, numerator = (evidence.stated(name, region, period) for name in (measure, above))
            for below in definition.denominators:
                denominator = evidence.stated(below, region, period)
                names = evidence.definition(above).name, evidence.definition(below).name
                quotient = (numerator.measure / denominator.measure).to(definition.unit)
                made = quotient.named(
                    f"{measure}_by_{below}", f"{names[0]}与{names[1]}之比", decimals=entry.decimals
                )
                width = _half(printed) + _spread_of_quotient(numerator, denominator, made)
                found = judged(
                    "rate",
                    f"{definition.name}等于{names[0]}与{names[1]}之比",
                    printed,
                    Side(made.name, made, (), entry.decimals),
                    Allowance(width, ROUNDED_NUMBERS),
                    difference=f"{measure}_by_{below}_difference",
                    missing=[side.name for side in (numerator, denominator) if side.value is None],
                )
                unit = evidence.definition(definition.denominators[0]).unit
                yield _with_implied(found, measure, printed, numerator, unit)


def growth(evidence: Evidence) -> Iterator[Identity]:
    """A multiple of an earlier year agrees with the average growth up to the same year.

    The growth is compounded over the years of its period: (1 + g)^n. The difference may reach half a
    unit of the multiple's last decimal, and what half a unit of the growth's last decimal makes of it.
    """
    for measure, definition in evidence.definitions.measures.items():
        other = definition.average_growth
        if other is None:
            continue
        for region, period in evidence.cases(measure):
            entry = evidence.find(measure, region, period)
            spans = [
                span for place, span in evidence.cases(other) if place == region and span.end == period.end
            ]
            if entry is None or entry.value is None or not spans:
                continue
            pace = evidence.stated(other, region, spans[0])
            years = spans[0].end - spans[0].start + 1
            made = _compounded(pace.measure, years).to(definition.unit)
            made = made.named(
                f"{measure}_by_average_growth",
                f"按年均增长推算的{definition.name}",
                decimals=entry.decimals + 1,
            )
            left = evidence.stated(measure, region, period)
            width = _half(left) + _spread_of_growth(pace, years)
            yield judged(
                "growth",
                f"{definition.name}与{quoted(evidence.definition(other).name)}相符",
                left,
                Side(made.name, made, (), entry.decimals + 1),
                Allowance(width, ROUNDED_NUMBERS),
                difference=f"{measure}_by_average_growth_difference",
                missing=[pace.name] if pace.value is None else [],
            )


def _stated_twice(subject: str, left: Side, right: Side) -> Identity:
    unit = left.measure.unit
    width = max((*left.grains_in(unit), *right.grains_in(unit)), default=Decimal(0)) / 2
    allowance = Allowance(width, _AS_PRECISE) if width else Allowance()
    made = judged(
        "restated",
        f"{subject}前后表述一致",
        left,
        right,
        allowance,
        difference=f"{left.measure.identifier}_difference",
    )
    if made.outcome == "disagree" and _cut_off(left, right, unit):
        return replace(made, outcome="agree", remark=_CUT_OFF)
    return made


def _cut_off(left: Side, right: Side, unit: Unit) -> bool:
    """Whether the coarser of two numbers is the finer one without its last digits."""
    grains = [max(side.grains_in(unit), default=Decimal(0)) for side in (left, right)]
    if left.value is None or right.value is None or grains[0] == grains[1]:
        return False
    values = [left.value, right.value * right.factor_to(unit)]
    coarse, fine = (0, 1) if grains[0] > grains[1] else (1, 0)
    steps = (values[fine] / grains[coarse]).to_integral_value(rounding=ROUND_DOWN)
    return steps * grains[coarse] == values[coarse]


def _same_time(evidence: Evidence, measure: str, region: str, period: Period) -> Period:
    """The period at which another measure states the same: itself, else one that ends with it."""
    periods = [when for place, when in evidence.cases(measure) if place == region]
    ending = [when for when in periods if when.end == period.end]
    return period if period in periods or not ending else ending[-1]


def _half(side: Side) -> Decimal:
    return max(side.grains, default=Decimal(0)) / 2


def _spread_of_quotient(numerator: Side, denominator: Side, quotient: Measure) -> Decimal:
    """By how much the quotient may be off because its numbers are rounded: both at their worst."""
    value = quotient.scalar
    if value is None or not numerator.value or not denominator.value:
        return Decimal(0)
    relative = (1 + _half(numerator) / numerator.value) / (1 - _half(denominator) / denominator.value)
    return as_decimal(value) * (relative - 1)


def _compounded(pace: Measure, years: int) -> Measure:
    """(1 + g)^n as a product, which a reader can follow factor by factor."""
    factor = pace.to("") + 1
    made = factor
    for _ in range(years - 1):
        made = made * factor
    return made


def _spread_of_growth(pace: Side, years: int) -> Decimal:
    if pace.value is None:
        return Decimal(0)
    factor, half = 1 + pace.value / 100, _half(pace) / 100
    return (factor + half) ** years - factor**years


def _with_implied(found: Identity, measure: str, printed: Side, numerator: Side, unit: str) -> Identity:
    """Where a rate disagrees, the remark names the denominator that the printed rate implies."""
    if found.outcome != "disagree" or not printed.value:
        return found
    name = f"{printed.measure.name}所对应的分母"
    implied = (numerator.measure / printed.measure).to(unit)
    figure = implied.named(f"{measure}_implied_denominator", name, decimals=2)
    remark = f"{found.remark}按所印{printed.measure.name}推算，所对应的分母为{{implied}}。"
    return replace(found, remark=remark, figures={**found.figures, "implied": figure})
