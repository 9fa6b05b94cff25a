"""The results as a page of markdown and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from benchmarking.contestants import ASSESSBOOK
from benchmarking.goals import Scale, Verdict, verdicts
from benchmarking.parts import CELLS
from benchmarking.samples import Case, Results

_HEADINGS = {
    "engines": "Region notebooks, executed",
    "edition": "A whole edition, cold",
    "rebuild": "The edition built again",
    "pages": "Writing the site alone",
    "overhead": "A run against its cells alone",
}
_WORDS = {
    "engines": "Every contestant executes the same notebooks, in processes that begin with nothing.",
    "edition": "Notebooks, web pages, PDF and workbook; the others make no PDF and no workbook.",
    "rebuild": "The whole process, where an earlier build stands. papermill keeps no results: it always takes as "
    "long as cold. Jupyter Book's cache knows the code of notebooks but not the data they read.",
    "pages": "Pages made from one executed notebook, written by the project's own book settings. The start of Sphinx is "
    "part of the time.",
    "overhead": "The cells' own time: in a process that has imported everything and read the data, the cells of "
    "each notebook run in IPython's shell, forked for each notebook, one notebook after another; without "
    "starting, reading or writing anything.",
}


def markdown(results: Results, scale: Scale, facts: Mapping[str, Any], picture: str) -> str:
    """The page: promises first, then every part that was measured."""
    lines = ["# Benchmark", "", _circumstances(facts), ""]
    lines += ["Seconds are medians. All contestants take turns, so that what else the machine does meets all alike.",
              "“≈” marks times worked out from fewer notebooks than stated; “measured” says from how many.", ""]  # fmt: skip
    lines += ["## What must be reached", "", *_promises(verdicts(results, scale)), ""]
    lines += [f"![Times of all contestants]({picture})", ""]
    for part, heading in _HEADINGS.items():
        cases = results.cases(part)
        if cases:
            lines += [f"## {heading}", "", _WORDS[part], "", *_part(results, cases), ""]
    lines += _failures(results)
    return "\n".join(lines).rstrip("\n") + "\n"


def record(results: Results, scale: Scale, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Everything for machines: facts, every sample, every failure, every promise."""
    return {
        "machine": dict(facts),
        "scale": asdict(scale),
        "promises": [
            {
                "what": each.goal.what,
                "sense": each.goal.sense,
                "bound": each.goal.bound,
                "measured": each.value,
                "reached": each.reached,
            }
            for each in verdicts(results, scale)
        ],
        "cases": [
            {
                **asdict(case),
                "median": results.median(case.part, case.what, case.size, case.contestant),
                "samples": [asdict(sample) for sample in results.samples.get(case, [])],
                "failure": results.failures.get(case),
            }
            for part in _HEADINGS
            for case in results.cases(part)
        ],
    }


def _circumstances(facts: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in facts["versions"].items())
    memory = f", {facts['memory_gib']} GiB" if facts["memory_gib"] else ""
    return (
        f"{facts['date']}; {facts['processor']}, {facts['cores']} cores{memory}; {facts['system']}; "
        f"Python {facts['python']}; {versions}. {facts['repeats']} repetitions."
    )


def _promises(found: Sequence[Verdict]) -> list[str]:
    lines = ["| what | required | measured | reached |", "|---|--:|--:|---|"]
    for each in found:
        goal = each.goal
        required = f"{goal.sense} {_plain(goal.bound)} {goal.unit}".strip()
        value = "–" if each.value is None else f"{each.value:.2f} {goal.unit}".strip()
        lines.append(f"| {goal.what} | {required} | {value} | {each.reached} |")
    return lines


def _part(results: Results, cases: Sequence[Case]) -> list[str]:
    lines = [
        "| what | size | contestant | seconds | range | measured | times as long |",
        "|---|--:|---|--:|--:|--:|--:|",
    ]
    for case in sorted(cases, key=lambda case: (case.what, case.size)):
        begin = f"| {case.what} | {case.size} | {case.contestant} |"
        samples = results.samples.get(case, [])
        if case in results.failures or not samples:
            lines.append(f"{begin} failed | | | |")
            continue
        seconds = [sample.seconds for sample in samples]
        middle, last = median(seconds), samples[-1]
        about = "" if last.complete else "≈ "
        own = results.median(case.part, case.what, case.size, ASSESSBOOK)
        ratio = f"{middle / own:.2f}" if own and case.contestant not in (ASSESSBOOK, CELLS) else ""
        done = f"{len(samples)} × " + ("all" if last.complete else f"{last.measured} of {last.of}")
        lines.append(
            f"{begin} {about}{middle:.2f} | {min(seconds):.2f}–{max(seconds):.2f} | {done} | {ratio} |"
        )
    return lines + _details(results, cases)


def _details(results: Results, cases: Sequence[Case]) -> list[str]:
    """A line on the stages of each case that tells them, the longest first."""
    lines = []
    for case in cases:
        samples = [sample.detail for sample in results.samples.get(case, []) if sample.detail]
        if samples:
            names = dict.fromkeys(name for each in samples for name in each)
            stages = {name: median(each.get(name, 0.0) for each in samples) for name in names}
            told = ", ".join(
                f"{name} {seconds:.2f}" for name, seconds in sorted(stages.items(), key=lambda item: -item[1])
            )
            lines.append(f"- Stages of {case.contestant}, {case.what}, in seconds: {told}.")
    return ["", *lines] if lines else []


def _failures(results: Results) -> list[str]:
    if not results.failures:
        return []
    lines = [
        f"- {case.part}, {case.what}, {case.size}, {case.contestant}: {message}"
        for case, message in results.failures.items()
    ]
    return ["## Failed", "", *lines, ""]


def _plain(number: float) -> str:
    return f"{number:g}"
