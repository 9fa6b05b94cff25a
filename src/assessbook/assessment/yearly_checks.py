"""Checks of the register's yearly figures: cumulative counts, headcounts, balances, exact completion.

Each check takes the evidence and the parameters and gives its suspicions, or why nothing could be
examined. A number that is missing is not zero: where one is needed, that region and year is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from assessbook.assessment.evidence import Evidence
from assessbook.assessment.suspicion import Examined, PaperExitParameters, Strength, Suspicion
from assessbook.assessment.suspicion_words import place
from assessbook.assessment.words import regions_of
from assessbook.core.numbers import as_decimal
from assessbook.core.periods import Period
from assessbook.measures import Measure, constant

POOR, EXITS, PLANNED = "poor_persons", "exit_persons", "planned_exit_persons"
RETURNS, NEW = "return_persons", "new_poor_persons"


def cumulative_falls(evidence: Evidence, parameters: PaperExitParameters) -> Examined:
    """A cumulative count lower than the last one before it."""
    pairs, found = False, []
    for measure in parameters.cumulative_measures:
        for region, stated in _by_region(evidence, measure).items():
            for earlier, later in pairwise(stated):
                pairs = True
                fall = stated[earlier] - stated[later]
                strength = parameters.cumulative_fall.above(_part(fall, stated[earlier]))
                if strength is not None:
                    found.append(_fall(evidence, parameters, measure, region, (earlier, later), strength))
    if not pairs:
        return Examined(reason="没有可供比较的历年累计数")
    return Examined(tuple(found))


def _fall(
    evidence: Evidence,
    parameters: PaperExitParameters,
    measure: str,
    region: str,
    years: tuple[Period, Period],
    strength: Strength,
) -> Suspicion:
    count, name = evidence.measure(measure), evidence.definition(measure).name
    earlier, later = (count.at(region=region, year=year) for year in years)
    fall = (earlier - later).named(f"cumulative_fall_{measure}", f"{name}减少数", decimals=0)
    # The difference stands at the year in which the count fell, not at the year it fell from.
    fall = replace(fall, axes=later.axes)
    return Suspicion(
        "cumulative_fall",
        f"{place(evidence, region, years[1])}{name}少于以前年度，值得核实",
        region,
        years[1],
        f"{years[0].chinese}为{{earlier}}，{years[1].chinese}为{{later}}，减少{{fall}}。",
        "累计数应逐年持平或增加。",
        "口径变更、区划调整和以前年度数据的更正会造成减少，可查阅更正记录。",
        strength,
        parameters.cumulative_fall.percentages("减少数占以前年度累计数的比例", "超过"),
        {"earlier": earlier, "later": later, "fall": fall},
    )


def rising_headcounts(evidence: Evidence, parameters: PaperExitParameters) -> Examined:
    """More registered poor persons than the year before although exits are reported.

    Nothing is found where returns and new entries are stated and outweigh the exits by the rise or more.
    """
    examined, found = False, []
    for region, period in evidence.cases(POOR):
        opening, closing = _opening(evidence, region, period), _number(evidence, POOR, region, period)
        exits = _number(evidence, EXITS, region, period)
        if opening is None or closing is None or exits is None:
            continue
        examined = True
        returns, new = (_number(evidence, name, region, period) for name in (RETURNS, NEW))
        rise = closing - opening
        explained = returns is not None and new is not None and returns + new - exits >= rise
        if rise <= 0 or exits <= 0 or explained:
            continue
        stated = [
            (word, name)
            for word, name, number in (("返贫", RETURNS, returns), ("新增", NEW, new))
            if number is not None
        ]
        figures = {
            "opening": _opening_measure(evidence, region, period),
            "closing": evidence.measure(POOR).at(region=region, year=period),
            "exits": evidence.measure(EXITS).at(region=region, year=period),
        }
        figures |= {name: evidence.measure(name).at(region=region, year=period) for _, name in stated}
        others = "，".join(f"{word}{{{name}}}" for word, name in stated) or "返贫和新增人口无数据"
        complete = len(stated) == 2
        found.append(
            Suspicion(
                "rising_headcount",
                f"{place(evidence, region, period)}报告有人口脱贫而贫困人口增加，值得核实",
                region,
                period,
                f"贫困人口由年初{{opening}}变为年末{{closing}}；当年脱贫{{exits}}，{others}。",
                "没有返贫和新增时，贫困人口应随脱贫减少。",
                "返贫、新识别、人口自然变动和补录都会使人数增加，可核对当年动态调整台账。",
                "strong" if complete else "weak",
                "返贫和新增人口均有数据而仍不足以说明增加的为强，数据不全的为弱。",
                figures,
            )
        )
    return Examined(tuple(found)) if examined else Examined(reason="没有相邻年度的贫困人口和当年脱贫人口数据")


def balances(evidence: Evidence, parameters: PaperExitParameters) -> Examined:
    """Opening headcount less exits plus returns plus new entries, against the closing headcount."""
    examined, found = False, []
    for region, period in evidence.cases(POOR):
        opening = _opening(evidence, region, period)
        parts = [_number(evidence, name, region, period) for name in (EXITS, RETURNS, NEW, POOR)]
        if opening is None or any(part is None for part in parts):
            continue
        examined = True
        exits, returns, new, closing = (part for part in parts if part is not None)
        gap = closing - (opening - exits + returns + new)
        strength = parameters.balance_gap.above(_part(abs(gap), max(opening, closing)))
        if strength is not None:
            found.append(_gap(evidence, parameters, region, period, strength))
    if not examined:
        return Examined(reason="没有同时具备年初、年末贫困人口和当年脱贫、返贫、新增人口的地区")
    return Examined(tuple(found))


def _gap(
    evidence: Evidence, parameters: PaperExitParameters, region: str, period: Period, strength: Strength
) -> Suspicion:
    opening = _opening_measure(evidence, region, period)
    exits, returns, new, closing = (
        evidence.measure(name).at(region=region, year=period) for name in (EXITS, RETURNS, NEW, POOR)
    )
    due = (opening - exits + returns + new).named("poor_persons_due", "按增减推算的年末贫困人口", decimals=0)
    gap = (closing - due).named("poor_persons_due_gap", "年末贫困人口与推算数之差", decimals=0)
    return Suspicion(
        "balance",
        f"{place(evidence, region, period)}贫困人口增减与年末数不衔接，值得核实",
        region,
        period,
        "年初{opening}，当年脱贫{exits}、返贫{returns}、新增{new}；年末登记{closing}。",
        "按增减推算，年末应为{due}，登记数与推算数相差{gap}。",
        "人口出生、死亡、迁移和信息更正不在上述增减之内，可核对动态调整台账。",
        strength,
        parameters.balance_gap.percentages("差额占年初、年末较大一数的比例", "超过"),
        {
            "opening": opening,
            "exits": exits,
            "returns": returns,
            "new": new,
            "closing": closing,
            "due": due,
            "gap": gap,
        },
    )


def exact_completions(evidence: Evidence, parameters: PaperExitParameters) -> Examined:
    """Exactly as many persons exited as planned, in more than half of the regions below one at once."""
    examined, found = False, []
    for parent in evidence.scope:
        children = evidence.definitions.children(parent)
        for period in dict.fromkeys(period for _, period in evidence.cases(EXITS)):
            plans = {child: _number(evidence, PLANNED, child, period) for child in children}
            exits = {child: _number(evidence, EXITS, child, period) for child in children}
            both = [child for child in children if plans[child] and exits[child] is not None]
            if len(both) < parameters.minimum_regions:
                continue
            examined = True
            exact = [child for child in both if plans[child] == exits[child]]
            strength = parameters.exact_completion.above(len(exact) / len(both))
            if strength is not None:
                found.append(_exact(evidence, parameters, parent, period, (exact, both), strength))
    if not examined:
        return Examined(reason="同时有计划数和实际数的同级地区过少")
    return Examined(tuple(found))


def _exact(
    evidence: Evidence,
    parameters: PaperExitParameters,
    parent: str,
    period: Period,
    regions: tuple[Sequence[str], Sequence[str]],
    strength: Strength,
) -> Suspicion:
    exact, both = (_count(evidence, chosen, parent, period) for chosen in regions)
    exact = exact.named("exact_completion_regions", "实际脱贫与计划完全相等的地区数", decimals=0)
    both = both.named("exact_completion_all", "有计划数和实际数的地区数", decimals=0)
    share = (exact / both).to("%").named("exact_completion_share", "完全相等的地区所占比例", decimals=1)
    below = regions_of(evidence.definitions, list(regions[1]))
    return Suspicion(
        "exact_completion",
        f"{place(evidence, parent, period)}多数{below}实际脱贫人口与计划人数完全相等，值得核实",
        parent,
        period,
        f"有计划数和实际数的{below}有{{both}}，其中{{exact}}实际脱贫人口与计划人数完全相等，占{{share}}。",
        "各户逐一认定时，实际人数与计划人数一般会略有出入。",
        "计划在年内据实调整、或按核定名单下达时两数可以相等，可核对计划下达时间和逐户认定材料。",
        strength,
        parameters.exact_completion.percentages("完全相等的地区所占比例", "超过"),
        {"both": both, "exact": exact, "share": share},
    )


def _count(evidence: Evidence, regions: Sequence[str], parent: str, period: Period) -> Measure:
    """How many regions these are, each read from its plan and its exits."""
    ratio = evidence.measure(EXITS) / evidence.measure(PLANNED)
    ones = ratio.select(regions=regions).at(year=period) * constant(0.0, "个") + constant(1.0, "个")
    return replace(ones, additive=True).rollup(regions, into=parent)


def _by_region(evidence: Evidence, measure: str) -> dict[str, dict[Period, Decimal]]:
    """A measure's yearly values, by region and year."""
    made: dict[str, dict[Period, Decimal]] = {}
    for region, period in evidence.cases(measure):
        number = _number(evidence, measure, region, period)
        if number is not None and period.is_year:
            made.setdefault(region, {})[period] = number
    return made


def _number(evidence: Evidence, measure: str, region: str, period: Period) -> Decimal | None:
    entry = evidence.find(measure, region, period)
    return None if entry is None or entry.value is None else as_decimal(entry.value)


def _opening(evidence: Evidence, region: str, period: Period) -> Decimal | None:
    """The headcount at the end of the year before."""
    before = period.shift(-1)
    return None if before is None else _number(evidence, POOR, region, before)


def _opening_measure(evidence: Evidence, region: str, period: Period) -> Measure:
    opening = evidence.measure(POOR).lag(1).at(region=region, year=period)
    return opening.named("poor_persons_opening", "年初贫困人口")


def _part(gap: Decimal, whole: Decimal) -> float:
    return float(gap / whole) if whole else float(gap)
