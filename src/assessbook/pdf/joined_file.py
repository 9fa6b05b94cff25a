"""Parts of a report, each typeset as a file of its own, become one file by qpdf: pages, tags, links, bookmarks.

Nothing that is printed changes: pages come along as they are. A link into another part is named by its target
(`assessbook:` before the name, in the parts) and leads to the place of that name in the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, Pdf, String

from assessbook.core.problems import CheckFailed
from assessbook.pdf.typeset_part import Heading, Place, TypesetPart, heading_target

_SCHEME = "assessbook:"
_KEYS = 1_000_000
"""Numbers for the tagged pages and links of a part: more than any part of some dozen pages has."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# The typesetter numbers the tables of each part from 1, and so names the cells of their heads.
_HEAD_CELL = re.compile(rb"\(U(\d+)x(\d+)y(\d+)\)")


def made_distinct(pdf: bytes, number: int, names: Mapping[str, str]) -> bytes:
    """A part as it was typeset, with names and numbers that no other part of the report has.

    Parameters
    ----------
    number : int
        Of the part, from 0 for the front.
    names : mapping
        What links can lead to -> what it is called, for readers who hear where a link leads.

    Raises
    ------
    CheckFailed
        If a link leads to something that isn't there.
    """
    # As long as before, so that everything in the file stays where its list of places says it is.
    one, two, three = (
        _LETTERS[number // len(_LETTERS) ** digit % len(_LETTERS)].encode() for digit in (0, 1, 2)
    )
    distinct = _HEAD_CELL.sub(rb"(%s\1%s\2%s\3)" % (one, two, three), pdf)
    with Pdf.open(BytesIO(distinct), attempt_recovery=False) as opened:
        root: Any = opened.Root["/StructTreeRoot"]
        numbered = root["/ParentTree"]["/Nums"]
        first = number * _KEYS
        numbered = [key if place % 2 else int(key) + first for place, key in enumerate(numbered)]
        root["/ParentTree"] = opened.make_indirect(
            Dictionary(Nums=Array(numbered), Limits=Array([numbered[0], numbered[-2]]))
        )
        for page in opened.pages:
            if "/StructParents" in page.obj:
                page.obj["/StructParents"] = int(page.obj["/StructParents"]) + first
            for note in page.obj.get("/Annots", ()):
                note["/StructParent"] = int(note["/StructParent"]) + first
                _lead_by_name(note, names)
        return _saved(opened)


def _lead_by_name(note: Any, names: Mapping[str, str]) -> None:
    address = str(note["/A"].get("/URI", "")) if "/A" in note else ""
    if address.startswith(_SCHEME):
        target = address.removeprefix(_SCHEME)
        if target not in names:
            raise CheckFailed(
                f"The PDF can't be typeset: a link leads to {target!r}, which isn't in the report."
            )
        del note["/A"]
        note["/Dest"] = String(target)
        note["/Contents"] = String(names[target])


def join(front: TypesetPart, body: Sequence[TypesetPart], *, first_page: int) -> bytes:
    """The report of its parts.

    Parameters
    ----------
    front : TypesetPart
        Cover, contents and summary; language, title and other facts on the document are its own.
    body : sequence of TypesetPart
        The parts in their order, from `made_distinct`.
    first_page : int
        The number printed on the first page of the body.
    """
    with Pdf.open(BytesIO(front.pdf), attempt_recovery=False) as whole:
        structure = whole.Root["/StructTreeRoot"]
        document = structure["/K"][0] if isinstance(structure["/K"], Array) else structure["/K"]
        kids = document["/K"]
        numbers = [structure["/ParentTree"]]
        heads = _pairs(structure)
        starts = [0]
        for part in body:
            starts.append(len(whole.pages))
            with Pdf.open(BytesIO(part.pdf), attempt_recovery=False) as opened:
                for page in opened.pages:
                    whole.pages.append(page)
                # After the pages: tags that name a page then name the one that came along.
                tags = whole.copy_foreign(opened.Root["/StructTreeRoot"])
            below = tags["/K"][0] if isinstance(tags["/K"], Array) else tags["/K"]
            below["/S"], below["/P"] = Name.Part, document
            kids.append(below)
            numbers.append(tags["/ParentTree"])
            heads += _pairs(tags)
        structure["/ParentTree"] = whole.make_indirect(Dictionary(Kids=Array(numbers)))
        structure["/ParentTreeNextKey"] = len(numbers) * _KEYS
        structure["/IDTree"] = whole.make_indirect(Dictionary(Names=_flat(sorted(heads, key=_by_name))))
        _name_places(whole, body, starts[1:])
        _set_bookmarks(whole, [front, *body], starts)
        labels: Any = whole.Root["/PageLabels"]["/Nums"]
        labels.extend([starts[1], Dictionary(S=Name.D, St=first_page)])
        return _saved(whole)


def _pairs(structure: Any) -> list[tuple[bytes, Any]]:
    """The cells of heads of tables by their names."""
    if "/IDTree" not in structure:
        return []
    names = list(structure["/IDTree"]["/Names"])
    return [(bytes(name), cell) for name, cell in zip(names[::2], names[1::2], strict=True)]


def _by_name(pair: tuple[bytes, Any]) -> bytes:
    return pair[0]


def _flat(pairs: Sequence[tuple[bytes, Any]]) -> Array:
    return Array([thing for name, value in pairs for thing in (String(name), value)])


def _name_places(whole: Pdf, body: Sequence[TypesetPart], starts: Sequence[int]) -> None:
    named: list[tuple[bytes, Any]] = []
    pages = _pages(whole)
    for number, (part, start) in enumerate(zip(body, starts, strict=True), 1):
        for place in (*part.places, *_headings(part, number)):
            named.append((place.target.encode("ascii"), _destination(pages, place, start)))
    whole.Root["/Names"] = Dictionary(
        Dests=whole.make_indirect(Dictionary(Names=_flat(sorted(named, key=_by_name))))
    )


def _headings(part: TypesetPart, number: int) -> Iterator[Place]:
    for place, heading in enumerate(part.headings):
        yield Place(heading_target(number, place), heading.page, heading.x, heading.y)


def _pages(whole: Pdf) -> list[tuple[Any, float]]:
    """Every page with its height in points."""
    return [(page.obj, float(page.mediabox[3])) for page in whole.pages]


def _destination(pages: Sequence[tuple[Any, float]], place: Place | Heading, start: int) -> Array:
    page, height = pages[start + place.page - 1]
    # As the typesetter does: a little above what stands there.
    return Array([page, Name.XYZ, round(place.x, 3), round(height - max(place.y - 10, 0), 3), None])


def _set_bookmarks(whole: Pdf, parts: Sequence[TypesetPart], starts: Sequence[int]) -> None:
    pages = _pages(whole)
    with whole.open_outline() as outline:
        del outline.root[:]
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for part, start in zip(parts, starts, strict=True):
            for heading in part.headings:
                if not heading.bookmarked:
                    continue
                while above[-1][0] >= heading.level:
                    above.pop()
                item = OutlineItem(heading.text, _destination(pages, heading, start))
                above[-1][1].append(item)
                above.append((heading.level, item.children))


def _saved(pdf: Pdf) -> bytes:
    stream = BytesIO()
    pdf.save(stream, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return stream.getvalue()
