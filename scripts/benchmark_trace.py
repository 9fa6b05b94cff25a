"""How long `assessbook trace` takes: `python scripts/benchmark_trace.py BUILD...`.

For every figure of each build: finding it in the ledger and writing its derivation as text, in a process that
has started (median, 99th percentile, slowest). Then whole processes, start and imports included: one that
does nothing, one that only loads the command line, and one that traces the median figure.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from assessbook.commands.ledgers import find_figure, ledger_of
from assessbook.commands.trace_text import trace_text
from assessbook.core.numbers import printed
from assessbook.ledger.store import Ledger

RUNS = 5
STARTS = {
    "an empty process": ["-c", "pass"],
    "the command line loaded": ["-c", "import assessbook.commands.main"],
}


def main() -> None:
    """Measure each build and print the times."""
    for name in sys.argv[1:]:
        build = Path(name)
        with Ledger.open(ledger_of(build)) as ledger:
            figures = ledger.ids()
        times = sorted((_traced(build, figure), figure) for figure in figures)
        median, slow, last = (times[round(share * (len(times) - 1))] for share in (0.5, 0.99, 1))
        print(
            f"{name}: {len(times)} figures; trace of one: median {_ms(median[0])}, "
            f"99% below {_ms(slow[0])}, slowest {_ms(last[0])} ({last[1]})"
        )
        command = ["-m", "assessbook.commands.main", "trace", median[1], "--build", name]
        for what, arguments in {**STARTS, "the median figure traced": command}.items():
            print(f"  whole process, {what}: {_ms(_started(arguments))}")


def _traced(build: Path, figure: str) -> float:
    """The shortest of some times, each as the first in its process: printed numbers are remembered."""
    times = []
    for _ in range(RUNS):
        printed.cache_clear()
        begin = time.perf_counter()
        row, _ = find_figure(None, figure, build)
        trace_text(row, build.as_posix())
        times.append(time.perf_counter() - begin)
    return min(times)


def _started(arguments: Sequence[str]) -> float:
    """The shortest of some runs: what else the machine does only ever adds."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        times.append(time.perf_counter() - begin)
    return min(times)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    main()
