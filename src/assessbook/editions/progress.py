"""How long work tells what it is doing, whoever listens: a terminal, a log, nobody."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What a build reports to."""

    def stage(self, title: str, steps: int = 0) -> None:
        """A stage begins, and the one before it is done; `step` will be called `steps` times."""
        ...

    def step(self, what: str) -> None:
        """One step of the stage is done: ``region/piaohe, 2.4 s``."""
        ...
