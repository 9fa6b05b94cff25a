"""Rules for sums: parts and wholes, regions and their parent, balances, yearly flows.

Each rule takes the evidence and yields the identities it finds from the definitions. Rounding: counted
whole numbers must agree exactly; for rounded numbers see `sum_allowance`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assessbook.assessment.evidence import Evidence
from assessbook.assessment.identity import Identity, Side, judged, sum_allowance
from assessbook.assessment.words import everywhere, quoted, regions_of
from assessbook.core.missing import Missing
from assessbook.core.periods import Period


def parts(evidence: Evidence) -> Iterator[Identity]:
    """In a classification with parents, the items below each parent sum to it, level by level.

    A parent that isn't stated, or of which no part is stated, gives nothing to check; one with only some
    parts stated gives an unknown outcome.
    """
    for measure in evidence.definitions.measures:
        group = evidence.group(measure)
        if group is None:
            continue
        for region, period in evidence.cases(measure):
            for parent, entry in group.items.items():
                below = [name for name, item in group.items.items() if item.parent == parent]
                absent = _absent_items(evidence, measure, region, period, below)
                if evidence.find(measure, region, period, parent) is None or len(absent) == len(below):
                    continue
                left = evidence.sum_of_items(measure, region, period, below, into=parent)
                name = evidence.definition(measure).name
                of_parent = f"{name}中{quoted(entry.name)}所属各项之和"
                if evidence.roots(measure) == [parent]:
                    of_parent = f"{name}各项之和"
                left = replace(left, name=of_parent)
                right = evidence.stated(measure, region, period, parent)
                yield judged(
                    "parts",
                    f"{of_parent}等于{entry.name if evidence.roots(measure) == [parent] else '该项'}数",
                    left,
                    right,
                    sum_allowance(right, left, left.measure.unit),
                    difference=f"{measure}_sum_of_parts_difference",
                    missing=_item_names(evidence, measure, absent),
                )


def partition(evidence: Evidence) -> Iterator[Identity]:
    """The items of a measure sum to the measure that they share out (`partition_of`)."""
    for measure, definition in evidence.definitions.measures.items():
        whole = definition.partition_of
        if whole is None or evidence.group(measure) is None:
            continue
        for region, period in evidence.cases(measure):
            left, absent = _grand_total(evidence, measure, region, period)
            right = evidence.stated(whole, region, period)
            missing = _item_names(evidence, measure, absent)
            if right.value is None:
                missing.append(right.name)
            yield judged(
                "partition_of",
                f"{definition.name}各项之和等于{quoted(evidence.definition(whole).name)}",
                left,
                right,
                sum_allowance(right, left, left.measure.unit),
                difference=f"{left.measure.identifier}_difference",
                missing=missing,
            )


def regions(evidence: Evidence) -> Iterator[Identity]:
    """The regions below a region sum to what is stated for it, for every additive measure.

    With some of the regions missing the outcome is unknown. Taken for granted: the regions defined
    below a region are all there are.
    """
    for measure, definition in evidence.definitions.measures.items():
        if not definition.additive or definition.kind == "entry":
            continue
        for region, period in evidence.cases(measure):
            children = evidence.definitions.children(region)
            for item in evidence.measure(measure).items:
                places = [(child, item) for child in children]
                absent = evidence.without_value(measure, period, places)
                if evidence.find(measure, region, period, item) is None or len(absent) == len(places):
                    continue
                below = regions_of(evidence.definitions, children)
                left = evidence.sum_of_regions(measure, children, period, item, into=region)
                left = replace(left, name=f"各{below}之和")
                right = evidence.stated(measure, region, period, item)
                subject = evidence.subject(measure, item)
                yield judged(
                    "regions",
                    f"各{below}{subject}之和等于{everywhere(evidence.definitions, region)}数",
                    left,
                    right,
                    sum_allowance(right, left, left.measure.unit),
                    difference=f"{measure}_sum_of_regions_difference",
                    missing=[evidence.definitions.regions[name].name for name, _ in absent],
                )


def balance(evidence: Evidence) -> Iterator[Identity]:
    """The grand totals of two measures agree (`balance_with`), as adopted and as stated elsewhere.

    A grand total that isn't stated is the sum of its parts. Another statement of a total is checked
    where it differs from the adopted one; where it doesn't, the check would say the same again.
    """
    for measure, definition in evidence.definitions.measures.items():
        other = definition.balance_with
        if other is None:
            continue
        for region, period in evidence.cases(measure):
            left, absent = _grand_total(evidence, measure, region, period)
            right, absent_right = _grand_total(evidence, other, region, period)
            pairs = [(left, right)]
            pairs += [(again, right) for again in _other_totals(evidence, measure, region, period)]
            pairs += [(left, again) for again in _other_totals(evidence, other, region, period)]
            missing = _item_names(evidence, measure, absent) + _item_names(evidence, other, absent_right)
            for one, two in pairs:
                yield judged(
                    "balance_with",
                    f"{definition.name}总额与{evidence.definition(other).name}总额相等",
                    one,
                    two,
                    sum_allowance(one, two, one.measure.unit),
                    difference=_balance_id(one, two),
                    missing=missing,
                )


def accumulation(evidence: Evidence) -> Iterator[Identity]:
    """A yearly flow sums to what it must reach (`accumulates_to`): a plan's total, or an opening stock.

    The years run from the first to the last to which the flow applies; a year without a number among
    them makes the outcome unknown. The number to reach stands at a span that holds all stated years or,
    failing that, at the last period before them. Flows with items aren't looked at.
    """
    for measure, definition in evidence.definitions.measures.items():
        if definition.accumulates_to is None or definition.classification is not None:
            continue
        target, _, item = definition.accumulates_to.partition("/")
        for region in evidence.scope:
            years = [
                period for place, period in evidence.cases(measure) if place == region and period.is_year
            ]
            if not years:
                continue
            span = Period(years[0].start, years[-1].end)
            applying = [year for year in years if not _not_applicable(evidence, measure, region, year)]
            if not applying:
                continue
            summed = Period(applying[0].start, applying[-1].end)
            left = evidence.sum_of_years(measure, region, summed)
            stands = [period for place, period in evidence.cases(target) if place == region]
            reached = _period_reached(stands, span)
            right = evidence.stated(target, region, reached or span, item or None)
            absent = [
                year.chinese
                for year in (Period(number, number) for number in range(summed.start, summed.end + 1))
                if evidence.without_value(measure, year, [(region, None)])
            ]
            if right.value is None:
                absent.append(right.name)
            yield judged(
                "accumulates_to",
                f"{definition.name}各年之和等于{evidence.subject(target, item or None)}",
                left,
                right,
                sum_allowance(right, left, left.measure.unit),
                difference=f"{measure}_sum_of_years_difference",
                missing=absent,
            )


def _grand_total(evidence: Evidence, measure: str, region: str, period: Period) -> tuple[Side, list[str]]:
    """The stated total, else the sum of its parts; and the parts without a value."""
    group = evidence.group(measure)
    if group is None:
        return evidence.stated(measure, region, period), []
    roots, into = evidence.roots(measure), None
    if len(roots) == 1:
        if evidence.find(measure, region, period, roots[0]) is not None:
            return evidence.stated(measure, region, period, roots[0]), []
        below = [name for name, item in group.items.items() if item.parent == roots[0]]
        if below:
            into, roots = roots[0], below
    absent = _absent_items(evidence, measure, region, period, roots)
    return evidence.sum_of_items(measure, region, period, roots, into=into), absent


def _other_totals(evidence: Evidence, measure: str, region: str, period: Period) -> Iterator[Side]:
    roots = evidence.roots(measure) if evidence.group(measure) else [None]
    if len(roots) != 1:
        return
    for adopted, number, entry in evidence.restatements():
        if adopted.key == (measure, region, period, roots[0]) and entry.value not in (None, adopted.value):
            yield evidence.restated(number, entry)


def _balance_id(left: Side, right: Side) -> str:
    """An id for the difference; a total stated again gives it its own."""
    again = right.measure.identifier
    suffix = f"_{again}" if "_restated_" in again else ""
    return f"{left.measure.identifier}{suffix}_balance_difference"


def _absent_items(
    evidence: Evidence, measure: str, region: str, period: Period, items: Sequence[str]
) -> list[str]:
    places = [(region, item) for item in items]
    return [str(item) for _, item in evidence.without_value(measure, period, places)]


def _item_names(evidence: Evidence, measure: str, items: Sequence[str]) -> list[str]:
    return [quoted(evidence.definitions.item_name(measure, item)) for item in items]


def _not_applicable(evidence: Evidence, measure: str, region: str, year: Period) -> bool:
    entry = evidence.find(measure, region, year)
    return entry is not None and entry.missing is Missing.NOT_APPLICABLE


def _period_reached(periods: Sequence[Period], span: Period) -> Period | None:
    """The narrowest span that holds the years, else the last period that ends before them."""
    around = [period for period in periods if period.start <= span.start and span.end <= period.end]
    before = [period for period in periods if period.end < span.start]
    if around:
        return min(around, key=lambda period: period.end - period.start)
    return max(before, key=lambda period: (period.end, period.start), default=None)
