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

_PASSES = 4
"""How often a report is laid out at most; a page that is nearly empty even then stays so."""
_LAID_OUT_ONCE = 1_000_000
"""Characters of a document from which it is laid out just once, about 200 pages. A layout of 900 pages takes
half a minute and 3 to 5 GB that Typst gives back only at the end, to spare a few pages that are nearly empty."""
_TOP = 0.12
"""Share of a page's height at which its text begins: nothing stands on a page that is used no further."""
_LEAST_USED = 0.36
_VARIABLE_FONT = "NotoSansCJK-VF.otf.ttc"


_has_typeset = False


def has_typeset() -> bool:
    """Whether this process has typeset anything.

    Typst's threads then run in it, and don't come along into a process forked from it: that one would wait for
    them for ever when it typesets.
    """
    return _has_typeset


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
        document = json.dumps(content, ensure_ascii=False)
        (folder / "document.json").write_text(document, encoding="utf-8")
        joined = folder / "joined.json"
        joined.write_text("[]", encoding="utf-8")
        for file, svg in pictures.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(svg, encoding="utf-8")
        fonts = folder / "fonts"
        fonts.mkdir()
        for path in font_files():
            # A folder of links to just these two: the packages hold others of the same family names.
            (fonts / path.name).symlink_to(path)
        global _has_typeset
        _has_typeset = True
        compiler = typst.Compiler(folder / "report.typ", folder, font_paths=[fonts], ignore_system_fonts=True)
        try:
            if len(document) < _LAID_OUT_ONCE:
                _settle_pages(compiler, joined)
            pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards="ua-1")
        except typst.TypstError as error:
            raise CheckFailed(f"The PDF can't be typeset: {_told(error)}") from None
    if warnings:
        raise CheckFailed(
            "\n".join(["The PDF is not as it should be:", *(f"  {_told(each)}" for each in warnings)])
        )
    if not isinstance(pdf, bytes):
        raise CheckFailed("The PDF can't be typeset: the typesetter gave no file.")
    return pdf


def _settle_pages(compiler: typst.Compiler, file: Path) -> None:
    """Write which parts of the report begin below the end of the part before: where a break leaves a page empty.

    What is decided of a part moves all parts after it, so each pass settles the next such part and lays out
    what follows anew.
    """
    joined: list[int] = []
    settled = 0
    for _ in range(_PASSES - 1):
        try:
            found = json.loads(compiler.query("<ends>", field="value"))
        except RuntimeError:
            return  # what is wrong with the document is told when it is typeset
        ends = found[0] if found else []
        later = [end["number"] for end in ends if end["number"] > settled]
        wanted = [end["number"] for end in ends if _TOP < end["reached"] < _LEAST_USED]
        changed = next((part for part in later if (part in wanted) != (part in joined)), None)
        if changed is None:
            return
        joined = [part for part in joined if part < changed] + [part for part in wanted if part >= changed]
        settled = changed
        file.write_text(json.dumps(joined), encoding="utf-8")


def _told(fault: typst.TypstError | typst.TypstWarning) -> str:
    return "; ".join([fault.message, *fault.hints])
