"""Measures the project beside other tools and writes the results: `make bench`, or by hand

    python scripts/benchmark.py [--quick] [--only engines,edition,rebuild,pages,overhead] [--publish]

All contestants work on the same notebooks, those of a made-up programme, and take turns. What they are and how
they are started is in `scripts/benchmarking/contestants.py`. Writes build/benchmark/benchmark.md, .json, .svg
and .png; `--publish` puts the table and the picture into docs/ too.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from benchmarking import editions, parts, tables
from benchmarking.chart import draw
from benchmarking.contestants import ASSESSBOOK
from benchmarking.goals import Scale
from benchmarking.machine import cores, machine
from benchmarking.parts import PARTS
from benchmarking.projects import Project, made_country
from benchmarking.samples import Case, ContestantFailed, Results, Trial, take_turns
from benchmarking.setting import Setting

ROOT = Path(__file__).resolve().parents[1]
QUICK = {"repeats": 1, "regions": (1, 4), "pages": (10, 40)}


def main(arguments: list[str] | None = None) -> int:
    """Measure; 0 done, 1 a contestant failed, 2 nothing could be measured."""
    given = _arguments(arguments)
    folder: Path = given.out.resolve()
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    began = time.monotonic()
    try:
        project = (
            Project(ROOT, given.edition)
            if given.edition
            else made_country(work / "country", given.regions[-1])
        )
    except ContestantFailed as failure:
        print(f"There is nothing to measure with: {failure}", file=sys.stderr)
        return 2
    setting = Setting(project, work, given.regions, given.pages, given.jobs, given.full)
    facts = {**machine(), "repeats": given.repeats, "edition": project.edition}
    results = measured(setting, given.only, given.repeats)
    facts["minutes"] = round((time.monotonic() - began) / 60, 1)
    scale = Scale(setting.largest, (given.pages[0], given.pages[-1]), given.jobs)
    write(results, scale, facts, folder)
    if given.publish:
        publish(folder)
    if not given.keep:
        shutil.rmtree(work)
    print((folder / "benchmark.md").read_text(encoding="utf-8"))
    print(f"{facts['minutes']} minutes. Written to {folder}")
    return 1 if results.failures else 0


def measured(setting: Setting, wanted: tuple[str, ...], repeats: int) -> Results:
    """Prepare and measure the parts wanted, one after the other."""
    results = Results()
    for number, part in enumerate(wanted, 1):
        _tell(f"Part {number} of {len(wanted)}, {part}: preparing")
        try:
            trials = PARTS[part](setting)
        except ContestantFailed as failure:
            results.failures[Case(part, "preparation", setting.largest, ASSESSBOOK)] = str(failure)
            _tell(f"{part} can't be measured: {failure}")
            continue
        _tell(f"about {_minutes(trials, repeats):.0f} minutes on two cores")
        take_turns(trials, repeats, results, _tell)
    parts.add_extended(setting, results)
    editions.add_stock(setting, results)
    return results


def write(results: Results, scale: Scale, facts: dict[str, Any], folder: Path) -> None:
    """Write the page, the record and the chart."""
    draw(results, folder / "benchmark")
    page = tables.markdown(results, scale, facts, "benchmark.png")
    (folder / "benchmark.md").write_text(page, encoding="utf-8")
    record = json.dumps(tables.record(results, scale, facts), ensure_ascii=False, indent=1)
    (folder / "benchmark.json").write_text(record + "\n", encoding="utf-8")


def publish(folder: Path) -> None:
    """Put the page and its picture where they are committed."""
    page = (folder / "benchmark.md").read_text(encoding="utf-8")
    (ROOT / "docs" / "benchmark.md").write_text(
        page.replace("(benchmark.png)", "(pictures/benchmark.png)"), encoding="utf-8"
    )
    shutil.copy(folder / "benchmark.png", ROOT / "docs" / "pictures")


def _minutes(trials: list[Trial], repeats: int) -> float:
    return sum(trial.expected * min(repeats, trial.at_most or repeats) for trial in trials) / 60


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _numbers(text: str) -> tuple[int, ...]:
    numbers = tuple(sorted({int(part) for part in text.split(",")}))
    if not numbers or numbers[0] < 1:
        raise argparse.ArgumentTypeError("whole numbers from 1, separated by commas")
    return numbers


def _parts(text: str) -> tuple[str, ...]:
    wanted = text.split(",")
    if unknown := [name for name in wanted if name not in PARTS]:
        raise argparse.ArgumentTypeError(f"no part {unknown[0]!r}; parts: {', '.join(PARTS)}")
    return tuple(name for name in PARTS if name in wanted)


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the project beside other tools.")
    parser.add_argument("--only", type=_parts, default=tuple(PARTS), help=f"parts, of {','.join(PARTS)}")
    parser.add_argument("--repeats", type=int, help="times everything is measured (5; quick: 1)")
    parser.add_argument("--regions", type=_numbers, help="numbers of regions (1,16,64; quick: 1,4)")
    parser.add_argument("--pages", type=_numbers, help="numbers of pages (100,400,1600; quick: 10,40)")
    parser.add_argument("--jobs", type=int, default=cores(), help="processes assessbook uses (%(default)s)")
    parser.add_argument("--quick", action="store_true", help="once, and small: to see that it works")
    parser.add_argument(
        "--full",
        action="store_true",
        help="cut nothing: slow contestants execute all notebooks, large books are repeated as often; takes hours",
    )
    parser.add_argument("--edition", help="use an edition of this project instead of a made-up programme")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "build" / "benchmark", help="folder for the results"
    )
    parser.add_argument(
        "--keep", action="store_true", help="keep what was made on the way, in its folder work"
    )
    parser.add_argument("--publish", action="store_true", help="put table and picture into docs/")
    given = parser.parse_args(arguments)
    usual = QUICK if given.quick else {"repeats": 5, "regions": (1, 16, 64), "pages": (100, 400, 1600)}
    for name, value in usual.items():
        if getattr(given, name) is None:
            setattr(given, name, value)
    return given


if __name__ == "__main__":
    sys.exit(main())
