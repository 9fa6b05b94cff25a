"""The Jiaohe plan's own contradictions and agreements, worked out by hand from the printed plan."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from assessbook.assessment.identities import Identity, find_identities, open_points
from assessbook.core.workspace import Workspace
from assessbook.observations.dataset import Dataset
from assessbook.observations.reader import load_dataset
from assessbook.report.figures import Figure, publish
from assessbook.report.sentences import filled

ROOT = Path(__file__).parents[2]
PROGRAMME = "jiaohe-2016"


@pytest.fixture(scope="module")
def data() -> Dataset:
    return load_dataset(Workspace.find(ROOT), PROGRAMME)


@pytest.fixture(scope="module")
def identities(data: Dataset) -> list[Identity]:
    return find_identities(data, "jiaohe")


def shown(identity: Identity) -> tuple[str, str, str, str]:
    """Rule, left and right number as printed with their units, outcome."""
    texts = []
    for side in (identity.left, identity.right):
        figure = publish(PROGRAMME, side)
        texts.append(figure.text + side.unit.symbol)
    return identity.rule, texts[0], texts[1], identity.outcome


def test_the_plan_contradicts_itself_in_exactly_these_places(identities: list[Identity]) -> None:
    assert [shown(identity) for identity in identities if identity.outcome == "disagree"] == [
        ("parts", "11606人次", "11609人次", "disagree"),
        ("balance_with", "4.701亿元", "5.001亿元", "disagree"),
        ("accumulates_to", "1500万元", "0.065亿元", "disagree"),
        ("restated", "4.701亿元", "5.001亿元", "disagree"),
        ("rate", "3.88%", "4.28%", "disagree"),
        ("rate", "3.88%", "2.47%", "disagree"),
        ("counts_kind", "7个", "6个", "disagree"),
    ]


def test_nothing_in_the_plan_is_left_unknown(identities: list[Identity]) -> None:
    assert [identity for identity in identities if identity.outcome == "unknown"] == []


@pytest.mark.parametrize(
    ("rule", "left", "right"),
    [
        ("regions", "5832户", "5832户"),
        ("regions", "11609人", "11609人"),
        ("partition_of", "5832户", "5832户"),
        ("partition_of", "11609人", "11609人"),
        ("partition_of", "201.66亿元", "201.66亿元"),
        ("parts", "2.071亿元", "2.071亿元"),
        ("parts", "5.001亿元", "5.001亿元"),
        ("parts", "3.09亿元", "3.09亿元"),
        ("parts", "4.61亿元", "4.61亿元"),
        ("parts", "176项", "176项"),
        ("parts", "184项", "184项"),
        ("parts", "262项", "262项"),
        ("balance_with", "5.001亿元", "5.001亿元"),
        ("accumulates_to", "11609人", "11609人"),
        ("accumulates_to", "25个", "25个"),
        ("list_of", "25个", "25个"),
        ("counts_kind", "8个", "8个"),
        ("counts_kind", "2个", "2个"),
        ("restated", "1.1万人", "11609人"),
        ("restated", "262项", "262项"),
        ("restated", "8.4%", "8.4%"),
        ("growth", "1.5倍", "1.50倍"),  # 1.084 to the fifth is 1.4967
        ("growth", "2.1倍", "2.10倍"),  # 1.16 to the fifth is 2.1003
        ("growth", "1.8倍", "1.81倍"),  # 1.126 to the fifth is 1.8101
        ("growth", "1.86倍", "1.859倍"),  # 1.132 to the fifth is 1.8588
    ],
)
def test_the_plan_agrees_with_itself(identities: list[Identity], rule: str, left: str, right: str) -> None:
    assert (rule, left, right, "agree") in [shown(identity) for identity in identities]


def test_causes_and_types_each_share_out_households_and_persons(identities: list[Identity]) -> None:
    names = [identity.left.identifier for identity in identities if identity.rule == "partition_of"]
    assert names == [
        "poor_households_by_type_sum_of_parts",
        "poor_persons_by_type_sum_of_parts",
        "poor_households_by_cause_sum_of_parts",
        "poor_persons_by_cause_sum_of_parts",
        "value_added_by_sector_sum_of_parts",
    ]


def remark(identity: Identity) -> str:
    runs = filled(PROGRAMME, identity.remark, dict(identity.figures))
    return "".join(run if isinstance(run, str) else run.text for run in runs)


def test_the_missing_three_tenths_equal_the_funds_for_medical_aid(identities: list[Identity]) -> None:
    (restated,) = [one for one in identities if (one.rule, one.outcome) == ("restated", "disagree")]
    assert remark(restated).endswith("差额的绝对值与“健康救助项目”的数值（0.3亿元）相等。")


def test_the_printed_incidence_implies_a_denominator_of_299200_persons(identities: list[Identity]) -> None:
    rates = [identity for identity in identities if identity.rule == "rate"]
    assert all(remark(identity).endswith("所对应的分母为29.92万人。") for identity in rates)


def test_every_number_is_publishable_and_no_id_stands_for_two_numbers(identities: list[Identity]) -> None:
    values: dict[str, set[tuple[float, str, str]]] = defaultdict(set)
    for identity in identities:
        for measure in (identity.left, identity.right, identity.difference, *identity.figures.values()):
            if measure is None:
                continue
            figure = publish(PROGRAMME, measure)
            assert isinstance(figure, Figure)
            assert '"source"' in str(figure.derivation).replace("'", '"')
            values[figure.figure].add((figure.value, figure.unit, figure.indicator_name))
    assert {name for name, several in values.items() if len(several) > 1} == set()


def test_a_stated_number_keeps_the_id_it_has_elsewhere(data: Dataset, identities: list[Identity]) -> None:
    for identity in identities:
        for side in (identity.left, identity.right):
            if side.identifier in data.definitions.measures:
                place = (side.regions[0], side.periods[0], side.items[0])
                stated = data.value(side.identifier, *place)
                assert stated is not None
                assert side.scalar == stated.value


def test_the_note_on_the_other_total_investment_is_an_open_point(data: Dataset) -> None:
    points = {(entry.origin.sheet, entry.origin.cell): note for entry, note in open_points(data, "jiaohe")}
    assert "0.3亿元" in points["项目分类", "C3"]
    assert next(iter(points)) == ("第一章经济概况", "C4")
    assert list(points)[-1] == ("序言与总体目标", "C12")
