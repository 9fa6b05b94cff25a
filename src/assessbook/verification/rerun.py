"""A build against one made anew from the same inputs: figure by figure, then every file byte for byte."""

from __future__ import annotations

import filecmp
from pathlib import Path

from assessbook.core.workspace import sha256_of
from assessbook.ledger.files import RUN_RECORD, SIGNATURE
from assessbook.verification.ledger_file import Damaged, LedgerFile, read_ledger
from assessbook.verification.report import Findings, Verification, difference

LEDGER = "ledger.db"


def compare_builds(build: Path, fresh: Path, shown: str, before: Verification) -> Verification:
    """Compare a build with a fresh one.

    Parameters
    ----------
    build, fresh : Path
        The build, and the one made anew with the same edition file and overrides.
    shown : str
        The build's folder as shown.
    before : Verification
        What was found without executing anything; the differences are added to it.

    Returns
    -------
    Verification
        ``was`` is what the rerun gives, ``is`` what the build holds.

    Limitations
    -----------
    `run.json` is left out: times and the machine differ between any two runs; so is the signature, which
    only the holder of the key can make. Other versions of the libraries than those in the manifest may
    draw charts differently.
    """
    findings = Findings()
    _compare_figures(
        _ledger_of(build, shown, findings), _ledger_of(fresh, "rerun", findings), shown, findings
    )
    ours, theirs = _files(build), _files(fresh)
    for name in sorted(ours.keys() | theirs.keys()):
        file = f"{shown}/{name}"
        if name not in theirs:
            findings.add(file, "file in the rerun", "not made", "there")
        elif name not in ours:
            findings.add(file, "file in the rerun", "made", "no such file")
        elif not filecmp.cmp(ours[name], theirs[name], shallow=False):
            was, now = (f"sha256:{sha256_of(path)}" for path in (theirs[name], ours[name]))
            findings.add(file, "file in the rerun", was, now)
    return before.and_also(findings)


def _compare_figures(ours: LedgerFile, theirs: LedgerFile, shown: str, findings: Findings) -> None:
    file = f"{shown}/{LEDGER}"
    for name in dict.fromkeys([*ours.rows, *theirs.rows]):
        kind = "figure in the rerun"
        if name not in theirs.rows:
            findings.add(file, kind, "not published", ours.rows[name].columns["text"], figure=name)
        elif name not in ours.rows:
            findings.add(file, kind, theirs.rows[name].columns["text"], "not published", figure=name)
        else:
            one, other = theirs.rows[name], ours.rows[name]
            pairs = ((one.columns, other.columns), (one.derivation, other.derivation))
            for origin, copy in pairs:
                found = difference(origin, copy)
                if found:
                    findings.add(file, f"{found[0]} in the rerun", found[1], found[2], figure=name)


def _ledger_of(build: Path, shown: str, findings: Findings) -> LedgerFile:
    try:
        return read_ledger(build / LEDGER)
    except Damaged as damage:
        findings.add(f"{shown}/{LEDGER}", "ledger", "readable", str(damage))
        return LedgerFile({}, {})


def _files(build: Path) -> dict[str, Path]:
    files = {path.relative_to(build).as_posix(): path for path in build.rglob("*") if path.is_file()}
    return {name: path for name, path in files.items() if name not in (RUN_RECORD, SIGNATURE)}
