"""DataTables, which sorts and filters long tables in the browser, put into a book for reading offline.

The library comes from the wheel of `itables` as a JavaScript module. Browsers refuse modules to pages that
are opened from a disk, so it is written as an ordinary script that keeps the same content.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from assessbook.core.problems import AssessbookError

FOLDER = "_tables"
SCRIPT = f"{FOLDER}/datatables.js"
STYLE = f"{FOLDER}/datatables.css"
_EXPORT = re.compile(r"export\{([^{}]*)\};?")
_DEFAULT = re.compile(r"([\w$]+) as default")


def write_table_library(html: Path) -> None:
    """Write the library's script and style sheet into the finished book.

    Raises
    ------
    AssessbookError
        If the installed wheel isn't there, or isn't of the expected form.
    """
    bundle = _wheel() / "html"
    (html / FOLDER).mkdir(parents=True, exist_ok=True)
    script = as_script((bundle / "dt_bundle.js").read_text(encoding="utf-8"))
    (html / SCRIPT).write_text(script, encoding="utf-8")
    (html / STYLE).write_bytes((bundle / "dt_bundle.css").read_bytes())


def _wheel() -> Path:
    """The folder of the installed package, which isn't imported: it would load pandas and IPython for nothing."""
    spec = find_spec("itables")
    if spec is None or spec.origin is None:
        raise AssessbookError("itables isn't installed; install the locked one")
    return Path(spec.origin).parent


def as_script(module: str) -> str:
    """A module as a script that leaves its default export in `window.DataTable`.

    Raises
    ------
    AssessbookError
        If the module doesn't end in one list of exports with a default.
    """
    exports = _EXPORT.findall(module)
    default = _DEFAULT.search(exports[0]) if len(exports) == 1 else None
    if default is None:
        raise AssessbookError(
            "the installed itables has no bundle of the expected form; install the locked one"
        )
    body = _EXPORT.sub(f"window.DataTable={default[1]};", module)
    return f"(function(){{{body}\n}})();\n"
