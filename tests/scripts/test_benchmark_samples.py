from __future__ import annotations

import pytest

from benchmarking.parts import sizes_measured
from benchmarking.samples import (
    Case,
    ContestantFailed,
    Results,
    Sample,
    Trial,
    extended,
    spread,
    take_turns,
)


def case(contestant: str) -> Case:
    return Case("engines", "executed", 64, contestant)


def test_contestants_take_turns_and_each_round_begins_with_the_next() -> None:
    order: list[str] = []

    def trial(name: str) -> Trial:
        def work(repeat: int) -> Sample:
            order.append(f"{name}{repeat}")
            return Sample(1.0, 64, 64)

        return Trial(case(name), work, 1.0)

    take_turns([trial("a"), trial("b"), trial("c")], 3, Results())
    assert order == ["a0", "b0", "c0", "b1", "c1", "a1", "c2", "a2", "b2"]


def test_a_case_that_takes_minutes_is_repeated_no_more_than_it_asks_for() -> None:
    results = Results()
    take_turns([Trial(case("a"), lambda repeat: Sample(2.0, 64, 64), 1.0, at_most=2)], 5, results)
    assert len(results.samples[case("a")]) == 2


def test_a_contestant_that_fails_is_kept_with_its_message_and_not_run_again() -> None:
    results, asked = Results(), []

    def work(repeat: int) -> Sample:
        asked.append(repeat)
        if repeat == 1:
            raise ContestantFailed("exit status 1: no kernel")
        return Sample(1.0, 64, 64)

    take_turns([Trial(case("a"), work, 1.0)], 5, results)
    assert asked == [0, 1]
    assert results.failures == {case("a"): "exit status 1: no kernel"}
    assert results.median("engines", "executed", 64, "a") is None
    assert results.cases("engines") == [case("a")]


def test_the_median_of_five_is_the_third_in_order() -> None:
    samples = [Sample(seconds, 64, 64) for seconds in (9.0, 2.0, 40.0, 3.0, 4.0)]
    assert Results({case("a"): samples}).median("engines", "executed", 64, "a") == 4.0


def test_a_size_not_measured_lies_on_the_line_through_two_that_were() -> None:
    # 5 s for one notebook and 11 s for four: 2 s for each more, so 12 x 2 s more for sixteen.
    found = extended([Sample(5.0, 1, 1)], [Sample(11.0, 4, 4)], (1, 4), 16)
    assert found == [Sample(35.0, 4, 16)]
    assert not found[0].complete


@pytest.mark.parametrize(
    ("turn", "chosen"),
    [(0, [10, 12, 15]), (1, [11, 13, 16]), (3, [13, 15, 10])],
)
def test_a_choice_is_spread_over_all_and_moves_on_with_each_turn(turn: int, chosen: list[int]) -> None:
    # Of eight, three: places 0, 2 and 5, each moved on by the turn and beginning again after the last.
    assert spread(range(10, 18), 3, turn) == chosen


def test_all_are_chosen_where_there_are_no_more() -> None:
    assert spread(["a", "b"], 3, 1) == ["a", "b"]


@pytest.mark.parametrize(
    ("sizes", "sampled", "measured"),
    [
        ((1, 16, 64), None, [1, 16, 64]),
        ((1, 16, 64), 8, [1, 8]),
        ((1, 4), 8, [1, 4]),
        ((2, 4, 64), 8, [1, 2, 4, 8]),
    ],
)
def test_a_slow_contestant_is_measured_at_sizes_it_can_do(
    sizes: tuple[int, ...], sampled: int | None, measured: list[int]
) -> None:
    assert sizes_measured(sizes, sampled) == measured
