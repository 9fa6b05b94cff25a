"""A Dask cluster reached and found fit: it answers in time, and everywhere has the versions of this machine.

The libraries of the extra `cluster` are imported here and in the modules that run on workers, and only when a
cluster is asked for.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from assessbook.core.problems import InputError, Problem
from assessbook.editions.cluster_versions import (
    Versions,
    differences,
    installed_versions,
    library_differences,
    library_names,
)

_EXTRA = 'pip install "assessbook[cluster]"'
# What a scheduler needs to pass on tasks; it executes none.
_NEEDED_BY_SCHEDULER = ("assessbook", "dask", "distributed")


@dataclass(frozen=True)
class ClusterAddress:
    """Where notebooks are executed instead of on this machine.

    Parameters
    ----------
    scheduler : str
        Address of a running Dask scheduler: ``tcp://host:8786``, or ``tls://…``.
    storage : str or None
        URL, as fsspec reads it, of the folder through which inputs and results travel; None sends them
        through the scheduler.
    connect_seconds : float
        How long the scheduler may take to answer.
    patience_seconds : float
        How long to wait while there is no worker.
    """

    scheduler: str
    storage: str | None = None
    connect_seconds: float = 15.0
    patience_seconds: float = 300.0


def require_extra(cluster: ClusterAddress) -> None:
    """Raise InputError if the libraries that a cluster needs aren't installed here."""
    needed = {"distributed": f"--scheduler {cluster.scheduler}"}
    if cluster.storage is not None:
        needed["fsspec"] = f"--storage {cluster.storage}"
    problems = [
        Problem(where, f"the library {name} is not installed, which a cluster needs", f"Install it: {_EXTRA}")
        for name, where in needed.items()
        if find_spec(name) is None
    ]
    if problems:
        raise InputError(problems)


@contextmanager
def connected(cluster: ClusterAddress) -> Iterator[Any]:
    """A client of the cluster's scheduler, for as long as the block runs.

    Raises
    ------
    InputError
        If no scheduler answers there in time.
    """
    from distributed import Client

    _silence_distributed()
    try:
        # In a thread of its own: where this is called, an event loop may run already, as in a notebook.
        with ThreadPoolExecutor(1) as threads:
            threads.submit(asyncio.run, _greet(cluster)).result()
        with warnings.catch_warnings():
            # Versions are compared by `require_equal_versions`.
            warnings.simplefilter("ignore")
            client = Client(cluster.scheduler, timeout=cluster.connect_seconds, set_as_default=False)
    except Exception as error:  # a wrong address, a closed port, something else that listens: many kinds
        reason = f": {str(error).splitlines()[0]}" if str(error) else ""
        what = (
            f"no Dask scheduler could be reached here in {cluster.connect_seconds:g} seconds or less{reason}"
        )
        action = "Check the address; it is in the first lines that `dask scheduler` prints."
        raise InputError([Problem(f"--scheduler {cluster.scheduler}", what, action)]) from None
    try:
        yield client
    finally:
        client.close(timeout=5)


async def _greet(cluster: ClusterAddress) -> None:
    """Exchange greetings with the scheduler: Dask's client would wait for them without end."""
    from distributed import Security
    from distributed.comm import connect

    arguments = Security().get_connection_args("client")
    opening = connect(cluster.scheduler, timeout=cluster.connect_seconds, **arguments)
    comm = await asyncio.wait_for(opening, cluster.connect_seconds)
    await comm.close()


def require_equal_versions(client: Any, cluster: ClusterAddress) -> Versions:
    """The versions of this machine, which those of the scheduler and of every worker equal.

    Workers that join later are compared when they get their first notebook.

    Raises
    ------
    InputError
        Naming each worker that differs, and in what.
    """
    expected = installed_versions()
    found = client.get_versions(packages=list(library_names()))
    workers = client.scheduler_info(n_workers=-1)["workers"]
    needed = {name: expected.libraries[name] for name in _NEEDED_BY_SCHEDULER}
    told = {f"scheduler {cluster.scheduler}": library_differences(_packages(found["scheduler"]), needed)}
    fit = []
    for address, record in found["workers"].items():
        differing = library_differences(_packages(record), expected.libraries)
        told[_shown(address, workers)] = differing
        if not differing:
            fit.append(address)
    # Only those are asked for their code that can be asked.
    answers = client.run(installed_versions, workers=fit, on_error="return") if fit else {}
    for address, answer in answers.items():
        if isinstance(answer, Versions):
            told[_shown(address, workers)] = differences(answer, expected)
        else:
            told[_shown(address, workers)] = (f"it can't tell its versions: {answer!r}",)
    if problems := version_problems(told):
        raise InputError(problems)
    return expected


def version_problems(told: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """One problem for all that differ in the same way.

    Parameters
    ----------
    told : mapping
        Scheduler or worker -> in what it differs, in words.
    """
    alike: dict[tuple[str, ...], list[str]] = {}
    for where, differing in told.items():
        if differing:
            alike.setdefault(differing, []).append(where)
    action = (
        "Install the same assessbook and the same requirements.lock everywhere, and start the workers again."
    )
    return [
        Problem(where + (f" and {len(others)} more" if others else ""), "; ".join(differing), action)
        for differing, (where, *others) in alike.items()
    ]


def _packages(record: Mapping[str, Any]) -> dict[str, str]:
    """Name -> version, of what Dask says of a process."""
    packages = {str(name): str(found) for name, found in record["packages"].items() if found is not None}
    # Dask writes 3.11.2.final.0 here.
    return packages | {"python": ".".join(packages.get("python", "").split(".")[:3])}


def _shown(address: str, workers: Mapping[str, Mapping[str, Any]]) -> str:
    name = str(workers.get(address, {}).get("name", address))
    return f"worker {address}" + (f" ({name})" if name != address else "")


def _silence_distributed() -> None:
    """What goes wrong is told in our own words; Dask's log would stand between the lines of progress."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.split(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
