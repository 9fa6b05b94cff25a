"""What libraries import by the way and nothing here needs, left out because it takes seconds."""

from __future__ import annotations

import sys


def leave_out_slow_imports() -> None:
    """Let jsonschema, which nbformat imports, do without its grammar of addresses in all scripts (RFC 3987).

    The grammar is put together anew in every process, which takes longer than everything else that is
    imported, and no schema of notebooks asks for it. jsonschema takes its absence for a library that isn't
    installed. Call this before anything that imports nbformat.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
