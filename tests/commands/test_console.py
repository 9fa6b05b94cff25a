"""The bar on a terminal: steps done, the time left by the median step, and how many failed."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn

from assessbook.commands.console import (
    BarProgress,
    PlainProgress,
    TimeLeftColumn,
    time_left,
    time_left_text,
)


@pytest.mark.parametrize(
    ("seconds", "steps", "at_once", "expected"),
    [
        ([2.0, 30.0, 4.0], 10, 2, 20.0),  # median 4 s, five rounds of two
        ([2.0, 30.0, 4.0], 1, 2, 4.0),  # the last takes its time however many could run
        ([6.0], 3, 1, 18.0),
        ([6.0], 0, 1, None),
        ([], 3, 1, None),
    ],
)
def test_the_time_left_is_the_median_step_times_the_rounds(
    seconds: list[float], steps: int, at_once: int, expected: float | None
) -> None:
    assert time_left(seconds, steps, at_once) == expected


def test_time_left_is_told_in_seconds_and_from_two_minutes_on_in_minutes() -> None:
    assert [time_left_text(seconds) for seconds in (-3.0, 0.2, 119.0, 120.0, 121.0)] == [
        "0 s left",
        "1 s left",
        "119 s left",
        "2 min left",
        "3 min left",
    ]


def test_the_bar_counts_steps_and_failures_and_counts_the_time_down() -> None:
    now = [100.0]
    console = Console(file=io.StringIO(), width=100)
    columns = (MofNCompleteColumn(), TimeLeftColumn(), TextColumn("{task.fields[failed]}"))
    bars = Progress(*columns, console=console, auto_refresh=False, get_time=lambda: now[0])
    shown = BarProgress(bars)

    def line() -> str:
        console.print(bars.make_tasks_table(bars.tasks))
        assert isinstance(console.file, io.StringIO)
        return " ".join(console.file.getvalue().splitlines()[-1].split())

    shown.stage("Executing notebooks", 5, 2)
    assert line() == "0/5"
    shown.step("overview", 8.0)
    assert line() == "1/5 16 s left"
    now[0] += 3
    assert line() == "1/5 13 s left"
    shown.step("region/piaohe", 4.0, failed=True)
    assert line() == "2/5 9 s left 1 failed"  # median 6 s, one round and a half
    shown.finish()
    assert line() == "5/5 1 failed"


def test_a_log_gets_a_line_for_each_step_and_no_times_left(capsys: pytest.CaptureFixture[str]) -> None:
    shown = PlainProgress()
    shown.stage("Executing notebooks", 2, 2)
    shown.step("overview, 1.0 s", 1.0)
    shown.step("region/piaohe, 2.0 s", 2.0, failed=True)
    assert capsys.readouterr().out == (
        "Executing notebooks\n  [1/2] overview, 1.0 s\n  [2/2] region/piaohe, 2.0 s\n"
    )
