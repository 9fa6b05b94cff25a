"""On what, with which versions and when the benchmark ran; nothing that names the machine or its user."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarking.projects import SCRIPTS

_PACKAGES = (
    "papermill", "nbclient", "ipykernel", "ipython", "jupyter-book", "sphinx", "myst-nb", "matplotlib", "pandas", "typst",
)  # fmt: skip


def cores() -> int:
    """The cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def machine() -> dict[str, Any]:
    """Processor, cores, memory (GiB), system, Python, versions, and today's date."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": _processor(),
        "cores": cores(),
        "memory_gib": _memory(),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {**{name: _version(name) for name in _PACKAGES}, "ploomber-engine": _ploomber()},
        "load_before": _load(),
    }


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
    except (ValueError, OSError, AttributeError):
        return None


def _load() -> float | None:
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _ploomber() -> str:
    """The version in the benchmark's own environment."""
    found = sorted(
        (SCRIPTS.parent / ".venv-bench").glob("lib/python*/site-packages/ploomber_engine-*.dist-info")
    )
    return found[0].name.split("-")[1].removesuffix(".dist") if found else "not installed"
