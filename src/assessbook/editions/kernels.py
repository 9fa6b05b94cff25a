"""The kernel that notebooks run in: this very interpreter, untouched by the user's own configuration.

Jupyter finds kernels by name in many folders, and a `python3` of another environment may be found first.
So each run makes a temporary folder with a kernelspec of its own and puts it before all others
(`JUPYTER_PATH`). Profiles, history and connection files stay in that folder and go with it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from assessbook.editions.input_guard import DECLARED

KERNEL_NAME = "python3"

# One thread each: several kernels run at a time, and sums must not depend on how work was split.
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)


def prepare_kernel(folder: Path, declared: Mapping[str, str] | None = None) -> dict[str, str]:
    """Make the kernelspec of a run.

    Parameters
    ----------
    folder : Path
        An empty temporary folder, kept until the run is over.
    declared : mapping, optional
        What tells a kernel its declared inputs, from `input_guard.write_declared`.

    Returns
    -------
    dict
        Environment variables that a process must set before it uses Jupyter, so as to find this
        kernelspec and no configuration.
    """
    argv = [
        sys.executable,
        "-m",
        "assessbook.editions.guarded_kernel",
        "-f",
        "{connection_file}",
        "--HistoryManager.enabled=False",
        "--InteractiveShellApp.exec_PYTHONSTARTUP=False",
        # What a reader needs of an error is in the notebook; the kernel's log would go to the terminal.
        "--log-level=CRITICAL",
    ]
    environment = kernel_environment(folder) | dict(declared or {})
    specification = {
        "argv": argv,
        "display_name": "Python 3",
        "language": "python",
        "env": {name: value.replace("$", "$$") for name, value in environment.items()},
    }
    home = folder / "kernels" / KERNEL_NAME
    home.mkdir(parents=True)
    (home / "kernel.json").write_text(json.dumps(specification), encoding="utf-8")
    settings = {"JUPYTER_PATH": folder}
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        settings[name] = folder / name.lower()
        settings[name].mkdir(mode=0o700)
    return {name: str(path) for name, path in settings.items()}


def kernel_environment(folder: Path) -> dict[str, str]:
    """What the kernel's environment adds to or changes in the caller's.

    Everything that could make two machines' outputs differ: threads, hash order, time zone, locale,
    the plotting backend and matplotlib's settings file.
    """
    environment = dict.fromkeys(_THREADS, "1")
    environment |= {
        "IPYTHONDIR": str(folder / "ipythondir"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        # What an earlier run of this process declared doesn't hold for the next.
        DECLARED: "",
    }
    found = find_spec("matplotlib")
    for place in (found.submodule_search_locations or []) if found else []:
        environment["MATPLOTLIBRC"] = str(Path(place) / "mpl-data" / "matplotlibrc")
    if path := os.environ.get("PYTHONPATH"):
        # The kernel stands in notebooks/, where a relative entry would mean another folder.
        entries = [str(Path(entry).resolve()) for entry in path.split(os.pathsep) if entry]
        environment["PYTHONPATH"] = os.pathsep.join(entries)
    return environment
