"""All notebooks of an edition executed, several at a time; every failure told at the end.

Takes a checked `Edition`, leaves executed notebooks in normal form in a folder, gives back one result
per run. Worker processes are spawned, not forked: they start clean of what the caller has opened, and on
every system alike.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from assessbook.core.problems import NotebookFailed
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import Edition
from assessbook.editions.execution import RunResult, execute, prepare_worker
from assessbook.editions.failures import CellFailure, worded
from assessbook.editions.kernels import prepare_kernel


def run_notebooks(
    workspace: Workspace,
    edition: Edition,
    target: Path,
    *,
    jobs: int = 1,
    progress: Callable[[RunResult], None] | None = None,
) -> list[RunResult]:
    """Execute every notebook of an edition.

    Parameters
    ----------
    workspace : Workspace
        The project; kernels stand in its `notebooks/`.
    edition : Edition
        What to run.
    target : Path
        Folder for the executed notebooks, `<name>.ipynb` each.
    jobs : int
        Notebooks at a time, at least 1.
    progress : callable
        Called in this process with each result as it comes, failed ones too.

    Returns
    -------
    list of RunResult
        In the order of `edition.runs`.

    Raises
    ------
    NotebookFailed
        If any failed. The others have been executed all the same, and every executed copy is kept.
    KeyboardInterrupt
        On Ctrl-C, after workers and kernels have ended.
    """
    found: dict[str, RunResult] = {}
    with tempfile.TemporaryDirectory(prefix="assessbook-", ignore_cleanup_errors=True) as folder:
        environment = prepare_kernel(Path(folder))
        with _workers(max(1, min(jobs, len(edition.runs))), environment) as pool:
            futures = {
                pool.submit(execute, workspace.root, target.resolve(), run): run for run in edition.runs
            }
            waiting: set[Future[RunResult]] = set(futures)
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    run = futures[future]
                    try:
                        result = future.result()
                    except BrokenProcessPool:
                        result = RunResult(run, target / f"{run.name}.ipynb", 0.0, _LOST)
                    found[run.name] = result
                    if progress is not None:
                        progress(result)
    results = [found[run.name] for run in edition.runs]
    _raise_failures(workspace, results)
    return results


_LOST = CellFailure(
    "", None, "", None, "Worker ended", "the system ended the worker, most often for want of memory"
)


@contextmanager
def _workers(jobs: int, environment: dict[str, str]) -> Iterator[ProcessPoolExecutor]:
    """A pool whose processes are gone when the block is left, however it is left."""
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        jobs, multiprocessing.get_context("spawn"), initializer=prepare_worker, initargs=(environment,)
    )
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        mine = [child for child in multiprocessing.active_children() if child not in others]
        for child in mine:
            child.terminate()
        for child in mine:
            # Shutting a kernel down takes a second; one that doesn't answer dies with its parent.
            child.join(timeout=10)
            if child.is_alive():
                child.kill()
        raise
    else:
        pool.shutdown()


def _raise_failures(workspace: Workspace, results: list[RunResult]) -> None:
    failed = [result for result in results if result.failure is not None]
    if not failed:
        return
    texts = []
    for result in failed:
        assert result.failure is not None
        copy = workspace.shown(result.path) if result.path.is_file() else ""
        texts.append(worded(result.run, result.failure, copy))
    rest = len(results) - len(failed)
    texts.append(f"{len(failed)} of {len(results)} notebooks failed; {rest} executed without failure.")
    raise NotebookFailed("\n\n".join(texts))
