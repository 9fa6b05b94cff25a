"""What a notebook may take, and what is said of one that takes more."""

from __future__ import annotations

from dataclasses import dataclass

from assessbook.core.problems import InputError, Problem
from assessbook.editions.processes import can_measure

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Overrun:
    """A limit that was exceeded.

    Parameters
    ----------
    kind, message : str
        As of the exception that the notebook didn't raise; the message says what to do.
    """

    kind: str
    message: str


@dataclass(frozen=True)
class Limits:
    """What each notebook may take.

    Parameters
    ----------
    seconds : float or None
        Wall time from its start; None means as long as it needs.
    megabytes : int or None
        Memory its process may hold, in MB of 1,048,576 bytes; None means all there is. What the process
        shares with others counts in full.

    Raises
    ------
    InputError
        If memory is to be limited on a system that doesn't tell how much a process holds.

    Limitations
    -----------
    Memory is measured several times a second: a cell may hold more than the limit for a moment.
    """

    seconds: float | None = None
    megabytes: int | None = None

    def __post_init__(self) -> None:
        if self.megabytes is not None and not can_measure():
            where, what = (
                f"--memory-limit {self.megabytes}",
                "this system doesn't tell how much memory is held",
            )
            raise InputError([Problem(where, what, "Leave the option out, or run on Linux.")])

    def overrun(self, seconds: float, held: int, *, cell_began: bool) -> Overrun | None:
        """The limit that is exceeded, if one is.

        Parameters
        ----------
        seconds : float
            Wall time since the notebook's start.
        held : int
            Bytes of memory its process holds.
        cell_began : bool
            Whether one of its cells was running: it is shown beside the message.
        """
        while_doing = "while the cell above was running" if cell_began else "before its first cell"
        if self.seconds is not None and seconds > self.seconds:
            message = (
                f"the notebook ran longer than the {self.seconds:g} seconds it may take, and was stopped "
                f"{while_doing}\nMake the cell quicker, or allow more with --time-limit."
            )
            return Overrun("TimeLimit", message)
        if self.megabytes is not None and held > self.megabytes * MEGABYTE:
            message = (
                f"the notebook held {held // MEGABYTE} MB of memory, more than the {self.megabytes} MB it may, "
                f"and was stopped {while_doing}\n"
                "Let the cell hold less at a time, or allow more with --memory-limit."
            )
            return Overrun("MemoryLimit", message)
        return None


UNLIMITED = Limits()
"""All the time and memory it needs."""
