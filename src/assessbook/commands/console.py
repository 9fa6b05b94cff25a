"""What a person sees while something runs: a progress bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from statistics import median

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text


class PlainProgress:
    """One line for each stage and each step, for logs."""

    def __init__(self) -> None:
        self._steps = 0
        self._done = 0

    def stage(self, title: str, steps: int = 0, at_once: int = 1) -> None:
        """Print the stage's title."""
        self._steps, self._done = steps, 0
        click.echo(title)

    def step(self, what: str, seconds: float | None = None, *, failed: bool = False) -> None:
        """Print the step and how many are done; a stage of one step has said all with its title."""
        self._done += 1
        if self._steps > 1:
            click.echo(f"  [{self._done}/{self._steps}] {what}")


class BarProgress:
    """A bar for each stage, with the steps done, the time left and how many failed."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task: TaskID | None = None
        self._left, self._at_once, self._failed, self._began = 0, 1, 0, 0.0
        self._seconds: list[float] = []

    def stage(self, title: str, steps: int = 0, at_once: int = 1) -> None:
        """Finish the bar of the stage before and start another."""
        self.finish()
        self._left, self._at_once, self._failed, self._seconds = steps, at_once, 0, []
        self._began = self._bars.get_time()
        self._task = self._bars.add_task(title, total=steps or None, what="", left=None, failed="")

    def step(self, what: str, seconds: float | None = None, *, failed: bool = False) -> None:
        """Move the bar and show the step beside it."""
        if self._task is None:
            return
        self._left -= 1
        self._failed += failed
        self._seconds += [] if seconds is None else [seconds]
        elapsed = self._bars.get_time() - self._began
        at_once = self._at_once or (sum(self._seconds) / elapsed if elapsed else 1)
        self._bars.update(
            self._task,
            advance=1,
            what=what,
            left=time_left(self._seconds, self._left, at_once),
            counted_at=self._bars.get_time(),
            failed=f"{self._failed} failed" if self._failed else "",
        )

    def finish(self) -> None:
        """Fill the bar of the stage that is over."""
        if self._task is not None:
            task = next(task for task in self._bars.tasks if task.id == self._task)
            self._bars.update(
                self._task, total=task.total or 1, completed=task.total or 1, what="", left=None
            )


class TimeLeftColumn(ProgressColumn):
    """``12 s left``, counted down from what was estimated at the last step."""

    def render(self, task: Task) -> Text:
        """The time left; nothing before the first step is done."""
        left = task.fields.get("left")
        if left is None or task.finished:
            return Text("")
        return Text(time_left_text(left - (task.get_time() - task.fields["counted_at"])))


def time_left(seconds: Sequence[float], steps: int, at_once: float) -> float | None:
    """Seconds until the rest of a stage is done, if each step takes as long as the median one did.

    Parameters
    ----------
    seconds : sequence of float
        What each finished step took.
    steps : int
        Steps that aren't finished.
    at_once : float
        Steps that run at a time.

    Returns
    -------
    float or None
        None where no step has told how long it took.

    Limitations
    -----------
    Steps that have begun count as if they hadn't.
    """
    if not seconds or not steps:
        return None
    return median(seconds) * max(steps / at_once, 1.0)


def time_left_text(seconds: float) -> str:
    """``45 s left``, or ``3 min left`` from two minutes on."""
    rounded = max(0, ceil(seconds))
    return f"{rounded} s left" if rounded < 120 else f"{ceil(rounded / 60)} min left"


@contextmanager
def shown_progress() -> Iterator[PlainProgress | BarProgress]:
    """Progress for as long as the block runs."""
    console = Console()
    if not console.is_terminal:
        yield PlainProgress()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeLeftColumn(),
        TextColumn("{task.fields[failed]}", style="red"),
        TextColumn("{task.fields[what]}", style="dim"),
    )
    with Progress(*columns, console=console) as bars:
        shown = BarProgress(bars)
        yield shown
        shown.finish()
