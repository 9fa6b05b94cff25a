"""What a Dask worker does for a build: executes one notebook with the inputs that came, and hands it back.

Runs in a thread of the worker; the notebook runs in a process of its own. Versions are compared before anything
is executed. What is kept between notebooks lies in the worker's local folder and ends with the worker.
"""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assessbook.editions.cluster_bundle import Bundle
from assessbook.editions.cluster_jobs import (
    Inputs,
    Job,
    Outcome,
    Refusal,
    result_name,
    sha256_of_bytes,
    without_root,
)
from assessbook.editions.cluster_site import Site, Unwanted
from assessbook.editions.cluster_storage import Storage, inputs_name
from assessbook.editions.cluster_versions import differences

# Two editions at a time; of a third the inputs would be unpacked anew.
_KEPT = 2
_sites: dict[Inputs, Site] = {}
_lock = threading.Lock()


def hand_over(content: bytes) -> bytes:
    """The archive of inputs, as a task: it can be made again if every worker that holds it dies."""
    return content


def run_notebook(job: Job, content: bytes | None) -> Outcome | Refusal:
    """Execute one notebook on this worker.

    Parameters
    ----------
    job : Job
    content : bytes or None
        The archive of inputs; None where it lies in the storage.

    Returns
    -------
    Outcome or Refusal
        Also when the notebook fails: failures are handed back, not raised.

    Raises
    ------
    StorageError, AlteredBundle, StageFailed, OSError
        If the worker can't get at the inputs, or can't execute anything.
    Reschedule
        If the task was cancelled, or the worker is closing.
    """
    from distributed import Reschedule, get_worker

    worker = get_worker()
    wanted = _still_wanted(worker)
    with _site(job, content, Path(worker.local_directory)) as site:
        if told := differences(site.versions(job.versions), job.versions):
            return Refusal(worker.address, told)
        try:
            result, notebook = site.execute(job.run, job.limits, wanted)
        except Unwanted:
            # A worker that is closing gives it to another; that of a cancelled task goes nowhere.
            raise Reschedule from None
        result = without_root(result, site.root)
    if notebook is None:
        return Outcome(worker.address, result, "", None)
    sha256 = sha256_of_bytes(notebook)
    if job.storage is None:
        return Outcome(worker.address, result, sha256, notebook)
    Storage(job.storage).put(result_name(job.results, sha256), notebook)
    return Outcome(worker.address, result, sha256, None)


def _still_wanted(worker: Any) -> Callable[[], bool]:
    """Whether the task of this thread hasn't been cancelled, and the worker isn't closing."""
    key = worker.get_current_task()

    def wanted() -> bool:
        if worker.status.name in ("closing", "closed", "failed"):
            return False
        # Dask doesn't interrupt a cancelled task; it only notes that its result will be thrown away.
        state = worker.state.tasks.get(key)
        return state is not None and state.state != "cancelled"

    return wanted


@contextmanager
def _site(job: Job, content: bytes | None, local: Path) -> Iterator[Site]:
    """The site of the job's inputs, made if it isn't there, and kept for the jobs that follow."""
    with _lock:
        site = _sites.pop(job.inputs, None)
        if site is None:
            _forget_old()
            archive = content
            if archive is None:
                assert job.storage is not None
                sha256 = job.inputs.sha256
                archive = Storage(job.storage).get(inputs_name(sha256), sha256)
            # The worker's own process may be replaced while its folder stays.
            folder = local / f"assessbook-{os.getpid()}-{uuid.uuid4().hex[:8]}"
            site = Site(folder, job.inputs, Bundle(archive, job.inputs.sha256))
        _sites[job.inputs] = site
        site.users += 1
    try:
        yield site
    finally:
        with _lock:
            site.users -= 1


def _forget_old() -> None:
    """Make room for another site, if one isn't in use."""
    for inputs, site in list(_sites.items()):
        if len(_sites) >= _KEPT and site.users == 0:
            del _sites[inputs]
            site.close()
