"""Checks of households' standing in the register: back again, out below the line, out at the year's end.

Each check takes the evidence and the parameters and gives its suspicions, or why nothing could be
examined. A status is 1 (registered as poor at the end of the year) or 0 (has exited); a household without
a status in a year is neither.

Limitations: a household that was given another id, or moved to another region, is another household here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from assessbook.assessment.evidence import Evidence
from assessbook.assessment.household_samples import (
    Sample,
    counted,
    exit_line,
    households,
    income_of,
    observed_incomes,
    samples,
    share_of,
)
from assessbook.assessment.suspicion import Examined, PaperExitParameters, Strength, Suspicion
from assessbook.assessment.suspicion_words import NO_INCOMES, NO_STATUS, names_of, place
from assessbook.core.numbers import as_decimal
from assessbook.core.periods import Period
from assessbook.observations.observation import Observation

STATUS = "household_status"
EXIT_MONTH = "household_exit_month"
EXITED, REGISTERED = 0, 1


def returned(evidence: Evidence, parameters: PaperExitParameters) -> Examined:
    """Households that had exited when last observed, and are registered again.

    The share is of all households that had exited when last observed and have a status in the year.
    """
    entries = households(evidence, STATUS)
    if not entries:
        return Examined(reason=NO_STATUS)
    histories: dict[tuple[str, str | None], list[Observation]] = defaultdict(list)
    for entry in entries:
        histories[entry.region, entry.item].append(entry)
    before: dict[Period, list[Observation]] = defaultdict(list)
    again: dict[Period, list[Observation]] = defaultdict(list)
    followed = False
    for history in histories.values():
        ordered = sorted(history, key=lambda entry: entry.period)
        for earlier, later in pairwise(ordered):
            followed = True
            if earlier.value == EXITED:
                before[later.period].append(earlier)
                if later.value == REGISTERED:
                    again[later.period].append(later)
    if not followed:
        return Examined(reason="逐户登记状态只有单个年度，无从比较")
    suspicions = []
    for period in sorted(again):
        strength = parameters.returned.above(len(again[period]) / len(before[period]))
        if strength is not None:
            suspicions.append(_return(evidence, parameters, period, before[period], again[period], strength))
    return Examined(tuple(suspicions))


def _return(
    evidence: Evidence,
    parameters: PaperExitParameters,
    period: Period,
    before: Sequence[Observation],
    again: Sequence[Observation],
    strength: Strength,
) -> Suspicion:
    area = Sample(evidence.region, period, tuple(before))
    exited = counted(evidence, before, area, "returned_exited_before", "此前已脱贫的户")
    count = counted(evidence, again, area, "returned_households", "脱贫后重新登记的户")
    return Suspicion(
        "returned",
        f"{place(evidence, evidence.region, period)}有已脱贫户重新登记为贫困户，值得核实",
        evidence.region,
        period,
        "此前已脱贫的{exited}中，有{count}重新登记为贫困户，占{share}，"
        f"涉及{names_of(evidence, {entry.region for entry in again})}。",
        "脱贫稳定时，重新登记应为个别情形，并与返贫人口的统计相符。",
        "因灾、因病返贫和动态调整中的纠正均属正常，可逐户核对脱贫时的认定依据和返贫原因。",
        strength,
        parameters.returned.percentages("重新登记户占此前已脱贫户的比例", "超过"),
        {
            "exited": exited,
            "count": count,
            "share": share_of(count, exited, "returned_share", "重新登记户占此前已脱贫户的比例"),
        },
    )


def below_line(evidence: Evidence, parameters: PaperExitParameters) -> Examined:
    """Households that have exited, with an income of the year strictly below the line of the year.

    One finding for the whole region where a line holds for all of it, else one for each region directly
    below. Households without an income are left out of the share.
    """
    incomes = observed_incomes(evidence, parameters)
    if not incomes:
        return Examined(reason=NO_INCOMES)
    exited = {
        (entry.region, entry.period, entry.item)
        for entry in households(evidence, STATUS)
        if entry.value == EXITED
    }
    if not exited:
        return Examined(reason=f"{NO_STATUS}，或没有已脱贫的户")
    lined, examined, suspicions = set[tuple[str, Period]](), False, []
    for income in incomes:
        for sample in samples(evidence, income):
            line = exit_line(evidence, parameters, income, sample.area, sample.period)
            if line is None or (income, sample.period) in lined:
                continue
            if sample.area == evidence.region:
                lined.add((income, sample.period))
            out = [entry for entry in sample.entries if (entry.region, entry.period, entry.item) in exited]
            examined = examined or bool(out)
            threshold = as_decimal(line.scalar or 0)
            low = [entry for entry in out if income_of(entry) < threshold]
            strength = parameters.below_line.above(len(low) / len(out)) if out else None
            if strength is None:
                continue
            whole = counted(evidence, out, sample, f"below_line_{income}_exited", "有收入数据的已脱贫户")
            part = counted(evidence, low, sample, f"below_line_{income}_households", "收入低于标准的已脱贫户")
            share = share_of(part, whole, f"below_line_{income}_share", "收入低于标准的已脱贫户所占比例")
            suspicions.append(
                Suspicion(
                    "below_line",
                    f"{place(evidence, sample.area, sample.period)}有已脱贫户当年收入低于脱贫标准，值得核实",
                    sample.area,
                    sample.period,
                    "有收入数据的已脱贫户{whole}中，当年收入低于标准（{line}）的有{part}，占{share}，"
                    f"涉及{names_of(evidence, {entry.region for entry in low})}。",
                    "已脱贫户当年收入应稳定达到标准。",
                    "收入口径、采集时点不同以及脱贫后收入波动都可能造成差异，可核对认定当年的收入测算表。",
                    strength,
                    parameters.below_line.percentages("收入低于标准的户占已脱贫户的比例", "超过"),
                    {"whole": whole, "line": line, "part": part, "share": share},
                )
            )
    if not examined:
        return Examined(reason="没有同时具备同年收入、登记状态和脱贫标准的已脱贫户")
    return Examined(tuple(suspicions))


def year_end(evidence: Evidence, parameters: PaperExitParameters) -> Examined:
    """Exits of a year that fall into its last months (`last_months`) in an overwhelming share."""
    found = [sample for sample in samples(evidence, EXIT_MONTH) if sample.area == evidence.region]
    if not found:
        return Examined(reason="没有逐户退出月份数据")
    large = [sample for sample in found if len(sample) >= parameters.minimum_households]
    if not large:
        return Examined(reason="各年度有退出月份的户数均过少，不足以检验")
    months = "、".join(str(month) for month in parameters.last_months)
    suspicions = []
    for sample in large:
        late = [entry for entry in sample.entries if entry.value in parameters.last_months]
        strength = parameters.last_months_share.above(len(late) / len(sample))
        if strength is None:
            continue
        whole = counted(evidence, sample.entries, sample, "year_end_all", "有退出月份的脱贫户")
        part = counted(evidence, late, sample, "year_end_households", f"{months}月退出的户")
        share = share_of(part, whole, "year_end_share", f"{months}月退出的户所占比例")
        suspicions.append(
            Suspicion(
                "year_end",
                f"{place(evidence, sample.area, sample.period)}退出集中在年末，值得核实",
                sample.area,
                sample.period,
                f"有退出月份的脱贫户{{whole}}中，{months}月退出的有{{part}}，占{{share}}。",
                "脱贫随帮扶见效逐步实现时，退出时间应较为分散。",
                "年末集中评议认定是常规做法，单凭退出时间不能说明问题，可结合评议公示时间一并查看。",
                strength,
                parameters.last_months_share.percentages(f"{months}月退出的户所占比例", "超过"),
                {"whole": whole, "part": part, "share": share},
            )
        )
    return Examined(tuple(suspicions))
