"""The document and its template become one PDF: the fonts of the installed packages and no others, no date.

The same document gives the same bytes wherever and whenever it is made. The PDF follows PDF/UA-1
(ISO 14289-1): a title, a language, tags, and a text for every picture.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import manimgx_fonts_cjk
import pylopdf_fonts_zh_cn
import typst

from assessbook.core.problems import CheckFailed

_VARIABLE_FONT = "NotoSansCJK-VF.otf.ttc"


def font_files() -> tuple[Path, ...]:
    """The fonts of the report: Noto Serif SC for the text, Noto Sans CJK for headings, tables and all bold."""
    variable = Path(manimgx_fonts_cjk.__path__[0]) / _VARIABLE_FONT
    return Path(pylopdf_fonts_zh_cn.serif_path()), variable


def compile_pdf(content: Mapping[str, Any], pictures: Mapping[str, str], template: Path) -> bytes:
    """Typeset a document.

    Parameters
    ----------
    content : mapping
        What the template reads as `document.json`.
    pictures : mapping
        File name -> SVG.
    template : Path
        Folder with `report.typ` and what it imports.

    Raises
    ------
    CheckFailed
        If it can't be typeset, or Typst has something to warn of.
    """
    with TemporaryDirectory(prefix="assessbook-pdf-") as name:
        folder = Path(name)
        for path in template.glob("*.typ"):
            shutil.copy(path, folder)
        (folder / "document.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        for file, svg in pictures.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(svg, encoding="utf-8")
        fonts = folder / "fonts"
        fonts.mkdir()
        for path in font_files():
            # A folder of links to just these two: the packages hold others of the same family names.
            (fonts / path.name).symlink_to(path)
        try:
            pdf, warnings = typst.compile_with_warnings(
                folder / "report.typ",
                None,
                folder,
                font_paths=[fonts],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards="ua-1",
            )
        except typst.TypstError as error:
            raise CheckFailed(f"The PDF can't be typeset: {_told(error)}") from None
    if warnings:
        raise CheckFailed(
            "\n".join(["The PDF is not as it should be:", *(f"  {_told(each)}" for each in warnings)])
        )
    return bytes(pdf)


def _told(fault: typst.TypstError | typst.TypstWarning) -> str:
    return "; ".join([fault.message, *fault.hints])
