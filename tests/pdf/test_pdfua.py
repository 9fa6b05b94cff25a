"""The printed report is accessible: it passes PDF/UA-1, says veraPDF, and one stripped of what matters doesn't."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pytest

from tests.pdf.conftest import Typeset, typeset

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-pdfua" / "bin" / "python"


@pytest.mark.skipif(not PYTHON.is_file(), reason="veraPDF is not installed; run: make validate-pdf")
def test_the_report_passes_and_one_without_language_tags_and_title_is_refused(
    full: Typeset, leadership: Typeset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, leaders, joined, bad = (tmp_path / f"{name}.pdf" for name in ("good", "leaders", "joined", "bad"))
    good.write_bytes(full.pdf)
    leaders.write_bytes(leadership.pdf)
    # As very long reports are made: typeset in parts, here of a section or two lines each.
    for name, value in (("compile._IN_PARTS", 100), ("parts._SIZE", 10), ("parts._LINES", 2)):
        monkeypatch.setattr(f"assessbook.pdf.{name}", value)
    joined.write_bytes(typeset(full.document))
    assert joined.read_bytes() != full.pdf
    with pikepdf.open(good) as pdf:
        for name in ("/Lang", "/MarkInfo", "/Metadata", "/StructTreeRoot"):
            del pdf.Root[name]
        pdf.save(bad)
    files = (good, leaders, joined, bad)
    command = [str(PYTHON), str(ROOT / "scripts/validate_pdfua.py"), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    for line, file in zip(lines, files[:3], strict=False):
        assert line.startswith(f"{file}: passes PDFUA-1 ("), done.stdout
    assert lines[3].startswith(f"{bad}: fails PDFUA-1 (")
    refused = {line.partition(":")[0].strip() for line in lines[4:] if line.startswith("  Clause")}
    assert {
        "Clause 6.2, test 1",
        "Clause 7.1, test 8",
        "Clause 7.1, test 11",
        "Clause 7.2, test 34",
    } <= refused
