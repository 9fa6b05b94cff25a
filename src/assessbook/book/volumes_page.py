"""The page of an edition's volumes: where each one's book is, and whether its totals are the overview's.

Takes what is known of each volume once it is built. Links lead from the overview's folder to those of the
volumes, which have to be kept where they were built; nothing of a volume is copied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

PAGE = "volumes"
TITLE = "各分册"
_LEAD = (
    "本册为总册，只采用各分册地区的合计数，分地区情况见各分册。总册与分册分别编制，存放位置不变时可以由本页打开。"
    "总册所用合计数与分册工作簿中的同一合计数逐一核对，结果列于表中。"
)
_NOTE = "下列单元格说的是同一合计数，数值不同。"


@dataclass(frozen=True)
class VolumeRecord:
    """What an overview knows of one of its volumes; kept in the overview's manifest.

    Parameters
    ----------
    edition : str
        ``<programme>/<year>`` of the volume.
    region, name : str
        Id and printed name of its top region.
    folder : str
        Its build, relative to the overview's build, forward slashes.
    manifest : str
        SHA-256 of its manifest, which lists every file of it with its own.
    totals : str
        SHA-256 of what the overview states of the region, with which the volume was compared.
    compared : int
        Totals that both state.
    differences : tuple
        One for each total that isn't the same: cell of the overview's workbook, what it states, cell of the
        volume's workbook, what that states.
    """

    edition: str
    region: str
    name: str
    folder: str
    manifest: str
    totals: str
    compared: int
    differences: tuple[tuple[str, str, str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The record kept in the manifest."""
        return {**vars(self), "differences": [list(each) for each in self.differences]}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> VolumeRecord:
        """The record of a manifest."""
        found = [(str(a), str(b), str(c), str(d)) for a, b, c, d in record["differences"]]
        texts = {
            name: str(record[name]) for name in ("edition", "region", "name", "folder", "manifest", "totals")
        }
        return cls(**texts, compared=int(record["compared"]), differences=tuple(found))


def volumes_markdown(records: Sequence[VolumeRecord]) -> str:
    """The page as MyST markdown."""
    rows = "".join(
        f'<tr><th scope="row">{escape(each.name)}</th>'
        f'<td><a href="../{escape(each.folder, quote=True)}/html/index.html">打开分册</a></td>'
        f"<td>{_outcome(each)}</td></tr>"
        for each in records
    )
    heads = "".join(f'<th scope="col">{text}</th>' for text in ("地区", "分册", "合计数核对"))
    table = (
        '<div class="table-scroll" tabindex="0"><table class="definitions volumes">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    parts = [f"# {TITLE}", _LEAD, table]
    for each in records:
        if each.differences:
            lines = "".join(
                f"<li><code>{escape(ours)}</code>，<code>{escape(theirs)}</code></li>"
                for ours, _, theirs, _ in each.differences
            )
            parts += [f"## {escape(each.name)}合计数不一致之处", _NOTE, f"<ul>{lines}</ul>"]
    return "\n\n".join(parts) + "\n"


def _outcome(record: VolumeRecord) -> str:
    if record.differences:
        return "有不一致，见下"
    return "一致" if record.compared else "没有可以核对的合计数"
