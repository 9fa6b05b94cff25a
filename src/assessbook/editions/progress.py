"""How long work tells what it is doing, whoever listens: a terminal, a log, nobody."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What a build reports to."""

    def stage(self, title: str, steps: int = 0, at_once: int = 1) -> None:
        """A stage begins, and the one before it is done; `step` will be called `steps` times.

        `at_once` steps run at a time; 0 where that isn't known, as on a cluster.
        """
        ...

    def step(self, what: str, seconds: float | None = None, *, failed: bool = False) -> None:
        """One step of the stage is over: ``region/piaohe, 2.4 s``, and the seconds that it took."""
        ...
