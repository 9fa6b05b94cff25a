"""Typesetting in a forked process: only where this process hasn't typeset itself, or it would wait for ever."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from pathlib import Path
from tempfile import TemporaryDirectory
from assessbook.editions.beside import Beside
from assessbook.pdf.compile import compile_pdf
from assessbook.pdf.typesetter import has_typeset

def typeset():
    with TemporaryDirectory() as folder:
        (Path(folder) / "report.typ").write_text('#set document(title: "x")\\n= x <y>\\n')
        compile_pdf({"filling": "x" * 100_000}, {}, Path(folder))

assert not has_typeset()
beside = Beside({"pdf": typeset}, apart=not has_typeset())
assert list(beside.wait()) == ["pdf"]
assert not has_typeset()
typeset()
assert has_typeset()
assert list(Beside({"pdf": typeset}, apart=not has_typeset()).wait()) == ["pdf"]
"""


def test_a_process_that_has_typeset_does_not_leave_it_to_a_forked_one() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
