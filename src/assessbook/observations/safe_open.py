"""Opening a workbook that may be broken, locked or hostile.

Takes a path; gives an openpyxl workbook whose formulas are still formulas (so that they are noticed),
or one `Problem` that says why the file can't be read. The zip directory is judged before anything is
unpacked, and merged areas before openpyxl expands them. What stands in the cells is for others.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.workbook.workbook import Workbook

from assessbook.core.problems import InputError, Problem, did_you_mean

MAXIMUM_MEMBERS = 2_000
MAXIMUM_BYTES = 128 * 1024 * 1024
MAXIMUM_RATIO = 200
# Below this size a high ratio is only a very empty sheet.
RATIO_MATTERS_FROM = 4 * 1024 * 1024
MAXIMUM_MERGED_CELLS = 2_000_000

_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*["']([A-Za-z0-9:$]+)["']""")
_SAVE_AS = "Open it in Excel or WPS and save it as an Excel workbook (.xlsx)."
_SUSPICIOUS = "Check where the file comes from; if it is yours, copy the tables into a new workbook."


def open_workbook(path: Path, shown: str) -> Workbook:
    """Open an .xlsx workbook with its formulas.

    Parameters
    ----------
    path : Path
        The file.
    shown : str
        How problems name it.

    Raises
    ------
    InputError
        If the file is missing, isn't an .xlsx workbook, has a password, is damaged, or would unpack to
        far more than it should.

    Limitations
    -----------
    Old .xls, .ods and macro workbooks aren't read.
    """
    check_archive(path, shown)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions it leaves out; no value depends on them.
            warnings.simplefilter("ignore")
            return load_workbook(path, data_only=False)
    except Exception as error:  # A damaged file makes openpyxl raise nearly anything.
        what = f"the workbook is damaged and can't be read ({type(error).__name__}: {error})"
        raise InputError([Problem(shown, what, _SAVE_AS)]) from None


def check_archive(path: Path, shown: str) -> None:
    """Refuse a file that can't be opened, or that unpacks to more than it should, as `open_workbook` does.

    Raises
    ------
    InputError
        If the file is missing, isn't an .xlsx workbook, has a password, or is damaged or hostile.
    """
    fault = _fault_of_file(path) or _fault_of_archive(path)
    if fault is not None:
        raise InputError([Problem(shown, *fault)])


def _fault_of_file(path: Path) -> tuple[str, str] | None:
    """What is wrong with the file before it is looked at as an archive."""
    if not path.is_file():
        near = sorted(other.name for other in path.parent.glob("*.xlsx")) if path.parent.is_dir() else []
        return "there is no such workbook", did_you_mean(path.name, near)
    if path.suffix.lower() != ".xlsx":
        return f"is a {path.suffix or 'nameless'} file, an .xlsx workbook is needed", _SAVE_AS
    try:
        with path.open("rb") as stream:
            start = stream.read(8)
    except OSError as error:
        return (
            f"the file can't be read: {error.strerror}",
            "Close it in other programs and check its permissions.",
        )
    if start == _COMPOUND_FILE:
        return (
            "the workbook is protected by a password, or is an old .xls file under a new name",
            "Remove the password (File, Info, Protect workbook) and save it as an Excel workbook (.xlsx).",
        )
    if not zipfile.is_zipfile(path):
        return "the file isn't an .xlsx workbook, or is damaged", _SAVE_AS
    return None


def _fault_of_archive(path: Path) -> tuple[str, str] | None:
    """What is wrong with the archive, judged from its directory and then from its sheets' XML."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MAXIMUM_MEMBERS:
                return f"holds {len(members)} parts, at most {MAXIMUM_MEMBERS} are read", _SUSPICIOUS
            unpacked = sum(member.file_size for member in members)
            packed = max(1, sum(member.compress_size for member in members))
            if unpacked > MAXIMUM_BYTES:
                return (
                    f"unpacks to {_megabytes(unpacked)} MB, at most {_megabytes(MAXIMUM_BYTES)} MB are read",
                    _SUSPICIOUS,
                )
            if unpacked > RATIO_MATTERS_FROM and unpacked / packed > MAXIMUM_RATIO:
                return f"unpacks to {unpacked // packed} times its size, as a zip bomb does", _SUSPICIOUS
            if any(member.flag_bits & 0x1 for member in members):
                return "the workbook is protected by a password", "Remove the password and save it again."
            names = {member.filename for member in members}
            if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
                return "the file is a zip archive, but not an .xlsx workbook", _SAVE_AS
            # Reading stops at the size the directory declares, so the sums above do bound this.
            return _fault_of_parts(archive, sorted(name for name in names if name.endswith(".xml")))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        return f"the workbook is damaged and can't be read ({error})", _SAVE_AS


def _fault_of_parts(archive: zipfile.ZipFile, names: list[str]) -> tuple[str, str] | None:
    for name in names:
        content = archive.read(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            return f"its part {name} declares XML entities, which a workbook never does", _SUSPICIOUS
        if name.startswith("xl/worksheets/") and _merged_cells(content) > MAXIMUM_MERGED_CELLS:
            return (
                f"its part {name} merges more than {MAXIMUM_MERGED_CELLS} cells",
                "Unmerge whole columns or rows; merge only the cells of the table.",
            )
    return None


def _merged_cells(sheet: bytes) -> int:
    """How many cells the merged areas of a sheet cover; openpyxl makes an object of each."""
    total = 0
    for match in _MERGED.finditer(sheet):
        left, top, right, bottom = range_boundaries(match[1].decode("ascii"))
        if left is None or top is None or right is None or bottom is None:
            return MAXIMUM_MERGED_CELLS + 1
        total += (right - left + 1) * (bottom - top + 1)
    return total


def _megabytes(count: int) -> int:
    return -(-count // (1024 * 1024))
