"""Watches what a notebook's process opens: a file that wasn't declared as an input fails the notebook.

A report that rests on a file nobody named can't be reproduced, and would be reused although that file has
changed. So every opening of a file that Python reports (PEP 578) is looked at: the interpreter's own files
and libraries, the system's, and what the process wrote itself are let through; declared inputs are noted
(`core.reads`); anything else is refused, as are network connections and other programs, which could read
anything.

Limitations: files that a compiled library opens by itself, without Python's ``open``, aren't seen
(``python_calamine.load_workbook(path)``, ``pyarrow``); nor is what depends on the time or on chance.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assessbook.core import reads

DECLARED = "ASSESSBOOK_DECLARED_INPUTS"
"""Environment variable: the file that lists a run's inputs. Where it isn't set, nothing is refused."""

_SYSTEM = (
    "/proc",
    "/sys",
    "/dev",
    "/usr",
    "/etc",
    "/lib",
    "/lib64",
    "/run",
    "/var/lib",
    "/var/cache",
    "/opt",
)
# Programs that libraries ask about the machine; none of them reads data.
_HARMLESS_PROGRAMS = {"fc-list", "uname", "ldconfig"}


class UndeclaredInput(Exception):
    """A notebook reads what wasn't declared as an input of its edition."""


def write_declared(folder: Path, root: Path, inputs: Iterable[Path]) -> dict[str, str]:
    """Write the list of declared inputs where the processes of a run find it.

    Parameters
    ----------
    folder : Path
        The run's temporary folder, whose files may be read.
    root : Path
        Root of the workspace.
    inputs : iterable of Path
        The declared inputs.

    Returns
    -------
    dict
        The environment variable that leads there.
    """
    path = folder / "inputs.json"
    listed = {"root": str(root), "folder": str(folder), "inputs": sorted(str(each) for each in inputs)}
    path.write_text(json.dumps(listed), encoding="utf-8")
    return {DECLARED: str(path)}


class InputGuard:
    """What the process of one notebook may open.

    Parameters
    ----------
    root : Path
        Root of the workspace, for messages.
    inputs : iterable of str
        Declared inputs, absolute.
    folders : iterable of str
        Further folders whose files may be read.

    Attributes
    ----------
    refused : list of str
        What was refused, also where the notebook went on all the same.
    """

    def __init__(self, root: Path, inputs: Iterable[str], folders: Iterable[str]) -> None:
        self._root = str(root)
        self._inputs = {os.path.realpath(path) for path in inputs}
        package = Path(__file__).parents[1]
        places = (sys.prefix, sys.base_prefix, sys.exec_prefix, str(package), *folders)
        found = {os.path.realpath(place) for place in places} | set(places) | _library_folders(self._root)
        # A project may itself lie in one of the system's folders.
        system = [place for place in _SYSTEM if not f"{self._root}/".startswith(f"{place}/")]
        self._free = tuple(f"{place.rstrip('/')}/" for place in (*found, *system))
        self._written: set[str] = set()
        self._active = False
        self.refused: list[str] = []

    @classmethod
    def of_environment(cls) -> InputGuard | None:
        """The guard that the environment asks for."""
        if not (path := os.environ.get(DECLARED)):
            return None
        listed = json.loads(Path(path).read_text(encoding="utf-8"))
        return cls(Path(listed["root"]), listed["inputs"], [listed["folder"], *_caches()])

    def watch(self) -> None:
        """Look at everything that this process opens from now on. Can't be undone, only paused."""
        self._active = True
        sys.addaudithook(self._hook)

    def pause(self) -> None:
        """Let everything through again."""
        self._active = False

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._active:
            return
        if event == "open":
            self._opened(*arguments)
        elif event == "sqlite3.connect":
            self._opened(arguments[0], "r", 0)
        elif event == "subprocess.Popen":
            program = os.path.basename(os.fsdecode(arguments[0] or ""))  # noqa: PTH119 (may be bytes)
            if program not in _HARMLESS_PROGRAMS:
                self._refuse(f"the program {program}", "Do what it does in Python, with declared inputs.")
        elif event in ("os.system", "os.exec", "os.posix_spawn", "os.spawn"):
            command = arguments[1] if event == "os.spawn" else arguments[0]
            self._refuse(
                f"the command {os.fsdecode(command)}", "Do what it does in Python, with declared inputs."
            )
        elif event == "socket.connect" and isinstance(arguments[1], tuple):
            self._refuse(
                f"the network address {arguments[1][0]}", "Save what is there as a file below data/ first."
            )

    def _opened(self, path: Any, mode: str | None, flags: int) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return
        name = os.fsdecode(path)
        if name.startswith(self._free) or (full := os.path.realpath(name)).startswith(self._free):
            return
        if _only_writes(mode, flags):
            self._written.add(full)
            return
        notes = reads.noting()
        if full in self._written or full in self._inputs:
            if full in self._inputs and notes is not None:
                notes.files.add(Path(full))
            return
        if not Path(full).is_file():
            # What isn't there is no input, but the result would change if it were.
            if notes is not None and not Path(full).exists():
                notes.files.add(Path(full))
            return
        if reads.is_paused():
            return
        shown = os.path.relpath(full, self._root) if full.startswith(f"{self._root}/") else full
        self._refuse(
            shown,
            "Give its sheet a place in tables.yaml, or name the file under inputs: in the edition's file.",
        )

    def _refuse(self, what: str, action: str) -> None:
        message = f"{what} was about to be read and isn't declared as an input. {action}"
        self.refused.append(message)
        raise UndeclaredInput(message)


def _only_writes(mode: str | None, flags: int) -> bool:
    if mode is None:
        return flags & os.O_ACCMODE == os.O_WRONLY or bool(flags & os.O_TRUNC)
    return "r" not in mode and "+" not in mode and "a" not in mode


def _library_folders(root: str) -> set[str]:
    """Folders that modules are imported from, but for those that hold the workspace's own files."""
    folders = {os.path.realpath(entry) for entry in sys.path if entry}
    return {folder for folder in folders if not _holds_inputs(folder, root)}


def _holds_inputs(folder: str, root: str) -> bool:
    inputs = [f"{root}/{name}" for name in ("data", "params", "notebooks", "build")]
    return any(f"{each}/".startswith(f"{folder}/") or f"{folder}/".startswith(f"{each}/") for each in inputs)


def _caches() -> list[str]:
    """Where matplotlib and fontconfig keep what they know of fonts."""
    home = Path.home()
    caches = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    own = os.environ.get("MPLCONFIGDIR")
    return [str(path) for path in (caches / "matplotlib", caches / "fontconfig", settings / "matplotlib")] + (
        [own] if own else []
    )
