"""The book's source folder: what of the notebooks reaches it, where links lead, and its contents."""

from __future__ import annotations

import json
from collections.abc import Set
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from openpyxl import Workbook
from ruamel.yaml import YAML

from assessbook.book import finish as finishing
from assessbook.book.assemble import Assembly
from assessbook.book.finish import finish
from assessbook.book.pages import BookFacts, Page
from assessbook.book.source_pages import SourcePages
from assessbook.ledger.gather import ExecutedNotebook, gather
from assessbook.ledger.store import FigureRow, Ledger, write_ledger
from tests.ledger.notebooks import FILE, code, figure, markdown, notebook, source, statement, total

SHELL = Path(__file__).resolve().parents[2] / "book"
TITLE = "某县“十三五”: 年度'评估' # 报告"
NORTH = figure("north", source("C3", 600))
SOUTH = figure("south", source("C4", 300))
COUNTY = figure("county", total(source("C3", 600), source("C4", 300)), indicator="total", formula="600 + 300")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><rect/></svg>'
NARROW_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="15" height="20"><rect/></svg>'


def chart(*figures: dict[str, Any]) -> dict[str, Any]:
    """The record of a chart whose data table holds some figures."""
    cells = [{"figure": each["figure"], "text": each["text"], "unit": each["unit"]} for each in figures]
    data = {
        "caption": [],
        "stub": "地区",
        "columns": [{"name": "人口", "unit": "人", "numeric": True}],
        "rows": [{"label": "甲", "cells": [[cell]], "level": 0, "total": False} for cell in cells],
        "notes": [],
        "sources": [],
    }
    content = {"caption": ["各镇"], "svg": SVG, "narrow": NARROW_SVG, "alternative": "横条图", "data": data}
    return {"schema": 1, "kind": "chart", "content": content, "figures": list(figures)}


def notebooks() -> list[tuple[Page, ExecutedNotebook]]:
    setup = [
        code("parameters", source="region = 'county'", tags=("parameters",)),
        code("injected", source="region = 'north'", tags=("injected-parameters",)),
        code("setup", source="report = open_report(edition, region)", tags=("setup",)),
    ]
    # Cells that would reach the book if it weren't for their tags.
    showing = [{**cell, "outputs": code("x", statement(NORTH))["outputs"]} for cell in setup]
    papermill = {
        "input_path": "notebooks/region.ipynb",
        "parameters": {"region": "north", "target_years": [2018, 2020], "base_year": 2015, "name": "甲<乙>"},
    }
    overview = notebook(
        "overview", "county", 2,
        markdown("title", "# 总览\n\n引言。"), *showing, markdown("part", "## 主要结论"),
        code("headlines", statement(COUNTY, NORTH), source="report.headlines()"),
    )  # fmt: skip
    county = notebook(
        "region/county", "county", 0,
        markdown("title", "# 地区评估"), *setup,
        code("towns", chart(NORTH, SOUTH), statement(COUNTY)),
    )  # fmt: skip
    north = notebook(
        "region/north", "north", 0,
        markdown("title", "# 地区评估"), *setup,
        code("size", statement(NORTH), statement(NORTH, before="占全县"), source="size = 1\nsize"),
        code("share", statement(COUNTY, NORTH)), code("quiet", source="helper = 1"),
        papermill=papermill,
    )  # fmt: skip
    south = notebook(
        "region/south", "south", 0, markdown("title", "# 地区评估"), code("size", statement(SOUTH))
    )
    return [
        (Page("overview", TITLE, "front"), overview),
        (Page("region/county", "某县全市评估", "main"), county),
        (Page("region/north", "北镇", "regions", "镇"), north),
        (Page("region/south", "南乡", "regions", "乡"), south),
    ]


FACTS = BookFacts(
    programme="plan",
    year=2015,
    title=TITLE,
    subtitle="2015年度<基期>",
    office="编制: “办公室”",
    status="real",
    document="《规划》",
    region_name="某县",
)


def rows_of(folder: Path, books: list[tuple[Page, ExecutedNotebook]]) -> dict[str, FigureRow]:
    write_ledger(folder / "ledger.db", gather([book for _, book in books]), {})
    with Ledger.open(folder / "ledger.db") as ledger:
        return {row.figure: row for row in ledger.figures()}


