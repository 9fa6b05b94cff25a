"""The options of an overview's command are passed on to its volumes as they were given."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from assessbook.commands.build import build
from assessbook.commands.volume_commands import VolumesFailed, passed_on


def passed(*arguments: str) -> list[str]:
    """What `build` would pass on, without building."""
    found: list[str] = []

    @click.pass_context
    def keep(context: click.Context, **values: object) -> None:
        found.extend(passed_on(context))

    command = click.Command("build", params=build.params, callback=keep)
    done = CliRunner().invoke(command, ["params/x/2020.yaml", *arguments])
    assert done.exit_code == 0, done.output
    return found


def test_nothing_is_passed_on_that_was_not_given() -> None:
    assert passed() == []


def test_lists_flags_and_repeated_options_are_passed_on_as_words() -> None:
    words = passed("--formats", "html,pdf", "--force", "-p", "base_year=2016", "-p", "target_path=steps")
    assert words[words.index("--formats") + 1] == "html,pdf"
    assert "--force" in words
    assert [words[place + 1] for place, word in enumerate(words) if word == "-p"] == [
        "base_year=2016",
        "target_path=steps",
    ]


def test_the_overviews_own_place_and_number_of_jobs_are_not_passed_on() -> None:
    assert passed("--out", "build/trial", "--jobs", "3", "--dry-run") == []


@pytest.mark.parametrize(("statuses", "status"), [([1, 3, 2], 3), ([1, 2], 2), ([1], 1), ([-9], 1)])
def test_failed_volumes_end_with_the_status_of_the_worst_kind(statuses: list[int], status: int) -> None:
    assert VolumesFailed("", statuses).exit_status == status
