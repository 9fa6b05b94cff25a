"""The pages of definitions and of source files, written from `measures.yaml` and the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from assessbook.core.messages import shown, unit_shown
from assessbook.core.missing import Missing
from assessbook.ledger.store import Derivation, FigureRow
from assessbook.observations.definitions import Definitions

_KINDS = {
    "stock": "时点数",
    "flow": "时期数",
    "rate": "比率",
    "growth": "增速",
    "level": "水平值",
    "target": "规划目标",
    "line": "标准线",
    "multiple": "倍数",
    "entry": "名录",
}
_CONCEPTS = {
    ("income", "net"): "人均纯收入口径",
    ("income", "disposable"): "人均可支配收入口径",
    ("price", "nominal"): "现价（名义）",
    ("price", "constant"): "可比价（实际）",
}


OBSERVED_HEADS = ("指标", "单位", "性质", "口径", "定义")
DERIVED_HEADS = ("指标", "单位", "计算式示例")


def observed_indicators(definitions: Definitions, figures: Iterable[FigureRow]) -> list[tuple[str, ...]]:
    """What the edition read, a line of `OBSERVED_HEADS` each, in the order of the definitions."""
    read = _measures_read(definitions, list(figures))
    return [
        (
            shown(measure.name),
            unit_shown(measure.unit) or "—",
            shown(kind_words(measure.kind)),
            shown(concept_words(measure.concept)) or "—",
            shown(measure.definition or "按来源文件所列口径"),
        )
        for name, measure in definitions.measures.items()
        if name in read
    ]


def derived_indicators(definitions: Definitions, figures: Iterable[FigureRow]) -> list[tuple[str, ...]]:
    """What the edition computed, a line of `DERIVED_HEADS` each, with the formula of its first figure."""
    derived: dict[str, FigureRow] = {}
    for row in figures:
        if row.status == "derived" and row.indicator not in definitions.measures:
            derived.setdefault(row.indicator, row)
    return [(row.indicator_name, row.unit or "—", row.formula) for row in derived.values()]


def definitions_markdown(definitions: Definitions, figures: Iterable[FigureRow]) -> str:
    """Definitions of every measure that the edition read, the indicators derived, and the symbols."""
    rows = list(figures)
    symbols = "\n".join(f"- {kind.explanation}。" for kind in Missing if kind)
    return (
        "# 指标与口径\n\n"
        "本章列出本报告使用的全部指标。纯收入与可支配收入、名义与实际、人数与人次分别列示，不混用、不相加减。\n\n"
        "## 观测指标\n\n"
        f"{_table(OBSERVED_HEADS, _rows(observed_indicators(definitions, rows)))}\n\n"
        "## 计算指标\n\n"
        "计算式以首次出现的数字为例。\n\n"
        f"{_table(DERIVED_HEADS, _rows(derived_indicators(definitions, rows)))}\n\n"
        "## 无数值时的表示\n\n"
        f"{symbols}\n"
    )


def sources_markdown(documents: Mapping[str, str], links: Sequence[tuple[str, str]]) -> str:
    """The page that leads to the pages of the source files: (path, page) each."""
    rows = "".join(
        f'<tr><th scope="row"><a href="{escape(page)}.html">{escape(file)}</a></th><td>{escape(documents[file])}</td></tr>'
        for file, page in links
    )
    return (
        "# 来源数据\n\n"
        "本报告的每个数字均可追溯至下列文件的单元格。各页按原样列出工作表，有底色的单元格为本报告数字的来源。\n\n"
        f"{_table(('文件', '转录或引用的文献'), rows)}\n"
    )


def _measures_read(definitions: Definitions, figures: Sequence[FigureRow]) -> set[str]:
    """Measures whose cells figures rest on, found by the names that derivations carry."""
    labels = {_measure_of(leaf.label) for row in figures for leaf in _leaves(row.derivation)}
    return {name for name, measure in definitions.measures.items() if measure.name in labels}


def _measure_of(label: str) -> str:
    """The measure's name in a label such as ``贫困人口（按原因）（因病，某县，2015年）``: all but the last brackets."""
    depth = 0
    for place in range(len(label) - 1, -1, -1):
        depth += {"）": 1, "（": -1}.get(label[place], 0)
        if depth == 0:
            return label[:place]
    return label


def _leaves(node: Derivation) -> Iterable[Derivation]:
    if not node.inputs:
        yield node
    for part in node.inputs:
        yield from _leaves(part)


def kind_words(kind: str) -> str:
    """What a kind of measure (``stock``, ``rate``) is called."""
    return _KINDS[kind]


def concept_words(concept: Mapping[str, str]) -> str:
    """What must not be mixed with other measures, in words; empty where there is nothing to say."""
    return "；".join(_CONCEPTS[(key, word)] for key, word in concept.items() if (key, word) in _CONCEPTS)


def _rows(lines: Iterable[Sequence[str]]) -> str:
    written = []
    for name, *others in lines:
        cells = "".join(f"<td>{escape(text)}</td>" for text in others)
        written.append(f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>')
    return "".join(written)


def _table(heads: Sequence[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    return (
        '<div class="table-scroll" tabindex="0"><table class="definitions">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
