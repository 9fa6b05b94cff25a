"""A folder of prepared pages becomes the HTML site: one clean Sphinx run in a process of its own.

Takes a source folder with `_config.yml`, `_toc.yml`, `_static/`, `_templates/`, notebooks and markdown;
leaves in the output folder only what a reader's browser loads. The same source gives the same bytes
wherever it lies and however many jobs build it. Figure data and the web font are added by the caller.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from assessbook.book.inserts import Inserts
from assessbook.book.kept_site import KeptSite
from assessbook.core.kept_bytes import NOTHING_KEPT, KeptBytes
from assessbook.core.problems import CheckFailed

# What Sphinx and the theme put into the output and no page loads.
_LEFT_OUT = (
    ".buildinfo",
    "objects.inv",
    "genindex.html",
    "_sources",
    "_sphinx_design_static",
    "_static/**/*.map",
    "_static/**/*.LICENSE.txt.map",
    "_static/locales",
    "_static/webpack-macros.html",
    "_static/sbt-webpack-macros.html",
    "_static/scripts/fontawesome.js*",
    "_static/vendor",
    "_static/*thebe*",
    "_static/copybutton*",
    "_static/clipboard*",
    "_static/copy-button.svg",
    "_static/check-solid.svg",
    "_static/design-tabs.js",
    "_static/sphinx-design*",
    "_static/togglebutton*",
    "_static/images",
    "_static/file.png",
    "_static/plus.png",
    "_static/minus.png",
)
_SOURCES_OF_PAGES = (".ipynb", ".md")


def build_html(
    source: Path,
    output: Path,
    *,
    jobs: int = 1,
    kept: KeptSite | None = None,
    kept_terms: KeptBytes = NOTHING_KEPT,
) -> None:
    """Build the site of a source folder.

    Parameters
    ----------
    source : Path
        Folder with `_config.yml` and `_toc.yml`, whose root document is `index`.
    output : Path
        Folder for the site. An existing one is replaced, once the new one is complete.
    jobs : int
        Processes that read and write pages, at least 1.
    kept : KeptSite, optional
        The site of an earlier run: only what changed since is written anew.
    kept_terms : KeptBytes
        Of an earlier run: the words that its blocks are found by.

    Raises
    ------
    CheckFailed
        If Sphinx has a warning or an error (all of them are in the message), or if there is no
        `index.html` at the end. `output` is then as it was.
    """
    source, output = source.resolve(), output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    # Beside the output, so that the finished folder can be moved there in one step.
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=".html-") as name:
        made, prepared, inserts = Path(name) / "html", Path(name) / "source", Inserts()
        inserts.set_apart(source, prepared)
        if kept is None:
            _run_sphinx(prepared, made, Path(name) / "doctrees", jobs)
        else:
            _renew(kept, prepared, made, Path(name) / "doctrees", jobs)
        if not (made / "index.html").is_file():
            raise CheckFailed(
                "The book has no index.html.\n  Name the first page `index` as root of _toc.yml."
            )
        inserts.put_in(made, kept_terms)
        _leave_out(made)
        if output.exists():
            shutil.rmtree(output)
        made.rename(output)


def _renew(kept: KeptSite, source: Path, made: Path, doctrees: Path, jobs: int) -> None:
    with kept.reserved() as is_ours:
        if not is_ours:
            _run_sphinx(source, made, doctrees, jobs)
            return

        def write(from_source: Path, pages: Path, trees: Path, anew: bool) -> None:
            _run_sphinx(from_source, pages, trees, jobs, anew=anew)

        shutil.copytree(kept.renew(source, write), made)


def _run_sphinx(source: Path, made: Path, doctrees: Path, jobs: int, *, anew: bool = True) -> None:
    package_folder = str(Path(__file__).resolve().parents[2])
    search_path = [package_folder, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(search_path),
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "ignore",
        "PYTHONIOENCODING": "utf-8",
    }
    # Dates come from the data, never from the environment of a build.
    environment.pop("SOURCE_DATE_EPOCH", None)
    command = [sys.executable, "-m", "assessbook.book.sphinx_process"]
    process = subprocess.run(
        [*command, str(source), str(made), str(doctrees), str(max(1, jobs)), "anew" if anew else "changed"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    if process.returncode != 0:
        message = process.stderr.strip() or process.stdout.strip() or "Sphinx gave no message."
        shown = message.replace(f"{source}{os.sep}", "")
        raise CheckFailed(f"The book could not be built cleanly. Sphinx says:\n{shown}")


def _leave_out(site: Path) -> None:
    for pattern in _LEFT_OUT:
        for path in sorted(site.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.exists():
                path.unlink()


_LOADING = (
    # Tags that load what they name; <a href> only leads there when it is clicked.
    re.compile(
        r"<(?:script|img|iframe|embed|source|video|audio|track|input|object|image|use)\b[^>]*?"
        r"\b(?:src|srcset|data|href|xlink:href|poster)\s*=\s*[\"']?\s*((?:https?:)?//[^\s\"'>]+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"<link\b(?![^>]*\brel\s*=\s*[\"']?(?:canonical|author|license|next|prev))[^>]*?"
        r"\bhref\s*=\s*[\"']?\s*((?:https?:)?//[^\s\"'>]+)",
        re.IGNORECASE,
    ),
    re.compile(r"<form\b[^>]*?\baction\s*=\s*[\"']?\s*((?:https?:)?//[^\s\"'>]+)", re.IGNORECASE),
    re.compile(r"url\(\s*[\"']?\s*((?:https?:)?//[^\s\"')]+)", re.IGNORECASE),
    re.compile(r"@import\s+[\"']\s*((?:https?:)?//[^\s\"']+)", re.IGNORECASE),
    re.compile(
        r"(?:\bfetch|\bimport|\bimportScripts|\bsendBeacon|\bWebSocket|\bEventSource|\bWorker)"
        r"\s*\(\s*[\"'`]\s*((?:https?:|wss?:)?//[^\s\"'`]+)"
    ),
    re.compile(r"\.open\(\s*[\"'`]\w+[\"'`]\s*,\s*[\"'`]\s*((?:https?:)?//[^\s\"'`]+)"),
    re.compile(r"\.(?:src|href)\s*=\s*[\"'`]\s*((?:https?:)?//[^\s\"'`]+)"),
    # A script's name for a script elsewhere, loaded later (thebe, MathJax).
    re.compile(r"[\"'`]((?:https?:)?//[^\s\"'`]+\.(?:js|mjs|css|woff2?|json|wasm))[\"'`?]"),
)


def external_requests(html_dir: Path) -> list[str]:
    """Everything in a site that its pages would fetch from another machine.

    Returns
    -------
    list of str
        ``file: address`` for each loadable http(s) address in HTML, SVG, JavaScript and CSS, sorted.
        Links that a reader may click, and names of XML namespaces, are not requests.

    Limitations
    -----------
    Addresses that a script puts together from pieces are not seen; the browser tests watch for those.
    """
    found: set[str] = set()
    for path in sorted(html_dir.rglob("*")):
        if path.suffix.lower() not in {".html", ".js", ".mjs", ".css", ".svg"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        shown = path.relative_to(html_dir).as_posix()
        for pattern in _LOADING:
            found.update(f"{shown}: {match[1]}" for match in pattern.finditer(text))
    return sorted(found)
