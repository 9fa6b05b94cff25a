"""The `assessbook` command: finds the commands, and turns every way of ending into an exit status.

0 done; 1 a check found something, or assessbook itself is at fault; 2 bad input; 3 a notebook failed;
130 stopped by Ctrl-C, 143 by the system. Modules of commands are imported when they are asked for, since
each worker process of a run imports this module again.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from assessbook import __version__
from assessbook.core.problems import AssessbookError, InputError, did_you_mean

_COMMANDS = ("check", "run", "build", "figures", "trace", "verify", "diff", "keygen", "sign")
_BUILDING = ("check", "run", "build")
INTERRUPTED = 130


class Commands(click.Group):
    """The group of all commands, each in the module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order in which they are used."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(import_module(f"assessbook.commands.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a misspelt one is answered with the nearest."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"There is no command {args[0]}. {did_you_mean(args[0], _COMMANDS)}")
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run a command and leave with its exit status."""
        extra |= {"complete_var": complete_var, "standalone_mode": False}
        sys.exit(self._status(args, prog_name or "assessbook", extra))

    def _status(self, args: Sequence[str] | None, prog_name: str, extra: dict[str, Any]) -> int:
        try:
            outcome = super().main(args, prog_name, **extra)
        except AssessbookError as error:
            # Where nothing was to be built, it isn't said that nothing was.
            builds = any(name in _BUILDING for name in (sys.argv[1:] if args is None else args)[:1])
            told = error.listed if isinstance(error, InputError) and not builds else str(error)
            click.echo(told, err=True)
            return error.exit_status
        except click.exceptions.Abort:
            click.echo("Stopped. What was published before is unchanged.", err=True)
            return INTERRUPTED
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except Exception as error:
            _tell_fault(error)
            return 1
        return outcome if isinstance(outcome, int) else 0


def _tell_fault(error: Exception) -> None:
    """One line about an error that nobody foresaw, and where its details are."""
    # Imported only here: they would be a tenth of the time that a short command takes to start.
    import tempfile
    import traceback

    if os.environ.get("ASSESSBOOK_DEBUG") == "1":
        traceback.print_exception(error)
        return
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="assessbook-error-", suffix=".txt", delete=False
    ) as file:
        traceback.print_exception(error, file=file)
    reason = str(error).splitlines()[0] if str(error) else "no message"
    click.echo(
        f"assessbook is at fault, not your input: {type(error).__name__}: {reason}. "
        f"Please report it with the details in {Path(file.name)} (ASSESSBOOK_DEBUG=1 shows them here).",
        err=True,
    )


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="assessbook")
def cli() -> None:
    """Assessment books in which every number leads back to its notebook cell and source cells.

    An EDITION is a file such as params/jiaohe-2016/2015.yaml. A BUILD is the folder made from it, such
    as build/jiaohe-2016/2015. A FIGURE is the id of a published number, such as
    jiaohe-2016/2015/jiaohe/poor_persons.

    \b
    Exit status: 0 done, 1 a check found something, 2 bad input, 3 a notebook failed.
    """


def main() -> NoReturn:
    """Entry point of the installed command."""
    signal.signal(signal.SIGTERM, _leave)
    cli.main()


def _leave(number: int, frame: object) -> NoReturn:
    """End as an exception does, so that workers and kernels are shut down on the way."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
