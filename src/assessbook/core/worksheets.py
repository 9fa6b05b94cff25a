"""The worksheets of a workbook by name, without reading what they hold: that may take seconds."""

from __future__ import annotations

from pathlib import Path

from openpyxl.reader.excel import ExcelReader


def worksheets_of(path: Path) -> list[tuple[str, str]]:
    """The worksheets of an .xlsx file in their order; chart sheets have no cells and are left out.

    Returns
    -------
    list of (str, str)
        The name of each, and its part in the file: ``xl/worksheets/sheet1.xml``.
    """
    reader = ExcelReader(path, read_only=True)
    with reader.archive:
        reader.read_manifest()
        reader.read_workbook()
        return [
            (sheet.name, relation.target)
            for sheet, relation in reader.parser.find_sheets()
            if relation.target in reader.valid_files and "chartsheet" not in relation.Type
        ]
