"""A part of a report as it was typeset: its file, and where in it links and bookmarks can lead."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """Where something stands.

    Parameters
    ----------
    target : str
        What links call it.
    page : int
        Page of the part, from 1.
    x, y : float
        Points from the upper left corner of the page.
    """

    target: str
    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Heading:
    """A heading and where it stands, as in `Place`; `outlined` in the contents, `bookmarked` in the outline."""

    text: str
    level: int
    outlined: bool
    bookmarked: bool
    page: int
    x: float
    y: float


@dataclass(frozen=True)
class TypesetPart:
    """A part.

    Parameters
    ----------
    pdf : bytes
    pages : int
        How many it has.
    places : sequence of Place
    headings : sequence of Heading
    """

    pdf: bytes
    pages: int
    places: tuple[Place, ...]
    headings: tuple[Heading, ...]

    @classmethod
    def of(cls, pdf: bytes, told: Mapping[str, Any]) -> TypesetPart:
        """A part from its file and from what the template tells of it."""
        places = tuple(Place(**each) for each in told["places"])
        headings = []
        for each in told["headings"]:
            # Unless it says otherwise, a heading of the contents is a bookmark.
            marked = each["outlined"] if each["bookmarked"] == "auto" else each["bookmarked"]
            headings.append(Heading(**{**each, "bookmarked": marked}))
        return cls(pdf, told["pages"], places, tuple(headings))

    def to_bytes(self) -> bytes:
        """The part as one file, for keeping."""
        told = {
            "pages": self.pages,
            "places": [asdict(place) for place in self.places],
            "headings": [asdict(heading) for heading in self.headings],
        }
        return json.dumps(told, ensure_ascii=False).encode() + b"\n" + self.pdf

    @classmethod
    def from_bytes(cls, kept: bytes) -> TypesetPart:
        """A part that was kept."""
        told, _, pdf = kept.partition(b"\n")
        return cls.of(pdf, json.loads(told))


def heading_target(number: int, place: int) -> str:
    """What links call a heading: by the number of its part, and its place among the headings there."""
    return f"heading-{number}-{place}"