def assembly_of(
    root: Path, books: list[tuple[Page, ExecutedNotebook]] | None = None, facts: BookFacts = FACTS
) -> Assembly:
    """The assembly of some notebooks, with the workbook that their figures rest on."""
    chosen = notebooks() if books is None else books
    made = Workbook()
    made["Sheet"].title = "表1-1"
    (root / FILE).parent.mkdir(parents=True, exist_ok=True)
    made.save(root / FILE)
    return Assembly(facts, chosen, rows_of(root, chosen), SourcePages(root, {FILE: "《规划》"}, {}))


def page_of(assembly: Assembly, name: str) -> dict[str, Any]:
    """A page's notebook as the book shows it."""
    found = {page.notebook: assembly.page_notebook(page, book) for page, book in assembly.notebooks}
    return found[name]


def cells_of(assembly: Assembly, name: str) -> dict[str, dict[str, Any]]:
    return {cell["id"]: cell for cell in page_of(assembly, name)["cells"]}


def shown(cell: dict[str, Any]) -> html.HtmlElement:
    """The outputs of a cell as one tree."""
    text = "".join(output["data"]["text/html"] for output in cell["outputs"])
    return html.fragment_fromstring(text, create_parent="div")


def links(cell: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each.get("data-figure"), each.get("href")) for each in shown(cell).xpath("//a[@class='figure']")]


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    return assembly_of(tmp_path_factory.mktemp("root"))


