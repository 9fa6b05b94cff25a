"""Validate the RO-Crate of a build with roc-validator, offline: `make validate-crate`.

Runs in an environment of its own, `.venv-crate`, made from `requirements-crate.lock`, since roc-validator and
the project's own tools need different versions of one library. What the profile requires must be met; what
it recommends is listed when asked for (--recommended).

The validator has its profiles with it but fetches the terms of RO-Crate (the JSON-LD context) from the
network. Here they come from the package rocrate, through the validator's own cache. That package holds the
terms of RO-Crate 1.3; those that a crate of assessbook uses mean the same in 1.1.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from urllib3 import HTTPResponse

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILE = "process-run-crate"


class _Given(HTTPAdapter):
    """Answers every request with the same text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content

    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:
        """The text, as if it had come from the network."""
        headers = {"Content-Type": "application/ld+json"}
        raw = HTTPResponse(io.BytesIO(self._content), headers, status=200, preload_content=False)
        return self.build_response(request, raw)


def _fill_cache(path: Path) -> None:
    package = importlib.util.find_spec("rocrate")
    assert package is not None
    assert package.origin is not None
    terms = Path(package.origin).parent / "data" / "ro-crate.jsonld"
    session = CachedSession(str(path), backend="sqlite", expire_after=-1)
    session.mount("https://", _Given(terms.read_bytes()))
    session.get(CONTEXT)


def validate(build: Path, severity: str) -> list[str]:
    """What is wrong with a build's crate, a line each; `severity` is ``required`` or ``recommended``."""
    with tempfile.TemporaryDirectory() as name:
        cache, report = Path(name) / "cache", Path(name) / "report.json"
        _fill_cache(cache)
        command = [
            str(Path(sys.executable).with_name("rocrate-validator")), "-y", "validate", str(build), "-p", PROFILE, "-l",
            severity, "--offline", "--cache-path", str(cache), "--no-paging", "--output-format", "json",
            "-o", str(report),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if not report.is_file():
            return [f"the validator failed: {done.stdout}{done.stderr}"]
        content = json.loads(report.read_text(encoding="utf-8"))
    lines = [
        f"{issue['severity']}: {issue.get('violatingEntity') or ''}: {issue['message']}"
        for issue in content["issues"]
    ]
    return lines if lines or content["passed"] else ["the validator says no more than that it isn't valid"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Validate; 0 valid, 1 not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--recommended", action="store_true", help="also list what is only recommended")
    options = parser.parse_args(arguments)
    lines = validate(options.build, "recommended" if options.recommended else "required")
    print("\n".join(lines) or f"{options.build}: a valid {PROFILE}")
    return 1 if any(not line.startswith("RECOMMENDED") for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
