"""A page for each source workbook: every sheet as it stands, the cells that figures rest on marked.

From a figure's card a reader comes to the very cell; from a marked cell, back to the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from html import escape
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assessbook.book.pages import cell_address, page_address
from assessbook.core.messages import with_unit
from assessbook.core.worksheets import worksheets_of
from assessbook.ledger.store import FigureRow
from assessbook.observations.corrections import Correction
from assessbook.observations.grid import Grid

_FIGURES_SHOWN = 12


class SourcePages:
    """The pages of some workbooks, and the links to their cells.

    Parameters
    ----------
    root : Path
        Root of the workspace, to which `files` are relative.
    files : mapping
        Workbook path -> title of the document it transcribes.
    resting : mapping
        Source address -> the figures that rest on it.
    entered : mapping
        Workbook and sheet of entry forms -> the rows shown; the others wait for entry and are left out.
    corrections : sequence of Correction
        Their cells are marked, and say what was corrected; what they hold is shown as it stands.
    """

    def __init__(
        self,
        root: Path,
        files: Mapping[str, str],
        resting: Mapping[str, Sequence[FigureRow]],
        entered: Mapping[tuple[str, str], Set[int]] | None = None,
        corrections: Sequence[Correction] = (),
    ) -> None:
        self._root, self._files, self._resting = root, dict(files), resting
        self._entered = entered or {}
        self._corrected = {each.address: each.note for each in corrections}
        # Workbook -> the place of each of its sheets among them. Sheets of cells only: a chart sheet has no
        # section on the page, so it isn't counted.
        self._sheets = {
            file: {title: place for place, (title, _) in enumerate(worksheets_of(root / file), 1)}
            for file in self._files
        }
        self._pages = {file: self._page_named(file) for file in self._files}

    def page_of(self, file: str) -> str:
        """The page of a workbook, without ending."""
        return self._pages.get(file) or self._page_named(file)

    @property
    def names(self) -> list[str]:
        """All pages, in the order of `files`."""
        return [self.page_of(file) for file in self._files]

    @property
    def places(self) -> Mapping[str, Mapping[str, int]]:
        """Workbook -> its sheets, each with its place on the page: with the pages' names, all that decides `link`."""
        return self._sheets

    @staticmethod
    def _page_named(file: str) -> str:
        path = Path(file)
        return f"sources/{path.parent.name}-{path.stem}"

    def link(self, page: str, address: str) -> str:
        """Link from a page to a source cell; empty if its workbook has no page."""
        file, _, rest = address.partition("!")
        sheet, _, cell = rest.rpartition("!")
        number = self._sheets.get(file, {}).get(sheet)
        if number is None:
            return ""
        return f"{page_address(page, self.page_of(file))}#sheet-{number}-{cell}"

    def write(self, folder: Path) -> None:
        """Write the pages as MyST markdown below a book's source folder."""
        for file, document in self._files.items():
            target = folder / f"{self.page_of(file)}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(self._markdown(file, document), encoding="utf-8")

    def _markdown(self, file: str, document: str) -> str:
        workbook = load_workbook(self._root / file)
        parts = [
            f"# {escape(document)}（{escape(Path(file).name)}）\n",
            f'<p class="statement">文件 <code>{escape(file)}</code>，各工作表依原样列出。'
            "有底色的单元格是本报告数字的来源，点击可查看引用该单元格的数字。"
            f"{self._corrected_words(file)}</p>\n",
        ]
        page = self.page_of(file)
        for number, sheet in enumerate(workbook.worksheets, 1):
            parts.append(f"## {escape(sheet.title)}\n")
            parts.append(self._sheet(page, file, sheet, number) + "\n")
        return "\n".join(parts)

    def _corrected_words(self, file: str) -> str:
        if not any(address.startswith(f"{file}!") for address in self._corrected):
            return ""
        return "带星号的单元格已登记更正，表内仍为原值，点击可查看更正后的值和理由。"

    def _sheet(self, page: str, file: str, sheet: Worksheet, number: int) -> str:
        grid = Grid.of(sheet, file)  # as far as there is content: formats may reach the last row of all
        spans, covered = _merged(sheet, grid)
        heads = "".join(
            f'<th scope="col">{get_column_letter(column)}</th>' for column in range(1, grid.last_column + 1)
        )
        rows = []
        shown = self._entered.get((file, sheet.title))
        for row in range(1, grid.last_row + 1) if shown is None else sorted(shown):
            cells = []
            for column in range(1, grid.last_column + 1):
                if (row, column) not in covered:
                    place = f"{get_column_letter(column)}{row}"
                    found = grid.at(row, column)
                    text = found.text if found else ""
                    attributes = f'id="sheet-{number}-{place}"{spans.get((row, column), "")}'
                    cells.append(self._cell(page, f"{file}!{sheet.title}!{place}", text, attributes))
            rows.append(f'<tr><th scope="row">{row}</th>{"".join(cells)}</tr>')
        return (
            '<div class="table-scroll" tabindex="0"><table class="sheet">'
            f'<thead><tr><th scope="col"><span class="visually-hidden">行号</span></th>{heads}</tr></thead>'
            f"<tbody>{''.join(rows)}</tbody></table></div>"
            + ("" if shown is None else '<p class="note">尚未填报的行未列出。</p>')
        )

    def _cell(self, page: str, address: str, content: str, attributes: str) -> str:
        # A blank line would end the block of HTML in the markdown.
        text = escape(content).replace("\n", "<br>")
        figures, note = self._resting.get(address, ()), self._corrected.get(address, "")
        if not figures and not note:
            return f"<td {attributes}>{text}</td>"
        links = "".join(
            f'<li><a href="{escape(cell_address(page, figure.notebook, figure.cell), quote=True)}" '
            f'data-follow="{escape(figure.figure, quote=True)}">{escape(_figure_name(figure))}</a></li>'
            for figure in figures[:_FIGURES_SHOWN]
        )
        more = len(figures) - _FIGURES_SHOWN
        rest = f"<li>另有{more}个</li>" if more > 0 else ""
        kind = " ".join(word for word, given in (("read", figures), ("corrected", note)) if given)
        said = f'<p class="correction">{escape(note)}</p>' if note else ""
        listed = f"<ul>{links}{rest}</ul>" if figures else ""
        return (
            f'<td {attributes} class="{kind}"><details class="resting"><summary>{text}</summary>'
            f"{said}{listed}</details></td>"
        )


def _figure_name(figure: FigureRow) -> str:
    words = [figure.region_name, figure.indicator_name, figure.item_name]
    return f"{'·'.join(word for word in words if word)}：{with_unit(figure.text, figure.unit)}"


def _merged(sheet: Worksheet, grid: Grid) -> tuple[dict[tuple[int, int], str], set[tuple[int, int]]]:
    """Span attributes of merged cells by their top-left place, and the places they cover."""
    spans, covered = {}, set()
    for area in sheet.merged_cells.ranges:
        last_row, last_column = min(area.max_row, grid.last_row), min(area.max_col, grid.last_column)
        height, width = last_row - area.min_row + 1, last_column - area.min_col + 1
        spans[(area.min_row, area.min_col)] = f' rowspan="{height}" colspan="{width}"'
        for row in range(area.min_row, last_row + 1):
            for column in range(area.min_col, last_column + 1):
                covered.add((row, column))
        covered.discard((area.min_row, area.min_col))
    return spans, covered
