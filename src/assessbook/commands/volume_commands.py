"""The command that makes or checks one volume, and what is said of those that fail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessbook.core.problems import AssessbookError
from assessbook.editions.volumes import Volume

if TYPE_CHECKING:
    from assessbook.editions.volume_processes import Command, Ended

# What the overview's command keeps for itself: its own place, what it passes on in other words, what is told.
_NOT_PASSED_ON = frozenset({"edition", "out", "jobs", "since", "dry_run", "why", "volume_of"})
_MAIN = ("-m", "assessbook.commands.main")


class VolumesFailed(AssessbookError):
    """One or more volumes weren't built, or have problems: the exit status is theirs."""

    def __init__(self, text: str, statuses: Iterable[int]) -> None:
        super().__init__(text)
        found = set(statuses)
        self.exit_status = next((status for status in (3, 2) if status in found), 1)


def volume_command(command: str, volume: Volume, totals: Path, given: Sequence[str]) -> Command:
    """A command on one volume, which compares its totals with those that lie in the folder `totals`."""
    from assessbook.editions.volume_processes import Command

    return Command(volume.key, [*_MAIN, command, volume.file, "--volume-of", str(totals), *given])


def passed_on(context: click.Context) -> list[str]:
    """The options that this command was given, as words of a volume's command."""
    words: list[str] = []
    for option in context.command.params:
        name = option.name or ""
        if not isinstance(option, click.Option) or name in _NOT_PASSED_ON or name not in context.params:
            continue
        value = context.params[name]
        # What may be repeated holds what was given, and what other options added to it.
        given = context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        if not given and not option.multiple:
            continue
        if option.is_flag:
            words += [option.opts[0]] if value else option.secondary_opts[:1]
        elif option.multiple:
            words += [word for each in value for word in (option.opts[0], str(each))]
        else:
            words += [option.opts[0], ",".join(value) if isinstance(value, tuple) else str(value)]
    return words


def worded(failed: Sequence[Ended], count: int, ending: str) -> str:
    """Every volume of `count` that failed, with what it said, and how that leaves the others."""
    texts = []
    for ended in failed:
        told = "\n".join(f"  {line}" for line in ended.told.splitlines())
        texts.append(f"Volume {ended.command.name} (exit status {ended.status}):\n{told}")
    return "\n\n".join([*texts, f"{len(failed)} of {count} volumes failed. {ending}".rstrip()])
