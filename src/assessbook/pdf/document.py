"""What the printed report holds, in its order: one mapping that the template prints and nothing else.

Takes executed notebooks with their pages, the ledger's rows and the book's facts. Nothing is computed:
every number is a figure of a block, told as its cell told it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assessbook.book.pages import FRONT, BookFacts, Page
from assessbook.book.register import Section
from assessbook.core.messages import is_chinese, said, shown
from assessbook.ledger.codes import short_codes
from assessbook.ledger.gather import ExecutedNotebook
from assessbook.ledger.store import FigureRow
from assessbook.observations.definitions import Definitions
from assessbook.pdf.audience import Audience
from assessbook.pdf.back_matter import methods_chapter, register_chapter
from assessbook.pdf.blocks import Exhibits
from assessbook.pdf.chapters import notebook_chapter, region_chapter, verdict_chapter
from assessbook.pdf.figure_index import index_item, source_files
from assessbook.pdf.runs import Run, RunWriter, page_of, reference
from assessbook.pdf.summary import summary

VERDICTS = "plan"
"""The notebook with the verdict of every target."""
QUALITY = ("quality", "paper-exits")
"""The notebooks on the quality of the data."""


@dataclass(frozen=True)
class Contents:
    """What a report is made from.

    Parameters
    ----------
    facts : BookFacts
    notebooks : sequence of (Page, ExecutedNotebook)
        In the order of the book, the front page first.
    figures : mapping
        Figure id -> its row, in the order of the ledger.
    definitions : Definitions
    documents : mapping
        Source file -> title of the document it transcribes.
    shell : Path
        The book's shell, whose folder `pdf` holds the template and the report's own texts.
    register : sequence of Section
        Assumptions, corrections, caveats, review and sign-off.
    """

    facts: BookFacts
    notebooks: Sequence[tuple[Page, ExecutedNotebook]]
    figures: Mapping[str, FigureRow]
    definitions: Definitions
    documents: Mapping[str, str]
    shell: Path
    register: Sequence[Section] = ()


@dataclass(frozen=True)
class Document:
    """A report ready for the template.

    Parameters
    ----------
    content : dict
        What `document.json` holds.
    pictures : mapping
        File name -> SVG.
    shown : sequence of (figure id, text)
        Every figure in the order in which it is told, once for each time, the list at the end left out.
    listed : sequence of str
        The figures that the list at the end holds, in its order; empty without one.
    """

    content: dict[str, Any]
    pictures: Mapping[str, str]
    shown: Sequence[tuple[str, str]]
    listed: Sequence[str] = field(default_factory=tuple)


def make_document(contents: Contents, audience: Audience = "full") -> Document:
    """The report for an audience.

    Parameters
    ----------
    audience : "full" or "leadership"
        Leadership gets no chapters of single regions, and neither the list of figures nor the data behind
        the charts.
    """
    full = audience == "full"
    codes = short_codes(contents.figures)
    # The writer notes each figure's id in place of its code; what is printed is settled at the end.
    exhibits = Exhibits(RunWriter({name: name for name in contents.figures}), with_data=full)
    chapters = _chapters(contents, exhibits, full=full)
    front = next(notebook for page, notebook in contents.notebooks if page.notebook == FRONT)
    top = summary(front, contents.figures, exhibits.writer, _read_on(chapters))
    if full:
        chapters += _appendices(contents, exhibits, codes)
    content = {"meta": _meta(contents.facts), "contents": "目录", "summary": top, "chapters": chapters}
    shown = []
    for run in _figures(content):
        shown.append((run["code"], run["text"]))
        run["code"] = codes[run["code"]] if full else ""
    return Document(content, exhibits.pictures, shown, tuple(contents.figures) if full else ())


def _chapters(contents: Contents, exhibits: Exhibits, *, full: bool) -> list[dict[str, Any]]:
    by_name = {page.notebook: (page, notebook) for page, notebook in contents.notebooks}
    regions = [entry for entry in contents.notebooks if entry[0].part == "regions"]
    chapters = []
    if VERDICTS in by_name:
        chapters.append(verdict_chapter(*by_name[VERDICTS], exhibits))
    for page, notebook in contents.notebooks:
        if page.part != "regions" and page.notebook not in (VERDICTS, *QUALITY):
            chapters.append(notebook_chapter(_titled(page, notebook), notebook, exhibits))
    if full and regions:
        chapters.append(region_chapter(regions, exhibits))
    chapters += [notebook_chapter(*by_name[name], exhibits) for name in QUALITY if name in by_name]
    rows = list(contents.figures.values())
    executed = [notebook for _, notebook in contents.notebooks]
    return [
        *chapters,
        methods_chapter(contents.shell, contents.definitions, rows, contents.documents, exhibits),
        register_chapter(contents.facts, contents.register, executed, contents.definitions, exhibits),
    ]


def _titled(page: Page, notebook: ExecutedNotebook) -> Page:
    """The page under the title of a chapter: the front page is headed by the report's title in the book."""
    if page.part != "front":
        return page
    title = notebook.content["metadata"].get("assessbook", {}).get("title", "总览")
    return Page(page.notebook, title, page.part)


