"""Work beside the book: done in another process, its errors told here, no process left."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from assessbook.core.problems import CheckFailed
from assessbook.editions.beside import Beside


def test_works_are_done_one_after_the_other_in_another_process(tmp_path: Path) -> None:
    def write(name: str) -> None:
        (tmp_path / name).write_text(f"{os.getpid()} {len(list(tmp_path.iterdir()))}", encoding="utf-8")

    beside = Beside({"pdf": lambda: write("pdf"), "xlsx": lambda: write("xlsx")}, apart=True)
    assert list(beside.wait()) == ["pdf", "xlsx"]
    beside.end()
    (process, first), (other, second) = (
        (tmp_path / name).read_text(encoding="utf-8").split() for name in ("pdf", "xlsx")
    )
    assert process == other != str(os.getpid())
    assert (first, second) == ("0", "1")


def test_without_a_process_of_their_own_they_are_done_when_waited_for(tmp_path: Path) -> None:
    beside = Beside({"pdf": (tmp_path / "pdf").touch}, apart=False)
    assert not (tmp_path / "pdf").exists()
    assert list(beside.wait()) == ["pdf"]
    assert (tmp_path / "pdf").exists()


def test_what_fails_there_fails_here_with_its_message(tmp_path: Path) -> None:
    def differ() -> None:
        raise CheckFailed("report.pdf says 11606 where the ledger says 11609")

    beside = Beside({"pdf": differ, "xlsx": (tmp_path / "xlsx").touch}, apart=True)
    with pytest.raises(CheckFailed, match="says 11606 where the ledger says 11609"):
        beside.wait()
    assert not (tmp_path / "xlsx").exists()


def test_a_process_that_is_killed_is_told(tmp_path: Path) -> None:
    beside = Beside({"pdf": lambda: os.kill(os.getpid(), signal.SIGKILL)}, apart=True)
    with pytest.raises(CheckFailed, match="ended before they were written"):
        beside.wait()


def test_ending_early_leaves_no_process(tmp_path: Path) -> None:
    def endless() -> None:
        (tmp_path / "pid").write_text(str(os.getpid()), encoding="utf-8")
        time.sleep(600)

    beside = Beside({"pdf": endless}, apart=True)
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text(encoding="utf-8"):
        time.sleep(0.01)
    beside.end()
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text(encoding="utf-8")), 0)
