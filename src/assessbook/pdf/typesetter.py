"""Typst with the report's template, fonts and pictures: what a document looks like, and its bytes.

The fonts are those of the installed packages and no others, and no date is written, so that the same document
gives the same bytes wherever and whenever it is made.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import manimgx_fonts_cjk
import pylopdf_fonts_zh_cn
import typst

from assessbook.core.problems import CheckFailed

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


class Typesetter:
    """Typesets documents one after the other with one template; made by `typesetter`.

    What was laid out of a document before is used again where the next is the same.
    """

    def __init__(self, folder: Path, compiler: typst.Compiler) -> None:
        self._folder = folder
        self._compiler = compiler

    def take(self, document: str) -> None:
        """Take a document, as JSON; none of its parts are joined."""
        (self._folder / "document.json").write_text(document, encoding="utf-8")
        self.join([])

    def join(self, parts: Sequence[int]) -> None:
        """Say which parts of the document begin below the end of the part before."""
        (self._folder / "joined.json").write_text(json.dumps(list(parts)), encoding="utf-8")

    def query(self, label: str) -> list[Any]:
        """The values that stand in the document under a label such as ``<ends>``.

        Raises
        ------
        CheckFailed
            If the document can't be laid out.
        """
        try:
            found: list[Any] = json.loads(self._compiler.query(label, field="value"))
        except (typst.TypstError, RuntimeError) as error:
            raise CheckFailed(f"The PDF can't be typeset: {_told(error)}") from None
        return found

    def pdf(self, *, whole: bool = True) -> bytes:
        """The document as PDF/UA-1.

        Parameters
        ----------
        whole : bool
            Whether its first heading is of the first level, as the standard wants it of a file. Where it goes on
            with a chapter, it is tagged in the same way, but the typesetter doesn't hold it to the standard.

        Raises
        ------
        CheckFailed
            If it can't be typeset, or Typst has something to warn of.
        """
        try:
            made, warnings = self._compiler.compile_with_warnings(
                format="pdf", pdf_standards="ua-1" if whole else []
            )
        except typst.TypstError as error:
            raise CheckFailed(f"The PDF can't be typeset: {_told(error)}") from None
        if warnings:
            raise CheckFailed(
                "\n".join(["The PDF is not as it should be:", *(f"  {_told(each)}" for each in warnings)])
            )
        if not isinstance(made, bytes):
            raise CheckFailed("The PDF can't be typeset: the typesetter gave no file.")
        return made


@contextmanager
def typesetter(pictures: Mapping[str, str], template: Path) -> Iterator[Typesetter]:
    """A typesetter in a folder of its own.

    Parameters
    ----------
    pictures : mapping
        File name -> SVG.
    template : Path
        Folder with `report.typ` and what it imports.
    """
    global _has_typeset
    with TemporaryDirectory(prefix="assessbook-pdf-") as name:
        folder = Path(name)
        for path in template.glob("*.typ"):
            shutil.copy(path, folder)
        for file, svg in pictures.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(svg, encoding="utf-8")
        fonts = folder / "fonts"
        fonts.mkdir()
        for path in font_files():
            # A folder of links to just these two: the packages hold others of the same family names.
            (fonts / path.name).symlink_to(path)
        _has_typeset = True
        yield Typesetter(
            folder,
            typst.Compiler(folder / "report.typ", folder, font_paths=[fonts], ignore_system_fonts=True),
        )


def _told(fault: BaseException | typst.TypstWarning) -> str:
    if isinstance(fault, typst.TypstError | typst.TypstWarning):
        return "; ".join([fault.message, *fault.hints])
    return str(fault)
