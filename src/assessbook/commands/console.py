"""What a person sees while something runs: a progress bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class PlainProgress:
    """One line for each stage and each step, for logs."""

    def __init__(self) -> None:
        self._steps = 0
        self._done = 0

    def stage(self, title: str, steps: int = 0) -> None:
        """Print the stage's title."""
        self._steps, self._done = steps, 0
        click.echo(title)

    def step(self, what: str) -> None:
        """Print the step and how many are done; a stage of one step has said all with its title."""
        self._done += 1
        if self._steps > 1:
            click.echo(f"  [{self._done}/{self._steps}] {what}")


class BarProgress:
    """A bar for each stage."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def stage(self, title: str, steps: int = 0) -> None:
        """Finish the bar of the stage before and start another."""
        self.finish()
        self._task = self._bars.add_task(title, total=steps or None, what="")

    def step(self, what: str) -> None:
        """Move the bar and show the step beside it."""
        if self._task is not None:
            self._bars.update(self._task, advance=1, what=what)

    def finish(self) -> None:
        """Fill the bar of the stage that is over."""
        if self._task is not None:
            task = next(task for task in self._bars.tasks if task.id == self._task)
            self._bars.update(self._task, total=task.total or 1, completed=task.total or 1, what="")


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
        TextColumn("{task.fields[what]}", style="dim"),
    )
    with Progress(*columns, console=console) as bars:
        shown = BarProgress(bars)
        yield shown
        shown.finish()
