"""Commands in processes of their own: each tells its status and its words, and none is left behind."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from assessbook.editions.volume_processes import Command, Ended, held_by, run_commands


def command(name: str, code: str) -> Command:
    return Command(name, ["-c", code])


def test_each_command_tells_its_status_and_what_it_wrote_to_standard_error(tmp_path: Path) -> None:
    commands = [
        command("good", "print('unheard')"),
        command("bad", "import sys; print('the cell is text', file=sys.stderr); sys.exit(2)"),
    ]
    ended = {each.command.name: each for each in run_commands(commands, tmp_path, at_once=2)}
    assert {name: (each.status, each.told) for name, each in ended.items()} == {
        "good": (0, ""),
        "bad": (2, "the cell is text"),
    }


def test_commands_run_one_after_the_other_when_one_is_allowed_at_a_time(tmp_path: Path) -> None:
    code = "import os; names = os.listdir('.'); open('{}', 'w'); assert sorted(names) == {}"
    commands = [command("a", code.format("a", [])), command("b", code.format("b", ["a"]))]
    assert [each.status for each in run_commands(commands, tmp_path, at_once=1)] == [0, 0]


def test_the_first_failure_stops_the_others_where_that_is_asked_for(tmp_path: Path) -> None:
    commands = [
        command("long", "import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(600)"),
        command(
            "bad",
            "import os, time\nwhile not os.path.exists('pid') or not open('pid').read():\n time.sleep(.01)\nraise SystemExit(3)",
        ),
        command("never", "open('begun', 'w')"),
    ]

    def stop(ended: Ended) -> bool:
        return ended.status != 0

    (ended,) = run_commands(commands, tmp_path, at_once=2, stop_at=stop)
    assert (ended.command.name, ended.status) == ("bad", 3)
    assert not (tmp_path / "begun").exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text(encoding="utf-8")), 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory a process holds")
def test_memory_of_a_command_is_told(tmp_path: Path) -> None:
    code = "import time; held = bytearray(64 * 1024 * 1024)\nfor i in range(0, len(held), 4096): held[i] = 1\ntime.sleep(1.5)"
    (ended,) = run_commands([command("large", code)], tmp_path, at_once=1)
    assert ended.peak > 64 * 1024 * 1024
    assert held_by(os.getpid()) > 0
