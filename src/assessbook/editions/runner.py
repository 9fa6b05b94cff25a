"""All notebooks of an edition executed, several at a time; every failure told at the end.

Takes a checked `Edition`, leaves executed notebooks in normal form in a folder, gives back one result
per run.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from assessbook.core.problems import NotebookFailed
from assessbook.core.workspace import Workspace
from assessbook.editions.cluster import run_on_cluster
from assessbook.editions.cluster_connection import ClusterAddress
from assessbook.editions.declared_inputs import declared_inputs
from assessbook.editions.edition import Edition, NotebookRun
from assessbook.editions.execution import RunResult
from assessbook.editions.failures import worded
from assessbook.editions.input_guard import write_declared
from assessbook.editions.kernels import prepare_kernel
from assessbook.editions.limits import UNLIMITED, Limits
from assessbook.editions.plain import run_plain
from assessbook.editions.reuse import Reuse
from assessbook.editions.supervision import Task
from assessbook.editions.warm import run_warm, warm_environment
from assessbook.observations.dataset import Dataset

Engine = Literal["warm", "plain"]


def run_notebooks(
    workspace: Workspace,
    edition: Edition,
    target: Path,
    *,
    jobs: int = 1,
    engine: Engine = "warm",
    cluster: ClusterAddress | None = None,
    limits: Limits = UNLIMITED,
    fail_fast: bool = False,
    dataset: Dataset | None = None,
    reuse: Reuse | None = None,
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
    cluster : ClusterAddress, optional
        Executes the notebooks instead of this machine; `jobs` and `engine` aren't used then.
    limits : Limits
        What each notebook may take.
    fail_fast : bool
        Whether the first failure stops the notebooks that run and leaves the others unexecuted.
    dataset : Dataset, optional
        The programme's data; with them, a notebook that reads any other file than the edition's inputs fails.
    reuse : Reuse, optional
        Earlier results: those that still hold are used, and new ones are kept. The plain engine, which
        others are compared with, uses and keeps none.
    progress : callable
        Called in this process with each result as it comes, failed ones too.

    Returns
    -------
    list of RunResult
        In the order of `edition.runs`.

    Raises
    ------
    NotebookFailed
        If any failed. Without `fail_fast` the others have been executed all the same. Every executed copy is
        kept.
    KeyboardInterrupt
        On Ctrl-C, after workers and kernels have ended.
    """
    found: dict[str, RunResult] = {}

    def keep(result: RunResult) -> None:
        found[result.run.name] = result
        if reuse is not None:
            reuse.keep(result)
        if progress is not None:
            progress(result)

    if engine == "plain":
        reuse = None
    if reuse is not None:
        for result in reuse.taken(target.resolve()):
            keep(result)
    left = _longest_first([run for run in edition.runs if run.name not in found])
    if not left:
        return [found[run.name] for run in edition.runs]
    declared = declared_inputs(workspace, edition, dataset) if dataset is not None else None
    with tempfile.TemporaryDirectory(prefix="assessbook-", ignore_cleanup_errors=True) as name:
        folder, count = Path(name), max(1, min(jobs, len(left)))
        warm = engine == "warm" and "forkserver" in multiprocessing.get_all_start_methods()
        if cluster is not None:
            environment: dict[str, str] = {}
        elif warm:
            environment = warm_environment(folder, workspace.root, declared)
        else:
            listed = write_declared(folder, workspace.root, declared) if declared is not None else {}
            environment = prepare_kernel(folder, listed)
        task = Task(workspace.root, target.resolve(), left, environment, count, limits, fail_fast=fail_fast)
        if cluster is not None:
            run_on_cluster(task, keep, programme=edition.programme, cluster=cluster, declared=declared)
        elif warm:
            run_warm(task, keep, programme=edition.programme)
        else:
            run_plain(task, keep)
    results = [found[run.name] for run in edition.runs if run.name in found]
    unexecuted = [run for run in edition.runs if run.name not in found]
    _raise_failures(workspace, results, unexecuted)
    return results


def _longest_first(runs: Sequence[NotebookRun]) -> tuple[NotebookRun, ...]:
    """Chapters on the whole before the pages of single regions, so that no long one is left for the end."""
    uses = Counter(run.template for run in runs)
    return tuple(sorted(runs, key=lambda run: uses[run.template]))


def _raise_failures(
    workspace: Workspace, results: Sequence[RunResult], unexecuted: Sequence[NotebookRun]
) -> None:
    failed = [result for result in results if result.failure is not None]
    if not failed:
        return
    texts = []
    for result in failed:
        assert result.failure is not None
        copy = workspace.shown(result.path) if result.path.is_file() else ""
        texts.append(worded(result.run, result.failure, copy))
    rest = len(results) - len(failed)
    count = (
        f"{len(failed)} of {len(results) + len(unexecuted)} notebooks failed; {rest} executed without failure"
    )
    if unexecuted:
        names = "\n".join(f"  {run.name}" for run in unexecuted)
        texts.append(f"Stopped at the first failure (--fail-fast). Not executed, or not to the end:\n{names}")
        count += f", {len(unexecuted)} not executed"
    texts.append(f"{count}.")
    raise NotebookFailed("\n\n".join(texts))
