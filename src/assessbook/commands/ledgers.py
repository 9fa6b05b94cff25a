"""Finding the ledger that a command means, and figures in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from assessbook.core.problems import AssessbookError, did_you_mean
from assessbook.core.workspace import Workspace
from assessbook.ledger.files import FORMER, LEDGER
from assessbook.ledger.store import FigureRow, Ledger


class NotFoundInLedger(AssessbookError):
    """A figure or source cell that no ledger knows: a mistyped argument."""

    exit_status = 2


def ledger_of(build: Path) -> Path:
    """The ledger file of a build, named by its folder or by itself."""
    return build / LEDGER if build.is_dir() or build.suffix != ".db" else build


def find_figure(workspace: Workspace | None, figure: str, build: Path | None) -> tuple[FigureRow, Path]:
    """A figure, and the ledger that holds it.

    Parameters
    ----------
    workspace : Workspace or None
        Where builds are looked for; needed only without `build`.
    figure : str
        The figure's id, which begins with programme and year.
    build : Path or None
        The build to look in. Without it: the edition's own, then the programme's others, newest first.

    Raises
    ------
    NotFoundInLedger
        If none of the ledgers holds it; the nearest id is suggested.
    """
    if build is not None:
        candidates = [ledger_of(build)]
    else:
        assert workspace is not None
        candidates = _candidates(workspace, figure)
    known: list[str] = []
    for path in candidates:
        with Ledger.open(path, checked=False) as ledger:
            found = ledger.figure(figure)
            if found is not None:
                return found, path
            known += ledger.ids()
    where = build.as_posix() if build else f"build/{figure.split('/')[0]}/"
    raise NotFoundInLedger(f"There is no figure {figure} in {where}. {_nearest(figure, known)}")


def figures_on(workspace: Workspace | None, address: str, build: Path | None) -> list[tuple[Path, FigureRow]]:
    """Every figure that rests on a source cell, with the ledger it stands in.

    Parameters
    ----------
    workspace, build
        As for `find_figure`; without `build`, all builds below `build/` are looked in.
    address : str
        ``file!sheet!cell``.

    Raises
    ------
    NotFoundInLedger
        If no figure rests on that cell; the nearest address is suggested.
    """
    if build is not None:
        candidates = [ledger_of(build)]
    else:
        assert workspace is not None
        candidates = _ledgers(workspace)
        if not candidates:
            raise NotFoundInLedger(_NO_BUILD.format(where="build/"))
    found: list[tuple[Path, FigureRow]] = []
    known: dict[str, None] = {}
    for path in candidates:
        with Ledger.open(path, checked=False) as ledger:
            found += [(path, row) for row in ledger.figures_on(address)]
            known |= dict.fromkeys(ledger.addresses())
    if not found:
        shown = "FILE!SHEET!CELL, as in data/jiaohe-2016/plan-tables.xlsx!表1-1!C3"
        hint = "" if address.count("!") == 2 else f" A source is written {shown}."
        raise NotFoundInLedger(f"No published figure rests on {address}.{hint} {_nearest(address, known)}")
    return found


_NO_BUILD = "There is no build under {where}. Make one first: assessbook build params/PROGRAMME/YEAR.yaml"


def _ledgers(workspace: Workspace) -> list[Path]:
    """The ledgers of all builds below `build/`; not those that a build keeps of the build before it."""
    found = workspace.path("build").glob(f"*/*/{LEDGER}")
    return sorted(path for path in found if path.parent.name != FORMER)


def _candidates(workspace: Workspace, figure: str) -> list[Path]:
    programme, _, rest = figure.partition("/")
    folder = workspace.path("build", programme)
    own = folder / rest.partition("/")[0] / LEDGER
    others = [path for path in folder.glob(f"*/{LEDGER}") if path != own]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    candidates = [path for path in (own, *others) if path.is_file()]
    if not candidates:
        programmes = sorted({path.parts[-3] for path in _ledgers(workspace)})
        if programmes and programme not in programmes:
            raise NotFoundInLedger(f"There is no build of {programme}. {did_you_mean(programme, programmes)}")
        raise NotFoundInLedger(_NO_BUILD.format(where=f"build/{programme}/"))
    return candidates


def _nearest(word: str, known: Iterable[str]) -> str:
    """A suggestion; never the whole list, which has thousands of entries."""
    suggestion = did_you_mean(word, known)
    return suggestion if suggestion.startswith("Did you mean") else "List them with: assessbook figures BUILD"
