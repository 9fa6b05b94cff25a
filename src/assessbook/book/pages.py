"""Pages of the book and how they link to each other.

A notebook's page has the notebook's name, but the overview is the front page. Links are relative, so
that the book works from a folder on a disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, relpath
from typing import Literal

from assessbook.assessment.register import SignOff
from assessbook.observations.corrections import chinese_date

FRONT = "overview"
STATUS_TEXTS = {"real": "真实数据", "draft": "征求意见稿", "synthetic": "演示数据"}

NOTICES = {
    "draft": "征求意见稿，尚未签发，不得引用。",
    "synthetic": "本书数据由程序生成，仅供演示和检验，不反映任何地区的实际情况，不得引用。",
}


@dataclass(frozen=True)
class Page:
    """A notebook's page.

    Parameters
    ----------
    notebook : str
        Name of the notebook in the build: ``region/piaohe``.
    title : str
        Its heading.
    part : str
        ``front``, ``main``, or ``regions``.
    group : str
        For pages of regions: the kind of region they are listed under (镇, 乡, 街道).
    """

    notebook: str
    title: str
    part: Literal["front", "main", "regions"]
    group: str = ""

    @property
    def name(self) -> str:
        """The page's path in the book, without ending."""
        return page_name(self.notebook)


@dataclass(frozen=True)
class BookFacts:
    """What the book says of its edition; `status` is its standing: a draft signed off is one no longer."""

    programme: str
    year: int
    title: str
    subtitle: str
    office: str
    status: str
    document: str
    region_name: str
    signed_off: SignOff | None = None
    years: tuple[int, ...] = ()
    """Years of all editions of the programme."""

    @property
    def status_text(self) -> str:
        """The nature of the data, in words."""
        return STATUS_TEXTS[self.status]

    @property
    def notice(self) -> str:
        """What every page says above all else; empty where there is nothing to warn of."""
        return NOTICES.get(self.status, "")

    @property
    def mark(self) -> str:
        """The word that marks every page beside the notice; empty where there is none."""
        return self.status_text if self.notice else ""

    @property
    def sign_off_text(self) -> str:
        """Who signed the edition off, in words; empty where nobody has."""
        return "已签发，" + signature_text(self.signed_off) if self.signed_off else ""


def signature_text(signed: SignOff) -> str:
    """Name, office and date of a sign-off."""
    return f"{signed.name}，{signed.office}，{chinese_date(signed.date)}"


def page_name(notebook: str) -> str:
    """Path of a notebook's page, without ending."""
    return "index" if notebook == FRONT else notebook


def cell_address(from_page: str, notebook: str, cell: str) -> str:
    """Link from a page to the cell of a notebook."""
    return f"{page_address(from_page, page_name(notebook))}#cell-{cell}"


def page_address(from_page: str, to_page: str) -> str:
    """Relative link from one page to another."""
    return file_address(from_page, f"{to_page}.html")


def file_address(from_page: str, file: str) -> str:
    """Relative link from a page to another file of the book."""
    return _relative(file, dirname(from_page) or ".")


@lru_cache(maxsize=65_536)  # A book's figures lead to few pages, many times over.
def _relative(file: str, folder: str) -> str:
    return relpath(file, folder)
