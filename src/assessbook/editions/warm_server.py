"""The server that notebooks' processes come from, started early: it imports while this process reads the data.

Imports little itself.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from pathlib import Path

from assessbook.editions.kernels import kernel_environment
from assessbook.editions.processes import serving

PRELOAD = ("assessbook.editions.warm_imports",)
"""What every process of the server has imported."""


def start_server() -> None:
    """Start the server without waiting for it; nothing happens where processes can't be forked."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        with tempfile.TemporaryDirectory(prefix="assessbook-") as folder:
            # What is read at its start doesn't depend on the folder; each run names its own.
            serving(PRELOAD, kernel_environment(Path(folder)))
