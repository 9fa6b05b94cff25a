"""The revision log and the page of changes are held against the former build that is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from assessbook.book.changes_page import changes_markdown
from assessbook.comparison.compare import compare
from assessbook.comparison.former import keep_former
from assessbook.comparison.revisions import revision_log, write_log
from assessbook.comparison.side import read_side
from assessbook.core.workspace import sha256_of
from assessbook.verification.changes_check import check_changes
from assessbook.verification.report import Finding, Findings
from tests.comparison.builds import WORKBOOK, one_cell, valued
from tests.integration.books import replace

NAME = "plan/2015/north/persons"
Check = Callable[[], list[Finding]]


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build in which C3 reads 300, and read 100 in the one before."""
    former = one_cell(valued(100)).write(tmp_path / "before")
    build = one_cell(valued(300)).but(inputs={WORKBOOK: "sha256:w2"}).write(tmp_path / "build")
    kept = keep_former(read_side(former, "before"), build)
    comparison = compare(read_side(kept, "before"), read_side(build, "build"))
    log = revision_log(comparison, None)
    write_log(build / "revisions.json", log)
    (build / "html").mkdir()
    (build / "html/changes.html").write_text(
        changes_markdown(comparison, log, lambda *_: ""), encoding="utf-8"
    )
    return build


@pytest.fixture
def check(build: Path) -> Check:
    """Check the build as it is now; its manifest is the one it was made with."""
    files = ("ledger", "ledger.db"), ("manifest", "manifest.json")
    digests = {name: f"sha256:{sha256_of(build / 'former' / file)}" for name, file in files}
    outputs = {f"former/{file}": digests[name] for name, file in files}
    manifest: dict[str, Any] = {"since": {"edition": "plan/2015", **digests}, "outputs": outputs}

    def run() -> list[Finding]:
        findings = Findings()
        path = build / "html/changes.html"
        page = html.document_fromstring(path.read_text(encoding="utf-8")) if path.is_file() else None
        check_changes(build, "build", manifest, page, findings)
        return findings.sorted()

    return run


def test_an_untouched_comparison_has_no_findings(check: Check) -> None:
    assert check() == []


def test_a_former_value_that_was_altered_on_the_page_is_found(build: Path, check: Check) -> None:
    replace(build / "html/changes.html", ">100</q>人", ">200</q>人")
    (finding,) = check()
    assert (finding.figure, finding.was, finding.now) == (NAME, "100人 → 300人", "200人 → 300人")


def test_an_entry_that_was_taken_out_of_the_log_is_found(build: Path, check: Check) -> None:
    log = build / "revisions.json"
    text = log.read_text(encoding="utf-8")
    begin, end = text.index('"revisions": ['), text.rindex("]")
    log.write_text(text[:begin] + '"revisions": [' + text[end:], encoding="utf-8")
    (finding,) = check()
    assert (finding.file, finding.figure, finding.now) == ("build/revisions.json", NAME, "none")


def test_another_former_build_than_the_manifest_names_is_found(build: Path, check: Check) -> None:
    (build / "former/ledger.db").write_bytes((build / "ledger.db").read_bytes())
    assert {finding.file for finding in check()} == {"build/revisions.json", "build/html/changes.html"}


@pytest.mark.parametrize("name", ["revisions.json", "html/changes.html"])
def test_a_part_that_was_removed_is_found(build: Path, check: Check, name: str) -> None:
    (build / name).unlink()
    (finding,) = check()
    assert (finding.kind, finding.now) == ("comparison with the former build", "missing")
