"""The RO-Crate of a real build is valid for the Process Run Crate profile, says the profile's own validator."""

from __future__ import annotations

import subprocess

import pytest

from tests.integration.books import ROOT, Book

PYTHON = ROOT / ".venv-crate" / "bin" / "python"


@pytest.mark.slow
@pytest.mark.skipif(not PYTHON.is_file(), reason="the validator is not installed; run: make validate-crate")
def test_the_crate_of_the_default_edition_is_a_valid_process_run_crate(real_book: Book) -> None:
    command = [str(PYTHON), str(ROOT / "scripts/validate_crate.py"), str(real_book.build)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("a valid process-run-crate\n")
