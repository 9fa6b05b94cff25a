"""The web font: the part of Noto Sans SC that a site's pages need, so that they read the same anywhere.

Takes characters, writes one woff2 file; the same characters give the same bytes. The font is the
Regular of the installed font package (SIL Open Font License); its copyright notice stays in the file.
"""

from __future__ import annotations

import html
from importlib.metadata import version
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import sans_path

FILE_NAME = "_static/assessbook-sans.woff2"

# Horizontal text only: vertical forms would add a third to the file.
_FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk", "tnum", "pnum", "lnum", "palt", "halt", "chws"]


def write_webfont(characters: set[str], target: Path) -> None:
    """Write the subset of Noto Sans SC Regular that covers the characters, as woff2.

    Parameters
    ----------
    characters : set of str
        Single characters. Printable ASCII is always added. Characters the font lacks are left to
        the reader's own fonts.
    target : Path
        The file; its folder is made.
    """
    wanted = {ord(character) for character in characters} | set(range(0x20, 0x7F))
    options = Options()
    options.flavor = "woff2"
    options.layout_features = _FEATURES
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables = [*options.drop_tables, "VORG", "vhea", "vmtx", "DSIG"]
    options.recalc_timestamp = False
    with TTFont(sans_path(), recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted(wanted))
        subsetter.subset(font)
        font.flavor = "woff2"
        target.parent.mkdir(parents=True, exist_ok=True)
        font.save(target, reorderTables=True)


def webfont_made_from(characters: set[str]) -> str:
    """All that decides the bytes of a subset, as one text: the characters, the font, and who cuts it."""
    versions = [f"{name} {version(name)}" for name in ("pylopdf-fonts-zh-cn", "fonttools", "brotli")]
    return "\n".join([*versions, "".join(sorted(characters))])


def characters_of_site(html_dir: Path) -> set[str]:
    """Every character of a site's pages and scripts: what `write_webfont` has to cover.

    Reads `.html`, `.js` and `.css` files, so that texts shown by scripts (figure cards, search
    results) are covered too.
    """
    found: set[str] = set()
    for path in html_dir.rglob("*"):
        if path.suffix in {".html", ".js", ".css"}:
            text = path.read_text(encoding="utf-8")
            found.update(text)
            if path.suffix == ".html":
                found.update(html.unescape(text))
    return {character for character in found if character.isprintable()}
