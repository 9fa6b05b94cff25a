"""Chinese for the interface texts that the theme leaves in English, or translates unidiomatically.

Takes the place of the theme's catalogue on pages whose language is Chinese; any other language is left
to the theme. Texts of `assessbook.js` stand in that file, chosen by the page's `lang`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

CHINESE = {
    "Skip to main content": "跳到正文",
    "Back to top": "回到顶部",
    "Search": "搜索",
    "Search the docs ...": "搜索全书",
    "Error": "提示",
    "Please activate JavaScript to enable the search functionality.": "请启用 JavaScript 后使用搜索。",
    "Breadcrumb": "所在位置",
    "Home": "首页",
    "On this page": "本页目录",
    "Contents": "本页目录",
    "Contents of the book": "全书目录",
    "Downloads": "下载",
    "Show or hide the contents": "显示或隐藏全书目录",
    "Section Navigation": "章节导航",
    "Site navigation": "全书导航",
    "previous page": "上一页",
    "next page": "下一页",
    "previous": "上一页",
    "next": "下一页",
    "Color mode": "浅色或深色显示",
    "Light": "浅色",
    "Dark": "深色",
    "System Settings": "跟随系统",
    "Collapse Sidebar": "收起目录",
    "Expand Sidebar": "展开目录",
    "Version warning": "版本提示",
    "Announcement": "公告",
    "By": "编制：",
}


def translated(original: Callable[[str], str]) -> Callable[[str], str]:
    """A translation function that asks `CHINESE` first and the given function for anything else."""

    def translate(text: str) -> str:
        return CHINESE.get(text) or original(text)

    return translate


def text(app: Sphinx, english: str) -> str:
    """An interface text in the language of the book."""
    return CHINESE.get(english, english) if _is_chinese(app) else english


def install(app: Sphinx) -> None:
    """Translate the templates' texts on pages in Chinese."""
    app.connect("builder-inited", _translate_templates)
    # After the theme, which sets its own `translate` at the default priority.
    app.connect("html-page-context", _translate_book_theme, priority=900)


def _is_chinese(app: Sphinx) -> bool:
    return (app.config.language or "").startswith("zh")


def _translate_templates(app: Sphinx) -> None:
    if _is_chinese(app) and isinstance(app.builder, StandaloneHTMLBuilder):
        environment: Any = app.builder.templates.environment
        translator: Any = app.translator
        environment.install_gettext_callables(translated(translator.gettext), translator.ngettext)


def _translate_book_theme(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    if _is_chinese(app) and "translate" in context:
        context["translate"] = translated(context["translate"])
