"""The code that a notebook cell rests on: its own statements and the earlier ones that make its names.

Works on the source of an executed notebook; nothing is executed. Comments and layout don't count.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any

_PARAMETER_TAGS = {"parameters", "injected-parameters"}


@dataclass(frozen=True)
class Statement:
    """A statement of a cell.

    Parameters
    ----------
    cell : str
        Id of the cell.
    source : str
        As written.
    normal : str
        The same without comments and layout: two statements with one normal form do the same.
    stores, loads : frozenset of str
        Names it makes and names it uses.
    """

    cell: str
    source: str
    normal: str
    stores: frozenset[str]
    loads: frozenset[str]


@dataclass(frozen=True)
class CodeOfCell:
    """What one cell rests on: statements in reading order, and the parameters that they use."""

    statements: tuple[Statement, ...]
    parameters: frozenset[str]

    @property
    def own(self) -> tuple[Statement, ...]:
        """The statements of the cell itself, which stand last."""
        return tuple(one for one in self.statements if one.cell == self.statements[-1].cell)


@dataclass(frozen=True)
class CodeDifference:
    """The first line that two pieces of code don't share; a side that has none is empty."""

    cell: str
    was: str
    now: str


@dataclass(frozen=True)
class NotebookCode:
    """An executed notebook's template, parameters and code."""

    template: str
    parameters: Mapping[str, Any]
    cells: tuple[tuple[str, str], ...]

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> NotebookCode:
        """Read nbformat 4; cells that only hold parameters are left out."""
        papermill = content["metadata"]["papermill"]
        cells = [
            (str(cell["id"]), "".join(cell["source"]))
            for cell in content["cells"]
            if cell["cell_type"] == "code" and not _PARAMETER_TAGS & set(cell["metadata"].get("tags", ()))
        ]
        return cls(str(papermill["input_path"]), dict(papermill["parameters"]), tuple(cells))

    def behind(self, cell: str) -> CodeOfCell:
        """The code that a cell rests on; none if the notebook has no such cell.

        Limitations
        -----------
        An earlier statement counts if it assigns, imports or defines a name that is needed. One that
        only changes an object in place (``names.append(…)``) doesn't.
        """
        if cell not in self._behind:
            self._behind[cell] = self._found_behind(cell)
        return self._behind[cell]

    @cached_property
    def _behind(self) -> dict[str, CodeOfCell]:
        return {}

    @cached_property
    def _statements(self) -> tuple[Statement, ...]:
        return tuple(found for cell, source in self.cells for found in _statements(cell, source))

    def _found_behind(self, cell: str) -> CodeOfCell:
        own = [statement for statement in self._statements if statement.cell == cell]
        if not own:
            return CodeOfCell((), frozenset())
        needed = {name for statement in own for name in statement.loads}
        kept: list[Statement] = []
        for statement in reversed(self._statements[: self._statements.index(own[0])]):
            if statement.stores & needed:
                kept.append(statement)
                needed |= statement.loads
        return CodeOfCell((*reversed(kept), *own), frozenset(needed & self.parameters.keys()))


def first_difference(was: CodeOfCell, now: CodeOfCell) -> CodeDifference | None:
    """Where the code behind two cells first differs; None if it does the same.

    Statements that only moved don't count. Of a cell that one side lacks, the first statement is named.
    """
    if was.statements and now.statements:
        return _first_difference(was.statements, now.statements)
    return _first_difference(was.own, now.own)


def _first_difference(was: Sequence[Statement], now: Sequence[Statement]) -> CodeDifference | None:
    before, after = {one.normal for one in was}, {one.normal for one in now}
    left = next((one for one in was if one.normal not in after), None)
    right = next((one for one in now if one.normal not in before), None)
    if left is None and right is None:
        return None
    lines_was, lines_now = (one.source.splitlines() if one else [] for one in (left, right))
    pairs = [(old.strip(), new.strip()) for old, new in zip_longest(lines_was, lines_now, fillvalue="")]
    # Statements that differ in indentation alone have no line that differs: then the first stands for all.
    old, new = next((pair for pair in pairs if pair[0] != pair[1]), pairs[0])
    cell = right.cell if right else left.cell if left else ""
    return CodeDifference(cell, old, new)


def _statements(cell: str, source: str) -> Iterator[Statement]:
    try:
        parsed = ast.parse(source).body
    except SyntaxError:
        # A magic or a question mark of IPython: the cell as a whole, resting on whatever words it holds.
        words = frozenset(re.findall(r"\w+", source))
        yield Statement(cell, source, source, words, words)
        return
    for node in parsed:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from _imports(cell, node)
            continue
        written = ast.get_source_segment(source, node) or ""
        yield Statement(cell, written, ast.unparse(node), _stores(node), _loads(node))


def _imports(cell: str, node: ast.Import | ast.ImportFrom) -> Iterator[Statement]:
    """Each imported name by itself, so that one more name on the line is no change to the others."""
    for alias in node.names:
        name = alias.asname or alias.name.partition(".")[0]
        one = (
            ast.Import([alias])
            if isinstance(node, ast.Import)
            else ast.ImportFrom(node.module, [alias], node.level)
        )
        text = ast.unparse(one)
        yield Statement(cell, text, text, frozenset({name}), frozenset())


def _stores(node: ast.AST) -> frozenset[str]:
    names = {
        part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        names.add(node.name)
    return frozenset(names)


def _loads(node: ast.AST) -> frozenset[str]:
    return frozenset(
        part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)
    )
