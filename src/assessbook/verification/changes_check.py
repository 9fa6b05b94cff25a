"""The page of changes and the revision log against the former build that is kept, and the present ledger.

The comparison is made anew from `former/` and the build itself. What it says must stand in `revisions.json`
and, line by line, on the page; and the former build must be the one that the manifest names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from assessbook.comparison.compare import Comparison, compare
from assessbook.comparison.revisions import REVISIONS, read_log, revision_log
from assessbook.comparison.side import read_side
from assessbook.core.messages import with_unit
from assessbook.core.problems import InputError
from assessbook.ledger.files import FORMER, LEDGER, MANIFEST
from assessbook.ledger.store import FigureRow
from assessbook.verification.report import Findings

CHANGES_PAGE = "changes"


def check_changes(
    build: Path, shown: str, manifest: Mapping[str, Any], page: HtmlElement | None, findings: Findings
) -> None:
    """Check a build that was compared with a former one; do nothing for one that wasn't.

    Parameters
    ----------
    build : Path
        The build's folder.
    shown : str
        The folder as shown.
    manifest : mapping
        The fields of its manifest.
    page : HtmlElement or None
        Its page of changes.
    """
    folder, log_file = build / FORMER, f"{shown}/{REVISIONS}"
    parts = {
        FORMER: folder.is_dir(),
        REVISIONS: (build / REVISIONS).is_file(),
        CHANGES_PAGE: page is not None,
    }
    if not any(parts.values()) and not manifest["since"]:
        return
    _check_former(shown, manifest, findings)
    missing = [name for name, is_there in parts.items() if not is_there]
    if missing or page is None:
        for name in missing:
            findings.add(f"{shown}/{name}", "comparison with the former build", "there", "missing")
        return
    try:
        former, present = read_side(folder, f"{shown}/{FORMER}"), read_side(build, shown)
        comparison = compare(former, present)
        expected = revision_log(comparison, read_log(folder, f"{shown}/{FORMER}"))
        written: Any = json.loads((build / REVISIONS).read_text(encoding="utf-8"))
        _check_log(expected, written, log_file, findings)
    except InputError as error:
        for problem in error.problems:
            findings.add(problem.where, "comparison with the former build", "readable", problem.what)
        return
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        findings.add(log_file, "revision log", "readable", f"damaged at {error}")
        return
    _check_page(comparison, page, f"{shown}/html/{CHANGES_PAGE}.html", findings)


def _check_former(shown: str, manifest: Mapping[str, Any], findings: Findings) -> None:
    """The former build that is kept is the one that the manifest names by its hashes."""
    for name in (LEDGER, MANIFEST):
        named = manifest["since"].get(Path(name).stem)
        kept = manifest["outputs"].get(f"{FORMER}/{name}")
        if named != kept:
            place = f"since › {Path(name).stem}"
            findings.add(
                f"{shown}/{MANIFEST}", "manifest", kept or "nothing", named or "nothing", place=place
            )


def _check_log(
    expected: Mapping[str, Any], written: Mapping[str, Any], file: str, findings: Findings
) -> None:
    for key in dict.fromkeys([*expected, *written]):
        if key != "revisions" and expected.get(key) != written.get(key):
            findings.add(file, "revision log", expected.get(key), written.get(key), place=key)
    for was, now in zip_longest(expected["revisions"], written["revisions"]):
        if was != now:
            figure = (was or now)["figure"]
            findings.add(file, "entry of the revision log", was or "none", now or "none", figure=figure)


def _check_page(comparison: Comparison, page: HtmlElement, file: str, findings: Findings) -> None:
    expected = {
        change.row.figure: (_shown(change.former), _shown(change.present))
        for change in comparison.differences
    }
    found = {
        str(line.get("data-change")): (line[1].text_content(), line[2].text_content())
        for line in page.xpath("//tr[@data-change]")
    }
    for figure in dict.fromkeys([*expected, *found]):
        was, now = expected.get(figure, ("", "")), found.get(figure, ("", ""))
        if was != now:
            findings.add(file, "change", " → ".join(was), " → ".join(now), figure=figure)


def _shown(row: FigureRow | None) -> str:
    return with_unit(row.text, row.unit) if row else "—"
