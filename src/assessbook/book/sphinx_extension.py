"""The Sphinx extension of the book, named in `_config.yml`.

Gives every code cell the anchor ``cell-<notebook cell id>`` and puts its folded code below its results,
adds the script with the page's figure cards, searches in Chinese, draws the contents, and leaves out
every script that asks another machine for something. It writes no figure data: `_figures/<page>.js` is
put there after the build, and a page without that file works as an ordinary page.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from assessbook.book import interface_texts, navigation, search_places, table_library
from assessbook.book.chinese_search import ChineseSearch

# What Jupyter Book always loads and no page here uses: live execution (which names a server), copy
# buttons, tab panels, toggle buttons, comments.
_UNUSED_EXTENSIONS = {
    "sphinx_thebe",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_togglebutton",
    "sphinx_comments",
}
_UNUSED_ASSETS = ("thebe", "mathjax", "clipboard", "copybutton", "sphinx-design", "design-tabs", "toggle")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.add_search_language(ChineseSearch)
    app.add_node(HideCodeCellNode, override=True, html=(_open_folded_code, _close_folded_code))
    interface_texts.install(app)
    search_places.install(app, navigation.install(app))
    _silence_unused(app)
    app.connect("builder-inited", _allow_parallel_reading)
    app.connect("doctree-read", anchor_cells)
    app.connect("doctree-resolved", put_results_first)
    # Last of all, when every other extension has added its scripts.
    app.connect("html-page-context", _dress_page, priority=950)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def anchor_cells(app: Sphinx, doctree: Any) -> None:
    """Append the anchor ``cell-<id>`` to each code cell of a notebook that has cell ids.

    Cells keep their position, so the id is looked up by index in the notebook file.
    """
    source = Path(app.env.doc2path(app.env.docname))
    if source.suffix != ".ipynb":
        return
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    for container in _code_cells(doctree):
        identifier = cells[container["cell_index"]].get("id")
        if identifier:
            container["ids"].append(f"cell-{identifier}")


def put_results_first(app: Sphinx, doctree: Any, docname: str) -> None:
    """Move the folded code of each cell below what it gives: readers come for the results."""
    for container in _code_cells(doctree):
        first = container.children[0] if len(container) > 1 else None
        if isinstance(first, HideCodeCellNode):
            container.remove(first)
            container.append(first)


def _code_cells(doctree: Any) -> list[Any]:
    return list(
        doctree.findall(lambda node: getattr(node, "attributes", {}).get("nb_element") == "cell_code")
    )


def _open_folded_code(translator: Any, node: Any) -> None:
    # myst-nb's own markup has an English label that screen readers read in place of the Chinese words.
    words = f'<span class="collapsed">{escape(node["prompt_show"])}</span>'
    words += f'<span class="expanded">{escape(node["prompt_hide"])}</span>'
    translator.body.append(f'<details class="computation">\n<summary>{words}</summary>\n')


def _close_folded_code(translator: Any, node: Any) -> None:
    translator.body.append("</details>\n")


def _silence_unused(app: Sphinx) -> None:
    for listeners in list(app.events.listeners.values()):
        for listener in list(listeners):
            module = getattr(listener.handler, "__module__", "").partition(".")[0]
            if module in _UNUSED_EXTENSIONS:
                app.disconnect(listener.id)


def _allow_parallel_reading(app: Sphinx) -> None:
    # One extension that Jupyter Book always loads doesn't say whether it may read in parallel, and
    # Sphinx then reads everything in one process. It only renumbers sections after reading.
    for extension in app.extensions.values():
        if extension.parallel_read_safe is None:
            extension.parallel_read_safe = True


def _dress_page(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    for kind in ("script_files", "css_files"):
        context[kind] = [asset for asset in context[kind] if not _unused(asset)]
    if 'class="figure"' in context.get("body", ""):
        context["figures_script"] = context["pathto"](f"_figures/{pagename}.js", resource=True)
    if "sorted-table" in context.get("body", ""):
        context["table_script"] = context["pathto"](table_library.SCRIPT, resource=True)
        context["table_style"] = context["pathto"](table_library.STYLE, resource=True)


def _unused(asset: Any) -> bool:
    """Whether a script or style sheet is one of the unused ones, or lies on another machine."""
    name = str(getattr(asset, "filename", asset) or "")
    body = str(getattr(asset, "attributes", {}).get("body", ""))
    text = f"{name} {body}".lower()
    return "://" in name or any(word in text for word in _UNUSED_ASSETS)
