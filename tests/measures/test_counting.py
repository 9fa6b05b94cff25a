"""Counts of single elements: at, just below and above a line, what they read and how they print."""

from __future__ import annotations

import pytest

from assessbook.core.missing import Missing
from assessbook.core.problems import ConceptError, DefinitionError, UnitError
from assessbook.measures import Measure, constant
from assessbook.measures.formula import formula
from tests.measures.examples import Cells, address, build, by_region, by_year, one
from tests.measures.recompute import recomputed

# Four villages of two towns: below, at and above a line of 3, and one without a value.
SCORES: Cells = {
    ("north", 2015, "甲村"): 2,
    ("north", 2015, "乙村"): 3,
    ("south", 2015, "丙村"): 4,
    ("south", 2015, "丁村"): Missing.NO_OBSERVATION,
}


def scores() -> Measure:
    return build("villages", SCORES)


def line(value: float = 3) -> Measure:
    return constant(value, "个")


@pytest.mark.parametrize(
    ("comparator", "count", "printed"),
    [
        (">=", 2, "3 个数中不低于 3 的个数"),
        (">", 1, "3 个数中高于 3 的个数"),
        ("<=", 2, "3 个数中不高于 3 的个数"),
        ("<", 1, "3 个数中低于 3 的个数"),
        ("=", 1, "3 个数中等于 3 的个数"),
    ],
)
def test_what_meets_a_line_is_counted_by_its_comparator(comparator: str, count: int, printed: str) -> None:
    made = scores().count_meeting(comparator, line(), "户", into="county")
    derivation = made.derivation_at((0, 0, 0))
    assert made.scalar == count
    assert recomputed(derivation) == count
    assert formula(derivation) == printed


def test_a_hundredth_below_the_line_does_not_reach_it() -> None:
    incomes = by_region("income", 2999.99, 3000, 3000.01)
    counted = [
        incomes.count_meeting(word, one("income", 3000), "户", into="county").scalar
        for word in (">=", ">", "<", "<=", "=")
    ]
    assert counted == [2, 1, 1, 2, 1]


def test_binary_noise_does_not_lift_a_number_above_the_line() -> None:
    grants = by_region("grants", 0.1, 0.3, 5)
    raised = grants + constant(0.2, "元")  # 0.30000000000000004, 0.5, 5.2
    assert raised.count_meeting(">", constant(0.3, "元"), "户", into="county").scalar == 2


def test_all_that_have_a_value_are_counted() -> None:
    made = scores().count_present("户", into="county")
    assert (made.scalar, made.unit.symbol, made.regions) == (3, "户", ("county",))
    assert formula(made.derivation_at((0, 0, 0))) == "共 3 个数"
    assert recomputed(made.derivation_at((0, 0, 0))) == 3


def test_none_that_meets_the_line_is_zero_and_not_missing() -> None:
    assert scores().count_meeting(">", line(9), "户", into="county").scalar == 0


def test_nothing_to_count_is_missing_and_not_zero() -> None:
    nothing = by_region("income", *[Missing.NO_OBSERVATION] * 3)
    for made in (
        nothing.count_present("户", into="county"),
        nothing.count_meeting(">=", one("income", 1), "户", into="county"),
    ):
        assert made.scalar is None
        assert recomputed(made.derivation_at((0, 0, 0))) == "no_observation"


def test_without_a_line_nothing_is_counted() -> None:
    absent = one("income", Missing.SUPPRESSED)
    made = by_region("income", 1, 2, 3).count_meeting(">=", absent, "户", into="county")
    assert made.scalar is None
    assert recomputed(made.derivation_at((0, 0, 0))) == "suppressed"


def test_a_count_reads_the_line_and_every_cell_that_has_a_value() -> None:
    made = by_region("income", 1, Missing.NO_OBSERVATION, 3).count_meeting(
        ">=", one("income", 2), "户", into="county"
    )
    read = [origin.address for origin in made.derivation_at((0, 0, 0)).origins]
    assert read == [address("income", name, 2015) for name in ("county", "north", "east")]


def test_a_share_of_counts_brackets_both() -> None:
    made = scores()
    share = (
        made.count_meeting(">=", line(1) + line(2), "户", into="county")
        / made.count_present("户", into="county")
    ).to("%")
    assert share.scalar == pytest.approx(200 / 3)
    assert formula(share.derivation_at((0, 0, 0))) == "(3 个数中不低于 (1 + 2) 的个数) ÷ (共 3 个数) × 100%"


def test_counts_of_regions_add_up() -> None:
    count = scores().count_present("户", into="county")
    assert (count + count).scalar == 6
    assert count.additive


def test_a_line_of_another_income_is_refused() -> None:
    with pytest.raises(ConceptError, match="income is disposable in one and net in the other"):
        by_region("income", 1, 2, 3).count_meeting(">=", one("net_income", 2), "户", into="county")


def test_a_line_in_another_unit_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnitError, match=r"Convert the line first: \.to\('元'\)"):
        by_region("income", 1, 2, 3).count_meeting(">=", constant(1, "万元"), "户", into="county")


def test_a_comparator_that_is_none_is_refused() -> None:
    with pytest.raises(DefinitionError, match="nothing can be counted by 'near'"):
        by_region("income", 1, 2, 3).count_meeting("near", one("income", 2), "户", into="county")


def test_several_years_are_not_counted_together() -> None:
    with pytest.raises(DefinitionError, match="has 2 periods here"):
        by_year("income", {2014: 1, 2015: 2}).count_present("户", into="county")
