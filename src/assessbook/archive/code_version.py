"""Which code computed a build: one SHA-256 over the source files of this package.

The version number alone doesn't tell, since code is changed between two versions. The digest depends on
names and contents only, not on where the package lies or when its files were written.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from assessbook.core.workspace import sha256_of

PACKAGE = Path(__file__).resolve().parents[1]


@cache
def code_version() -> str:
    """``sha256:…`` of this package as it is installed; read once in a process."""
    return digest_of_sources(PACKAGE)


def digest_of_sources(folder: Path) -> str:
    """``sha256:…`` over every Python file below a folder.

    The digest is that of a list of lines ``<SHA-256>  ./<path>``, sorted by path in the order of bytes, as
    ``find . -name '*.py' | LC_ALL=C sort | xargs sha256sum | sha256sum`` gives in that folder.
    """
    files = {f"./{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*.py")}
    lines = [f"{sha256_of(files[name])}  {name}\n" for name in sorted(files, key=str.encode)]
    return f"sha256:{hashlib.sha256(''.join(lines).encode()).hexdigest()}"
