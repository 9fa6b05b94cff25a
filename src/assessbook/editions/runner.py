"""All notebooks of an edition executed, several at a time; every failure told at the end.

Takes a checked `Edition`, leaves executed notebooks in normal form in a folder, gives back one result
per run. Worker processes are spawned, not forked: they start clean of what the caller has opened, and on
every system alike.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from assessbook.core.problems import NotebookFailed
from assessbook.core.workspace import Workspace
from assessbook.editions.edition import Edition, NotebookRun
from assessbook.editions.execution import RunResult, execute, prepare_worker
from assessbook.editions.failures import CellFailure, worded
from assessbook.editions.kernels import kernel_environment, prepare_kernel
from assessbook.editions.warm import run_warm

Engine = Literal["warm", "plain"]


def run_notebooks(
    workspace: Workspace,
    edition: Edition,
    target: Path,
    *,
    jobs: int = 1,
    engine: Engine = "warm",
    time_limit: float | None = None,
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
    engine : "warm" or "plain"
        ``warm`` runs each notebook in a process forked from a prepared one; ``plain`` starts an ordinary
        Jupyter kernel for each. The executed notebooks have the same bytes.
    time_limit : float or None
        Seconds a notebook may take with the warm engine.
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

    def keep(result: RunResult) -> None:
        found[result.run.name] = result
        if progress is not None:
            progress(result)

    with tempfile.TemporaryDirectory(prefix="assessbook-", ignore_cleanup_errors=True) as name:
        folder, count = Path(name), max(1, min(jobs, len(edition.runs)))
        environment = prepare_kernel(folder)
        if engine == "warm" and "forkserver" in multiprocessing.get_all_start_methods():
            environment |= kernel_environment(folder)
            run_warm(
                workspace.root,
                target.resolve(),
                edition.runs,
                environment,
                programme=edition.programme,
                jobs=count,
                time_limit=time_limit,
                done=keep,
            )
        else:
            _run_plain(workspace.root, target.resolve(), edition.runs, environment, jobs=count, done=keep)
    results = [found[run.name] for run in edition.runs]
    _raise_failures(workspace, results)
    return results


def _run_plain(
    root: Path,
    target: Path,
    runs: Sequence[NotebookRun],
    environment: dict[str, str],
    *,
    jobs: int,
    done: Callable[[RunResult], None],
) -> None:
    with _workers(jobs, environment) as pool:
        futures = {pool.submit(execute, root, target, run): run for run in runs}
        waiting: set[Future[RunResult]] = set(futures)
        while waiting:
            finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in finished:
                run = futures[future]
                try:
                    done(future.result())
                except BrokenProcessPool:
                    done(RunResult(run, target / f"{run.name}.ipynb", 0.0, _LOST))


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
