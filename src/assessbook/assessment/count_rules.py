"""Rules for counts: named entries against their stated number, regions of a kind against those listed.

Each rule takes the evidence and yields the identities it finds from the definitions. Counts are whole
and must agree exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assessbook.assessment.evidence import Evidence, section
from assessbook.assessment.identity import Allowance, Identity, Side, judged
from assessbook.assessment.words import quoted
from assessbook.core.periods import Period
from assessbook.core.units import Unit


def listed(evidence: Evidence) -> Iterator[Identity]:
    """The entries named in a list, counted, are as many as stated (`list_of`), exactly.

    Checked for every region with a stated number. The outcome is unknown for a region where a number is
    stated but the list names nothing; a stated zero with nothing listed gives nothing to trace.
    """
    for measure, definition in evidence.definitions.measures.items():
        stated = definition.list_of
        if stated is None:
            continue
        named = evidence.cases(measure)
        for region, period in evidence.cases(stated):
            right = evidence.stated(stated, region, period)
            inside = set(evidence.below(region))
            places = [place for place, when in named if when == period and place in inside]
            if period not in {when for _, when in named} or not (right.value or places):
                continue
            entries = evidence.measure(measure).select(regions=places).at(year=period)
            count = entries.count_entries().rollup(places, into=region)
            made = count.named(f"{measure}_count", f"{definition.name}所列个数", decimals=0)
            yield judged(
                "list_of",
                f"{definition.name}所列个数等于{quoted(evidence.definition(stated).name)}数",
                Side(made.name, made),
                right,
                Allowance(),
                difference=f"{measure}_count_difference",
            )


def kinds(evidence: Evidence) -> Iterator[Identity]:
    """As many regions of a kind are listed in the widest table as a number states (`counts_kind`).

    The widest table is the additive measure with a value for most of the regions directly below, in the
    same period. Each region listed counts one: its cell divided by itself, so that the count can be
    followed to the cells. A cell that holds zero can't be counted so; the outcome is then unknown.
    """
    for measure, definition in evidence.definitions.measures.items():
        kind = definition.counts_kind
        if kind is None:
            continue
        for region, period in evidence.cases(measure):
            children = evidence.definitions.children(region)
            table = _widest_table(evidence, children, period)
            left = evidence.stated(measure, region, period)
            if table is None or left.value is None:
                continue
            of_kind = [child for child in children if evidence.definitions.regions[child].kind == kind]
            present = [child for child in of_kind if evidence.find(table, child, period) is not None]
            cells = evidence.measure(table).select(regions=present).at(year=period)
            count = replace(cells / cells, additive=True).rollup(present, into=region)
            made = replace(count, unit=Unit.of(definition.unit)).named(
                f"{measure}_listed", f"表中所列{kind}个数", decimals=0
            )
            entries = (evidence.find(table, child, period) for child in children)
            place = next(section(entry.origin) for entry in entries if entry)
            yield judged(
                "counts_kind",
                f"所述{kind}个数与表中所列{kind}个数相等",
                left,
                Side(f"{made.name}（{place}）", made),
                Allowance(),
                difference=f"{measure}_listed_difference",
                missing=_uncountable(evidence, table, present, period),
            )


def _uncountable(evidence: Evidence, table: str, regions: Sequence[str], period: Period) -> list[str]:
    """Names of the regions whose cell holds no number, or zero."""
    entries = [(region, evidence.find(table, region, period)) for region in regions]
    names = evidence.definitions.regions
    return [names[region].name for region, entry in entries if entry is None or not entry.value]


def _widest_table(evidence: Evidence, regions: Sequence[str], period: Period) -> str | None:
    """The undivided additive measure with most values other than zero in these regions."""
    widest, most = None, 0
    for measure, definition in evidence.definitions.measures.items():
        if not definition.additive or definition.classification or definition.kind == "entry":
            continue
        entries = (evidence.find(measure, region, period) for region in regions)
        count = sum(1 for entry in entries if entry is not None and entry.value)
        if count > most:
            widest, most = measure, count
    return widest
