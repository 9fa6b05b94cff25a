"""The Sphinx extension of the book, named in `_config.yml`.

Gives every code cell the anchor ``cell-<notebook cell id>``, adds the script with the page's figure
cards, searches in Chinese, draws the contents, and leaves out every script that asks another machine
for something. It writes no figure data: `_figures/<page>.js` is put there after the build, and a page
without that file works as an ordinary page.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from assessbook.book import interface_texts, navigation
from assessbook.book.chinese_search import ChineseSearch

# Scripts that Jupyter Book adds to every page and no page here uses: live execution (which names a
# server), formulas (fetched from a server), copy buttons, tab panels and toggle buttons.
_UNUSED_SCRIPTS = ("thebe", "mathjax", "clipboard", "copybutton", "design-tabs", "togglebutton")
_UNUSED_STYLES = ("thebe", "copybutton", "sphinx-design", "togglebutton")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.add_search_language(ChineseSearch)
    interface_texts.install(app)
    navigation.install(app)
    app.connect("builder-inited", _allow_parallel_reading)
    app.connect("doctree-read", anchor_cells)
    # Last of all, when every other extension has added its scripts.
    app.connect("html-page-context", _dress_page, priority=950)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def anchor_cells(app: Sphinx, doctree: nodes.document) -> None:
    """Append the anchor ``cell-<id>`` to each code cell of a notebook that has cell ids.

    Cells keep their position, so the id is looked up by index in the notebook file.
    """
    source = Path(app.env.doc2path(app.env.docname))
    if source.suffix != ".ipynb":
        return
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    for container in doctree.findall(nodes.container):
        index = container.get("cell_index")
        if index is None or container.get("nb_element") != "cell_code":
            continue
        identifier = cells[index].get("id")
        if identifier:
            container["ids"].append(f"cell-{identifier}")


def _allow_parallel_reading(app: Sphinx) -> None:
    # One extension that Jupyter Book always loads doesn't say whether it may read in parallel, and
    # Sphinx then reads everything in one process. It only renumbers sections after reading.
    for extension in app.extensions.values():
        if extension.parallel_read_safe is None:
            extension.parallel_read_safe = True


def _dress_page(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    context["script_files"] = [
        script for script in context["script_files"] if not _unused(script, _UNUSED_SCRIPTS)
    ]
    context["css_files"] = [style for style in context["css_files"] if not _unused(style, _UNUSED_STYLES)]
    if doctree is not None:
        context["figures_script"] = context["pathto"](f"_figures/{pagename}.js", resource=True)


def _unused(asset: Any, words: tuple[str, ...]) -> bool:
    """Whether a script or style sheet is one of the unused ones, or lies on another machine."""
    name = str(getattr(asset, "filename", asset) or "")
    body = str(getattr(asset, "attributes", {}).get("body", ""))
    text = f"{name} {body}".lower()
    return "://" in name or any(word in text for word in words)
