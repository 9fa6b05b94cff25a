"""Office files with the same bytes for the same content: no times, inside or out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

_FIXED = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def without_times(content: bytes, changes: Mapping[str, Callable[[bytes], bytes]] = {}) -> bytes:
    """An Office file (a ZIP archive) whose entries and properties all bear one fixed time.

    `changes`: part of the file -> what else is done to it.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for entry in before.infolist():
            data = before.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _STAMP.sub(b"2000-01-01T00:00:00Z", data)
            if entry.filename in changes:
                data = changes[entry.filename](data)
            information = zipfile.ZipInfo(entry.filename, _FIXED)
            information.compress_type = zipfile.ZIP_DEFLATED
            information.external_attr = 0o600 << 16
            after.writestr(information, data)
    return made.getvalue()
