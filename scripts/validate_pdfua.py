"""Check PDFs against PDF/UA-1 (ISO 14289-1), accessible PDF, with veraPDF, offline: `make validate-pdf`.

Runs in an environment of its own, `.venv-pdfua`, made from `requirements-pdfua.lock`. Prints one line for a
file that passes, and for one that doesn't every rule that isn't met with its clause, test and first places.

A machine can check only a part of PDF/UA: that a text alternative is there, not that it says what the
picture shows.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pdfua.verapdf import Failure, NotInstalled, Outcome, Unreadable, Validator

_PAGE = re.compile(r"/pages\[(\d+)\]")


def lines(pdf: Path, profile: str, outcome: Outcome) -> Iterator[str]:
    """What is printed about one file."""
    if not outcome.failures:
        yield f"{pdf}: passes {profile} ({outcome.checks} checks)"
        return
    failed = sum(failure.count for failure in outcome.failures)
    rules = "1 rule" if len(outcome.failures) == 1 else f"{len(outcome.failures)} rules"
    yield f"{pdf}: fails {profile} ({rules} not met; {failed} of {outcome.checks} checks)"
    for failure in outcome.failures:
        yield from _of_failure(failure)


def _of_failure(failure: Failure) -> Iterator[str]:
    yield f"  Clause {failure.clause}, test {failure.number}: {failure.message}"
    yield from (f"    {place(text)}" for text in failure.places)
    if failure.count > len(failure.places):
        yield f"    {failure.count - len(failure.places)} more places"


def place(context: str) -> str:
    """A way through the document, with the page number in front where it leads over a page."""
    page = _PAGE.search(context)
    return f"page {int(page[1]) + 1}: {context}" if page else context


def main(arguments: Sequence[str] | None = None) -> int:
    """Check; 0 every file passes, 1 one doesn't, 2 one can't be read or the check can't be made."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pdf", type=Path, nargs="+")
    parser.add_argument("--profile", default="PDFUA-1", help="another of veraPDF's profiles, such as PDFA-2A")
    options = parser.parse_args(arguments)
    missing = [pdf for pdf in options.pdf if not pdf.is_file()]
    for pdf in missing:
        print(f"{pdf}: there is no such file. Build the edition first: make book", file=sys.stderr)
    if missing:
        return 2
    try:
        validator = Validator(options.profile)
    except NotInstalled as error:
        print(f"The Python package {error} is missing. Run: make validate-pdf", file=sys.stderr)
        return 2
    except ValueError as error:
        print(f"--profile: {error}", file=sys.stderr)
        return 2
    status = 0
    for pdf in options.pdf:
        try:
            outcome = validator.check(pdf)
        except Unreadable as error:
            print(f"{pdf}: veraPDF can't read it: {error}", file=sys.stderr)
            status = 2
            continue
        print("\n".join(lines(pdf, options.profile, outcome)), flush=True)
        status = max(status, 1 if outcome.failures else 0)
    return status


if __name__ == "__main__":
    sys.exit(main())