@pytest.fixture(scope="module")
def written(assembly: Assembly, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book") / "source"
    assembly.write(SHELL, folder)
    return folder


# ---------------------------------------------------------------- cells


def test_setup_and_parameter_cells_stay_out_of_the_book(assembly: Assembly) -> None:
    assert list(cells_of(assembly, "overview")) == ["title", "part", "headlines", "page-parameters"]
    for name in ("overview", "region/north"):
        assert "open_report" not in json.dumps(page_of(assembly, name), ensure_ascii=False)


def test_a_cell_that_shows_nothing_stays_out(assembly: Assembly) -> None:
    assert list(cells_of(assembly, "region/north")) == ["title", "size", "share", "page-parameters"]


def test_a_cell_keeps_its_id_and_its_source_folded(assembly: Assembly) -> None:
    cell = cells_of(assembly, "region/north")["size"]
    assert (cell["id"], cell["source"]) == ("size", "size = 1\nsize")
    assert cell["metadata"] == {"tags": ["hide-input"]}


def test_outputs_are_html_only(assembly: Assembly) -> None:
    for page, book in assembly.notebooks:
        for cell in assembly.page_notebook(page, book)["cells"]:
            for output in cell.get("outputs", ()):
                assert list(output["data"]) == ["text/html"]
                assert "preview" not in output["data"]["text/html"]


def test_the_heading_is_the_page_s_title(assembly: Assembly) -> None:
    assert cells_of(assembly, "region/north")["title"]["source"] == "# 北镇\n"
    assert cells_of(assembly, "region/county")["title"]["source"] == "# 某县全市评估\n"


def test_other_headings_and_the_text_below_the_first_stay(assembly: Assembly) -> None:
    cells = cells_of(assembly, "overview")
    assert cells["part"]["source"] == "## 主要结论"
    assert cells["title"]["source"].startswith(f"# {TITLE}\n\n引言。\n")


def test_the_front_page_tells_office_year_and_nature_of_the_data(assembly: Assembly) -> None:
    text = cells_of(assembly, "overview")["title"]["source"].partition("引言。")[2]
    found = html.fragment_fromstring(text, create_parent="div")
    assert found.xpath("string(//p[@class='subtitle'])") == "2015年度<基期>"
    assert [each.text_content() for each in found.xpath("//ul[@class='edition']/li")] == [
        "编制单位：编制: “办公室”",
        "评估年度：2015年",
        "数据性质：真实数据",
    ]


def test_only_the_front_page_tells_of_the_edition(assembly: Assembly) -> None:
    assert "edition" not in cells_of(assembly, "region/county")["title"]["source"]


def test_a_title_with_markup_is_shown_as_it_is(tmp_path: Path) -> None:
    books = [(Page("overview", "甲 <b>&</b> 乙", "front"), notebooks()[0][1])]
    title = cells_of(assembly_of(tmp_path, books), "overview")["title"]["source"]
    assert title.startswith("# 甲 &lt;b&gt;&amp;&lt;/b&gt; 乙\n")


def test_a_page_tells_the_template_and_parameters_it_was_run_with(assembly: Assembly) -> None:
    cell = cells_of(assembly, "region/north")["page-parameters"]
    found = html.fragment_fromstring(cell["source"], create_parent="div")
    assert found.xpath("string(//p/code)") == "notebooks/region.ipynb"
    assert [[each.text_content() for each in line] for line in found.xpath("//tr")] == [
        ["base_year", "2015"],
        ["name", '"甲<乙>"'],
        ["region", '"north"'],
        ["target_years", "[2018, 2020]"],
    ]


# ---------------------------------------------------------------- links and basis


def test_a_figure_leads_to_its_home_from_the_front_page(assembly: Assembly) -> None:
    assert links(cells_of(assembly, "overview")["headlines"]) == [
        ("plan/2015/county/total", "region/county.html#cell-towns"),
        ("plan/2015/north/persons", "region/north.html#cell-size"),
    ]


def test_a_figure_leads_to_its_home_from_a_page_in_a_folder(assembly: Assembly) -> None:
    assert links(cells_of(assembly, "region/north")["share"]) == [
        ("plan/2015/county/total", "county.html#cell-towns"),
        ("plan/2015/north/persons", "north.html#cell-size"),
    ]


def test_a_figure_at_home_on_the_front_page_is_reached_from_below(tmp_path: Path) -> None:
    books = notebooks()
    # South's own page is gone; the figure is shown by the overview and by north, which rank alike.
    front = notebook("overview", "county", 0, code("headlines", statement(SOUTH)))
    north = notebook("region/north", "north", 0, code("size", statement(SOUTH)))
    made = assembly_of(tmp_path, [(books[0][0], front), (books[2][0], north)])
    assert links(cells_of(made, "region/north")["size"]) == [
        ("plan/2015/south/persons", "../index.html#cell-headlines")
    ]


def test_every_figure_link_leads_to_a_cell_that_is_on_the_page_it_names(assembly: Assembly) -> None:
    places = {
        f"{page.name}.html#cell-{cell['id']}"
        for page, book in assembly.notebooks
        for cell in assembly.page_notebook(page, book)["cells"]
    }
    for page, _ in assembly.notebooks:
        for cell in cells_of(assembly, page.notebook).values():
            if cell["cell_type"] == "code":
                for _, href in links(cell):
                    folder = "region/" if "/" in page.name else ""
                    target = href.removeprefix("../") if href.startswith("../") else folder + href
                    assert target in places


def test_a_basis_stands_below_the_cell_where_a_figure_is_at_home(assembly: Assembly) -> None:
    tree = shown(cells_of(assembly, "region/north")["size"])
    # Shown twice, explained once.
    assert tree.xpath("//details[@class='basis']//tr/@data-figure") == ["plan/2015/north/persons"]
    assert tree.xpath("string(//details[@class='basis']/summary)") == "计算依据（1个数字）"


def test_a_cell_that_only_repeats_figures_has_no_basis(assembly: Assembly) -> None:
    for name, cell in (("overview", "headlines"), ("region/north", "share")):
        assert shown(cells_of(assembly, name)[cell]).xpath("//details[@class='basis']") == []


def test_a_basis_explains_only_the_figures_at_home_in_its_cell(assembly: Assembly) -> None:
    tree = shown(cells_of(assembly, "region/county")["towns"])
    assert tree.xpath("//details[@class='basis']//tr/@data-figure") == ["plan/2015/county/total"]
    assert tree.xpath("//details[@class='basis']//td//a/@href") == [
        "../sources/plan-tables.html#sheet-1-C3",
        "../sources/plan-tables.html#sheet-1-C4",
    ]


# ---------------------------------------------------------------- charts


def test_a_chart_is_a_file_that_the_page_reaches_from_its_folder(assembly: Assembly, tmp_path: Path) -> None:
    (image,) = shown(cells_of(assembly, "region/county")["towns"]).xpath("//img/@src")
    assert image.startswith("../charts/")
    assembly.write_charts(tmp_path / "html")
    assert (tmp_path / "html" / "region" / image).resolve().read_text(encoding="utf-8") == SVG


def test_one_chart_on_two_pages_is_one_file(tmp_path: Path) -> None:
    books = notebooks()
    books[2] = (books[2][0], notebook("region/north", "north", 0, code("size", chart(NORTH))))
    made = assembly_of(tmp_path, books)
    for page, book in books:
        made.page_notebook(page, book)
    made.write_charts(tmp_path / "html")
    # Only the drawing for a page is offered as a picture, too.
    suffixes = sorted(file.suffix for file in (tmp_path / "html" / "charts").iterdir())
    assert suffixes == [".png", ".svg", ".svg"]


def test_below_a_chart_are_its_picture_and_the_file_of_its_table(assembly: Assembly, tmp_path: Path) -> None:
    assembly.table_files = {("region/county", "towns", 0): "tables/table-001.csv"}
    tree = shown(cells_of(assembly, "region/county")["towns"])
    links = tree.xpath("//figure/p[@class='exhibit-files']/a")
    assert [link.text for link in links] == ["SVG", "PNG", "CSV"]
    svg, png, csv = [link.get("href") for link in links]
    assert csv == "../tables/table-001.csv"
    assembly.write_charts(tmp_path / "html")
    for file in (svg, png):
        assert (tmp_path / "html" / "region" / file).resolve().is_file()


def test_sentences_offer_no_files(assembly: Assembly) -> None:
    for cell in cells_of(assembly, "region/north").values():
        assert "exhibit-files" not in json.dumps(cell)


# ---------------------------------------------------------------- contents and configuration


def contents(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load((folder / "_toc.yml").read_text(encoding="utf-8"))
    return found


def test_contents_nest_regions_below_their_group(written: Path) -> None:
    assert contents(written) == {
        "format": "jb-book",
        "root": "index",
        "parts": [
            {"caption": "总体评估", "chapters": [{"file": "region/county"}]},
            {
                "caption": "分地区评估",
                "chapters": [
                    {"file": "regions/towns", "sections": [{"file": "region/north"}]},
                    {"file": "regions/townships", "sections": [{"file": "region/south"}]},
                ],
            },
            {
                "caption": "方法与来源",
                "chapters": [
                    {"file": "methods"},
                    {"file": "definitions"},
                    {"file": "sources", "sections": [{"file": "sources/plan-tables"}]},
                ],
            },
        ],
    }


def test_every_page_of_the_contents_is_written_but_those_of_the_whole_build(written: Path) -> None:
    names = ["index", "region/county", "region/north", "region/south", "regions/towns", "regions/townships"]
    names += ["methods", "sources/plan-tables"]
    for name in names:
        assert (written / f"{name}.ipynb").is_file() or (written / f"{name}.md").is_file(), name


def test_a_group_s_page_leads_to_its_regions(written: Path) -> None:
    assert (written / "regions" / "towns.md").read_text(encoding="utf-8") == (
        "# 各镇\n\n本组收录某县所辖各镇的分册。\n\n- [北镇](/region/north)\n"
    )


def test_groups_of_other_kinds_have_a_page_each(tmp_path: Path) -> None:
    books = [notebooks()[0]]
    for name, group in (("a", "县"), ("b", "区"), ("c", "县"), ("d", "")):
        books.append((Page(f"region/{name}", name, "regions", group), notebook(f"region/{name}", name, 0)))
    made = assembly_of(tmp_path, books)
    made.write(SHELL, tmp_path / "source")
    (part, _) = contents(tmp_path / "source")["parts"]
    pages = {
        chapter["file"]: [section["file"] for section in chapter["sections"]] for chapter in part["chapters"]
    }
    assert pages == {
        "regions/others": ["region/a", "region/c"],
        "regions/others-2": ["region/b"],
        "regions/others-3": ["region/d"],
    }
    texts = {name: (tmp_path / "source" / f"{name}.md").read_text(encoding="utf-8") for name in pages}
    assert texts["regions/others"].startswith("# 各县\n\n本组收录某县所辖各县的分册。\n")
    assert texts["regions/others-3"].startswith("# 其他地区\n\n本组收录某县所辖各地区的分册。\n")


def test_a_book_of_the_overview_alone_has_no_empty_part(tmp_path: Path) -> None:
    assembly_of(tmp_path, notebooks()[:1]).write(SHELL, tmp_path / "source")
    assert [part["caption"] for part in contents(tmp_path / "source")["parts"]] == ["方法与来源"]


def test_titles_with_quotes_and_colons_survive_the_configuration(written: Path) -> None:
    text = (written / "_config.yml").read_text(encoding="utf-8")
    found = YAML(typ="safe").load(text)
    assert (found["title"], found["author"]) == (TITLE, "编制: “办公室”")
    before = YAML(typ="safe").load((SHELL / "_config.yml").read_text(encoding="utf-8"))
    before["sphinx"]["config"]["html_context"]["downloads"] = []
    assert {**before, "title": TITLE, "author": "编制: “办公室”"} == found


def test_pages_are_notebooks_that_nothing_need_run(written: Path) -> None:
    page = json.loads((written / "region" / "north.ipynb").read_text(encoding="utf-8"))
    assert (page["nbformat"], page["nbformat_minor"]) == (4, 5)
    assert {cell["execution_count"] for cell in page["cells"] if cell["cell_type"] == "code"} == {None}
    assert page["metadata"] == {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
    }


def test_the_same_notebooks_give_the_same_files_in_another_folder(tmp_path: Path) -> None:
    contents_of = []
    for name in ("one", "two"):
        assembly_of(tmp_path / name).write(SHELL, tmp_path / name / "source")
        folder = tmp_path / name / "source"
        files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".woff2")
        contents_of.append({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})
    assert contents_of[0] == contents_of[1]


# ---------------------------------------------------------------- finish


@pytest.fixture
def finished(assembly: Assembly, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Set[str]]:
    """A book of two pages after the last step, and the characters its font was asked for."""
    asked: set[str] = set()
    monkeypatch.setattr(finishing, "write_webfont", lambda characters, path: asked.update(characters))
    book = tmp_path / "html"
    for name in ("overview", "region/north"):
        body = "".join(
            output["data"]["text/html"]
            for cell in cells_of(assembly, name).values()
            for output in cell.get("outputs", ())
        )
        path = book / ("index.html" if name == "overview" else f"{name}.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'<meta charset="utf-8"><body>{body}</body>', encoding="utf-8")
    (book / "methods.html").write_text("<p>方法</p>", encoding="utf-8")
    cells_of(assembly, "region/county")  # the chart of a page that is written elsewhere
    finish(book, assembly, assembly.figures)
    return book, asked


def cards(book: Path, page: str) -> dict[str, Any]:
    text = (book / "_figures" / f"{page}.js").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text.removeprefix("window.assessbookFigures = ").removesuffix(";\n"))
    return found


def test_each_page_gets_the_cards_of_the_figures_it_shows(finished: tuple[Path, Set[str]]) -> None:
    book, _ = finished
    assert set(cards(book, "index")) == {"plan/2015/county/total", "plan/2015/north/persons"}
    assert cards(book, "index")["plan/2015/north/persons"]["cell"] == "region/north.html#cell-size"
    card = cards(book, "region/north")["plan/2015/north/persons"]
    assert card["cell"] == "north.html#cell-size"
    assert card["sources"][0]["href"] == "../sources/plan-tables.html#sheet-1-C3"


def test_a_page_without_figures_gets_no_cards(finished: tuple[Path, Set[str]]) -> None:
    book, _ = finished
    assert not (book / "_figures" / "methods.js").exists()


def test_charts_are_written_into_the_finished_book(finished: tuple[Path, Set[str]]) -> None:
    book, _ = finished
    written = {path.read_text(encoding="utf-8") for path in (book / "charts").glob("*.svg")}
    assert written == {SVG, NARROW_SVG}


def test_the_font_has_the_characters_of_pages_and_of_cards(finished: tuple[Path, Set[str]]) -> None:
    _, asked = finished
    assert set("方法占全县") <= asked  # on pages
    assert set("第一章") <= asked  # a citation stands in cards only
