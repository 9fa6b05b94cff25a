"""Notebooks executed by the workers of a Dask cluster, with no disk in common.

The inputs travel in one archive, the executed notebooks come back and are compared with the SHA-256 that the
worker gave them. Each notebook is one task: when its worker dies Dask gives it to another, and one result is
taken, once. However the work is left, its tasks are cancelled, which ends their notebooks on the workers.

The other side is `cluster_worker`.
"""

from __future__ import annotations

import queue
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from assessbook.core.problems import InputError, Problem
from assessbook.core.workspace import Workspace
from assessbook.editions.cluster_bundle import Bundle, bundled_files, pack
from assessbook.editions.cluster_connection import (
    ClusterAddress,
    connected,
    require_equal_versions,
    require_extra,
    version_problems,
)
from assessbook.editions.cluster_jobs import (
    Inputs,
    Job,
    Outcome,
    Refusal,
    result_name,
    sha256_of_bytes,
    with_root,
)
from assessbook.editions.cluster_storage import Storage, StorageError, inputs_name
from assessbook.editions.edition import NotebookRun
from assessbook.editions.execution import RunResult
from assessbook.editions.supervision import Task

# For what goes wrong on a worker beside the notebook itself: a full disk, a bucket out of reach.
_RETRIES = 2
_SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_FOR_A_RESULT = 60.0


def run_on_cluster(
    task: Task,
    done: Callable[[RunResult], None],
    *,
    programme: str,
    cluster: ClusterAddress,
    declared: Iterable[Path] | None = None,
) -> None:
    """Execute runs on a cluster, as many at a time as its workers have threads.

    Parameters
    ----------
    task : Task
        What is to be run; workers have an environment of their own, and `task.jobs` isn't used.
    done : callable
        Called with each result as it comes.
    programme : str
        Whose data are read once by each worker.
    cluster : ClusterAddress
    declared : iterable of Path, optional
        The only files that notebooks may read.

    Raises
    ------
    InputError
        If the cluster or the storage can't be reached, goes away, has no worker, or has one with other
        versions; what was executed until then has been handed over.
    KeyboardInterrupt
        On Ctrl-C, after the tasks have been cancelled.
    """
    require_extra(cluster)
    workspace = Workspace(task.root)
    named = None if declared is None else list(declared)
    with connected(cluster) as client:
        versions = require_equal_versions(client, cluster)
        bundle = pack(workspace.root, bundled_files(workspace, programme, named or ()))
        inputs = Inputs(bundle.sha256, programme, _travelling(workspace, named))
        session = uuid.uuid4().hex
        jobs = {
            run.name: Job(run, inputs, task.limits, versions, cluster.storage, f"results/{session}")
            for run in task.runs
        }
        _Work(client, cluster, task, jobs, done, session).carry_out(bundle)


def _travelling(workspace: Workspace, declared: Sequence[Path] | None) -> tuple[str, ...] | None:
    if declared is None:
        return None
    inside = [path for path in declared if path.is_relative_to(workspace.root)]
    return tuple(sorted(path.relative_to(workspace.root).as_posix() for path in inside))