def _appendices(contents: Contents, exhibits: Exhibits, codes: Mapping[str, str]) -> list[dict[str, Any]]:
    rows = list(contents.figures.values())
    files = source_files(rows)
    listed = "；".join(f"〔{number}〕{file}" for file, number in files.items())
    lead = (
        "本表列出本报告的全部数字。正文中的每个数字均链接到本表相应的一行；代码按数字在账册中的次序编排，"
        f"“笔记本 › 单元格”指计算该数字的位置，来源单元格前的编号指下列文件：{listed}。"
    )
    index = [{"kind": "paragraph", "runs": [lead]}, index_item(rows, codes, files)]
    chapters = []
    if exhibits.chart_data:
        chapters.append(
            {"title": "附录一　图中数据", "target": "appendix-data", "items": exhibits.chart_data}
        )
    name = "附录二" if chapters else "附录"
    return [*chapters, {"title": f"{name}　数字索引", "target": "appendix-figures", "items": index}]


def _read_on(chapters: Sequence[Mapping[str, Any]]) -> list[Run]:
    """Where a reader of the summary finds the rest."""
    runs: list[Run] = ["详见"]
    for place, chapter in enumerate(chapters):
        runs += [
            "；" if place else "",
            reference(
                chapter["target"], chapter["title"].replace("　", "") if is_chinese() else chapter["title"]
            ),
            page_of(chapter["target"]),
        ]
    return [*runs, "。"]


def _meta(facts: BookFacts) -> dict[str, Any]:
    year = f"{facts.year}年度"
    plan = facts.document if facts.document.startswith("《") else f"《{facts.document}》"
    return {
        "title_lines": _title_lines(facts.title),
        "subtitle": facts.subtitle,
        "full_title": f"{facts.title}（{year}）",
        "short_title": f"{facts.title}（{year}）",
        "description": said("{region}{year}评估报告，依据{plan}。数据性质：{status}。").format(
            region=facts.region_name, year=shown(year), plan=shown(plan), status=shown(facts.status_text)
        ),
        # A subtitle such as 2015年度（规划基期） says the year already.
        "year_words": "" if str(facts.year) in facts.subtitle else year,
        "office": facts.office,
        "mark": facts.mark,
        "notice": facts.notice,
        "cover": [
            ["评估地区", facts.region_name],
            ["评估年度", f"{facts.year}年"],
            ["评估依据", plan],
            ["编制单位", facts.office],
            ["数据性质", facts.status_text],
            *([["签发情况", facts.sign_off_text]] if facts.sign_off_text else []),
        ],
    }


def _title_lines(title: str) -> list[str]:
    """The title broken where a reader takes breath: before what is done about the plan that it names."""
    place = title.find("实施情况")
    return [title[:place], title[place:]] if place > 0 else [title]


def _figures(thing: Any) -> Iterator[dict[str, Any]]:
    """Every figure's run below, in the order in which it is printed."""
    if isinstance(thing, dict):
        if thing.get("kind") == "figure":
            yield thing
        else:
            for part in thing.values():
                yield from _figures(part)
    elif isinstance(thing, list | tuple):
        for part in thing:
            yield from _figures(part)
