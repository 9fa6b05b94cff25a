"""The book's source folder, written from executed notebooks and the ledger: pages, contents, charts.

Each notebook is rewritten for readers: its blocks become HTML with every figure linked to its home, a
basis is added below each cell, and setup cells are left out. Nothing is computed here.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from assessbook.book.basis import basis_html
from assessbook.book.chart_pictures import pictures_of
from assessbook.book.edition_links import edition_links
from assessbook.book.pages import BookFacts, Page, cell_address, file_address
from assessbook.book.register import Section
from assessbook.book.sections import shown_cells
from assessbook.book.source_pages import SourcePages
from assessbook.book.told_source import OVERLAYS
from assessbook.book.volumes_page import PAGE as VOLUMES
from assessbook.core.kept_bytes import NOTHING_KEPT, KeptBytes
from assessbook.ledger.gather import ExecutedNotebook, blocks_of
from assessbook.ledger.store import FigureRow
from assessbook.report.rendering import Download, render

_GROUP_PAGES = {"镇": "towns", "乡": "townships", "街道": "streets"}


class Assembly:
    """Writes the source folder of one book.

    Parameters
    ----------
    facts : BookFacts
    notebooks : sequence of (Page, ExecutedNotebook)
        In the order of the book, the front page first.
    figures : mapping
        Figure id -> its row in the ledger.
    sources : SourcePages
    """

    def __init__(
        self,
        facts: BookFacts,
        notebooks: Sequence[tuple[Page, ExecutedNotebook]],
        figures: Mapping[str, FigureRow],
        sources: SourcePages,
    ) -> None:
        self.facts, self.notebooks, self.figures, self.sources = facts, notebooks, figures, sources
        # Drawings as files of the book, and which of them are offered as pictures.
        self.charts: dict[str, str] = {}
        self._pictured: dict[str, None] = {}
        # What every page offers: words, and a file of the build's folder, in which the book is a folder.
        self.downloads: list[tuple[str, str]] = []
        # Tables as files of the book: notebook, cell and place among the cell's blocks -> the file.
        self.table_files: Mapping[tuple[str, str, int], str] = {}
        # What all formats say of assumptions, corrections, review and sign-off.
        self.register: Sequence[Section] = ()
        # Pages after those of methods and sources that not every book has: name without ending -> MyST.
        self.appendices: dict[str, str] = {}
        # Pages of indicators across regions, the list of them first: name without ending -> MyST.
        self.indicators: dict[str, str] = {}
        # Their tables: CSV file of the book -> the content of a table block.
        self.indicator_tables: dict[str, dict[str, Any]] = {}
        # The page of an overview's volumes, as MyST; empty for an edition without any.
        self.volumes = ""
        # Figure -> the page of its indicator, for figures that stand on one.
        self.compared: dict[str, str] = {}

    def write(self, shell: Path, folder: Path) -> None:
        """Copy the shell (configuration, styles, templates, method pages) and write all pages."""
        shutil.copytree(shell, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("pdf", OVERLAYS))
        for page, notebook in self.notebooks:
            target = folder / f"{page.name}.ipynb"
            target.parent.mkdir(parents=True, exist_ok=True)
            content = self.page_notebook(page, notebook)
            target.write_text(
                json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8"
            )
        self.sources.write(folder)
        volumes = {VOLUMES: self.volumes} if self.volumes else {}
        for name, text in {**self.appendices, **self.indicators, **volumes}.items():
            target = folder / f"{name}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        self._write_groups(folder)
        self._write_contents(folder)
        self._write_configuration(folder)

    def page_notebook(self, page: Page, notebook: ExecutedNotebook) -> dict[str, Any]:
        """The notebook as the book shows it."""
        cells = []
        for cell in shown_cells(notebook.content["cells"]):
            if cell["cell_type"] == "code":
                cells.append(self._code_cell(page, notebook, cell))
            else:
                cells.append(self._markdown_cell(page, cell))
        cells.append(self._parameters_cell(page, notebook))
        metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}

    def _code_cell(self, page: Page, notebook: ExecutedNotebook, cell: dict[str, Any]) -> dict[str, Any]:
        def link(figure: str) -> str:
            row = self.figures[figure]
            return cell_address(page.name, row.notebook, row.cell)

        def place_chart(svg: str) -> str:
            return file_address(page.name, self.chart_file(svg))

        html = [
            render(record, link, place_chart, downloads=self._files(page, cell["id"], place, record))
            for place, record in enumerate(blocks_of(cell))
        ]
        shown = [figure["figure"] for record in blocks_of(cell) for figure in record["figures"]]
        at_home = [
            self.figures[name]
            for name in dict.fromkeys(shown)
            if (self.figures[name].notebook, self.figures[name].cell) == (notebook.name, cell["id"])
        ]
        if at_home:
            html.append(basis_html(page.name, at_home, self.sources.link))
        outputs = [_html_output(text) for text in html]
        return {
            "cell_type": "code",
            "id": cell["id"],
            "metadata": {"tags": ["hide-input"]},
            "source": cell["source"],
            "execution_count": None,
            "outputs": outputs,
        }

    def _files(self, page: Page, cell: str, place: int, record: dict[str, Any]) -> list[Download]:
        """What is offered below a table or a chart."""
        found = []
        if record["kind"] == "chart":
            found += self.chart_downloads(self.chart_file(record["content"]["svg"]))
        if file := self.table_files.get((page.notebook, cell, place)):
            found.append(("CSV", file))
        return [(words, file_address(page.name, file)) for words, file in found]

    def _markdown_cell(self, page: Page, cell: dict[str, Any]) -> dict[str, Any]:
        source = "".join(cell["source"])
        if source.startswith("# "):
            _, _, rest = source.partition("\n")
            source = f"# {escape(page.title, quote=False)}\n{rest}"
            if page.part == "front":
                source += f"\n\n{self._edition_line()}"
        return {"cell_type": "markdown", "id": cell["id"], "metadata": {}, "source": source}

    def _edition_line(self) -> str:
        facts = self.facts
        subtitle = f'<p class="subtitle">{escape(facts.subtitle)}</p>' if facts.subtitle else ""
        words = [f"编制单位：{facts.office}", f"评估年度：{facts.year}年", f"数据性质：{facts.status_text}"]
        if facts.sign_off_text:
            words.append(f"签发情况：{facts.sign_off_text}")
        items = "".join(f"<li>{escape(text)}</li>" for text in words)
        links = "、".join(f'<a href="../{escape(file)}">{escape(name)}</a>' for name, file in self.downloads)
        offered = f'<p class="downloads">下载：{links}</p>' if links else ""
        others = edition_links(facts.year, facts.years)
        return f'{subtitle}<ul class="edition">{items}</ul>{offered}{others}'

    def _parameters_cell(self, page: Page, notebook: ExecutedNotebook) -> dict[str, Any]:
        papermill = notebook.content["metadata"].get("papermill", {})
        rows = "".join(
            f'<tr><th scope="row"><code>{escape(name)}</code></th><td><code>{escape(json.dumps(value, ensure_ascii=False))}</code></td></tr>'
            for name, value in sorted(papermill.get("parameters", {}).items())
        )
        template = escape(str(papermill.get("input_path", "")))
        source = (
            '<details class="run"><summary>本页的模板与参数</summary>'
            f"<p>模板：<code>{template}</code>。用 papermill 以下列参数执行该模板，可重现本页全部数字。</p>"
            f'<table class="basis-table"><tbody>{rows}</tbody></table></details>'
        )
        return {"cell_type": "markdown", "id": "page-parameters", "metadata": {}, "source": source}

    def chart_file(self, svg: str) -> str:
        """The file of the book that a chart is kept in."""
        name = f"charts/{hashlib.sha256(svg.encode()).hexdigest()[:16]}.svg"
        self.charts[name] = svg
        return name

    def chart_downloads(self, chart: str) -> list[tuple[str, str]]:
        """What is offered of a chart's file: words and file."""
        self._pictured[chart] = None
        return [("SVG", chart), ("PNG", _picture_of(chart))]

    def write_charts(self, html: Path, kept: KeptBytes = NOTHING_KEPT) -> None:
        """Write the drawings that the pages show into the finished book, and those that they offer as PNG, too.

        `kept`: the pictures of an earlier build.
        """
        for name, svg in self.charts.items():
            target = html / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(svg, encoding="utf-8")
        pictures = pictures_of([self.charts[name] for name in self._pictured], kept)
        for name, picture in zip(self._pictured, pictures, strict=True):
            (html / _picture_of(name)).write_bytes(picture)

    # ---------------------------------------------------------------- contents

    def _groups(self) -> dict[str, list[Page]]:
        groups: dict[str, list[Page]] = {}
        for page, _ in self.notebooks:
            if page.part == "regions":
                groups.setdefault(page.group, []).append(page)
        return groups

    def _group_page(self, group: str) -> str:
        others = [name for name in self._groups() if name not in _GROUP_PAGES]
        number = others.index(group) + 1 if group in others else 0
        return f"regions/{_GROUP_PAGES.get(group) or ('others' if number == 1 else f'others-{number}')}"

    def _write_groups(self, folder: Path) -> None:
        for group, pages in self._groups().items():
            target = folder / f"{self._group_page(group)}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            name = f"各{group}" if group else "其他地区"
            lines = [f"# {name}\n", f"本组收录{self.facts.region_name}所辖各{group or '地区'}的分册。\n"]
            lines += [f"- [{page.title}](/{page.name})" for page in pages]
            target.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _write_contents(self, folder: Path) -> None:
        main = [page.name for page, _ in self.notebooks if page.part == "main"]
        parts: list[dict[str, Any]] = []
        if main:  # a part without chapters is refused by the reader of the contents
            parts.append({"caption": "总体评估", "chapters": [{"file": name} for name in main]})
        groups = [
            {"file": self._group_page(group), "sections": [{"file": page.name} for page in pages]}
            for group, pages in self._groups().items()
        ]
        if self.volumes:
            groups.append({"file": VOLUMES})
        if groups:
            parts.append({"caption": "分地区评估", "chapters": groups})
        if self.indicators:
            listing, *pages = self.indicators
            sections = [{"file": name} for name in pages]
            parts.append({"caption": "分指标比较", "chapters": [{"file": listing, "sections": sections}]})
        parts.append(
            {
                "caption": "方法与来源",
                "chapters": [
                    {"file": "methods"},
                    {"file": "definitions"},
                    {"file": "sources", "sections": [{"file": name} for name in self.sources.names]},
                    *({"file": name} for name in self.appendices),
                ],
            }
        )
        contents = {"format": "jb-book", "root": "index", "parts": parts}
        with (folder / "_toc.yml").open("w", encoding="utf-8") as stream:
            YAML(typ="safe").dump(contents, stream)

    def _write_configuration(self, folder: Path) -> None:
        yaml = YAML(typ="rt")
        path = folder / "_config.yml"
        configuration = yaml.load(path.read_text(encoding="utf-8"))
        configuration["title"] = self.facts.title
        configuration["author"] = self.facts.office
        context = configuration["sphinx"]["config"]["html_context"]
        context["downloads"] = [list(entry) for entry in self.downloads]
        if self.facts.notice:
            # The page template prints it above every page and in its title.
            context["status_mark"], context["status_notice"] = self.facts.mark, self.facts.notice
        with path.open("w", encoding="utf-8") as stream:
            yaml.dump(configuration, stream)


def _picture_of(chart: str) -> str:
    return f"{chart.removesuffix('.svg')}.png"


def _html_output(text: str) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": {"text/html": text}}