class _Work:
    """The tasks of one build on a cluster."""

    def __init__(
        self,
        client: Any,
        cluster: ClusterAddress,
        task: Task,
        jobs: dict[str, Job],
        done: Callable[[RunResult], None],
        session: str,
    ) -> None:
        self._client, self._cluster, self._task, self._jobs, self._done = client, cluster, task, jobs, done
        self._session = session
        self._storage: Storage | None = None
        self._content: Any = None
        self._pending: dict[str, tuple[Any, NotebookRun]] = {}
        self._over: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._suspects: list[NotebookRun] = []
        self._seen_worker = time.monotonic()

    def carry_out(self, bundle: Bundle) -> None:
        """Hand over the inputs, then every notebook, and take the results."""
        try:
            self._provide(bundle)
            for run in self._task.runs:
                self._submit(run)
            if not self._collect():
                return
            # A worker takes with it all that it was executing. Which notebook it died of shows when each
            # that was there too often is executed alone.
            suspects, self._suspects = self._suspects, []
            for run in suspects:
                self._submit(run, "alone")
                if not self._collect():
                    return
        finally:
            self._withdraw()

    def _provide(self, bundle: Bundle) -> None:
        """Put the archive of inputs where the workers find it."""
        import dask

        from assessbook.editions.cluster_worker import hand_over

        if self._cluster.storage is not None:
            try:
                self._storage = Storage(self._cluster.storage)
                self._storage.put(inputs_name(bundle.sha256), bundle.content)
            except StorageError as error:
                where = f"--storage {self._cluster.storage}"
                action = (
                    "Check the URL, and the service's address and credentials; docs/cluster.md tells how."
                )
                raise InputError([Problem(where, str(error), action)]) from None
            return
        key = f"assessbook-inputs-{bundle.sha256[:16]}-{self._session}"
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
            self._content = self._client.submit(hand_over, bundle.content, key=key, pure=False)

    def _submit(self, run: NotebookRun, attempt: str = "first") -> None:
        from assessbook.editions.cluster_worker import run_notebook

        # Keys are unique, so that no other result can be taken for this one.
        key = f"assessbook-notebook-{self._session}-{attempt}-{run.name}"
        future = self._client.submit(
            run_notebook,
            self._jobs[run.name],
            self._content,
            key=key,
            pure=False,
            retries=_RETRIES,
            # In the order of the edition, as on this machine.
            priority=-len(self._pending),
        )
        self._pending[key] = future, run
        future.add_done_callback(lambda over: self._over.put(over.key))

    def _collect(self) -> bool:
        """Take results until nothing is pending; false if a failure ended it before."""
        from distributed import KilledWorker

        while self._pending:
            key = self._next()
            if key not in self._pending:
                continue
            future, run = self._pending[key]
            try:
                answer = self._answer(future)
            except TimeoutError:
                # The worker that held it died just then; Dask has the notebook executed again.
                self._over.put(key)
                self._look_for_workers()
                continue
            except KilledWorker as error:
                if "-alone-" not in key:
                    self._suspects.append(run)
                    del self._pending[key]
                    continue
                answer = error
            del self._pending[key]
            future.release()
            result = self._result(run, answer)
            self._done(result)
            if self._task.fail_fast and result.failure is not None:
                return False
        return True

    def _next(self) -> str:
        """The key of the next task that is over."""
        while True:
            with suppress(queue.Empty):
                return self._over.get(timeout=_SECONDS_BETWEEN_LOOKS)
            self._look_for_workers()

    def _look_for_workers(self) -> None:
        """Give up where there is no scheduler any more, or has been no worker for too long."""
        if self._client.status not in ("running", "connecting"):
            raise self._gone()
        try:
            workers = self._client.scheduler_info(n_workers=-1)["workers"]
        except Exception:  # a lost connection shows in many kinds of errors
            raise self._gone() from None
        now = time.monotonic()
        if workers:
            self._seen_worker = now
        elif now - self._seen_worker > self._cluster.patience_seconds:
            what = f"the cluster has had no worker for {self._cluster.patience_seconds:g} seconds"
            raise self._problem(what, "Start workers: dask worker ADDRESS. docs/cluster.md tells how.")

    def _answer(self, future: Any) -> Outcome | Exception:
        """What the worker gave back, or the error that it couldn't."""
        from distributed import KilledWorker

        if future.status in ("cancelled", "lost"):
            raise self._gone()
        try:
            answer = future.result(timeout=_SECONDS_FOR_A_RESULT)
        except (TimeoutError, KilledWorker):
            raise
        except Exception as error:  # whatever was raised on the worker
            if future.status in ("cancelled", "lost"):
                raise self._gone() from None
            return error
        if isinstance(answer, Refusal):
            told = {f"worker {answer.worker}": answer.differences}
            raise InputError(version_problems(told))
        assert isinstance(answer, Outcome)
        return answer

    def _result(self, run: NotebookRun, answer: Outcome | Exception) -> RunResult:
        """The result with its executed copy in place, or the failure that there is none."""
        if isinstance(answer, Outcome):
            try:
                return self._placed(answer)
            except (StorageError, OSError) as error:
                answer = error
        kind, message = type(answer).__name__, str(answer)
        if kind == "KilledWorker":
            kind = "DeadWorker"
            message = (
                "every worker that executed this notebook died, the last while it executed nothing else, most "
                "often for want of memory\nGive workers more memory, or let the notebook fail before its worker "
                "does: --memory-limit."
            )
        return self._task.failed(run, None, kind, message)

    def _placed(self, outcome: Outcome) -> RunResult:
        path = self._task.path(outcome.result.run)
        content = outcome.notebook
        if outcome.sha256:
            if content is None:
                assert self._storage is not None
                name = result_name(f"results/{self._session}", outcome.sha256)
                content = self._storage.get(name, outcome.sha256)
            elif sha256_of_bytes(content) != outcome.sha256:
                raise StorageError(f"the notebook that came isn't the one that worker {outcome.worker} sent")
            path.parent.mkdir(parents=True, exist_ok=True)
            # Stopped in the middle of writing, it leaves nothing that looks like a notebook.
            draft = path.with_suffix(".draft")
            draft.write_bytes(content)
            draft.replace(path)
        return with_root(outcome.result, self._task.root, path)

    def _withdraw(self) -> None:
        """Cancel what is still pending, and remove what was only on its way."""
        futures = [future for future, _ in self._pending.values()]
        with suppress(Exception):
            self._client.cancel(futures, force=True, reason="withdrawn")
        self._content = None
        if self._storage is not None:
            self._storage.remove(f"results/{self._session}")

    def _gone(self) -> InputError:
        return self._problem(
            "the scheduler ended, or can't be reached any more", "See whether it runs, and try again."
        )

    def _problem(self, what: str, action: str) -> InputError:
        return InputError([Problem(f"--scheduler {self._cluster.scheduler}", what, action)])
