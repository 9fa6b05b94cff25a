"""Charts as PNG: their size, their colours, and the same bytes every time."""

from __future__ import annotations

import io
from pathlib import Path

import matplotlib.image as images

from assessbook.book.chart_pictures import pictures_of
from assessbook.core.kept_bytes import KeptBytes

RED = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10" width="30" height="10">'
    '<rect width="30" height="10" fill="#ff0000"/></svg>'
)
BLUE = RED.replace("#ff0000", "#0000ff").replace('width="30" height="10">', 'width="60" height="20">', 1)


def test_a_picture_has_two_pixels_for_one_of_its_chart_and_its_colour() -> None:
    red, blue = [images.imread(io.BytesIO(picture)) for picture in pictures_of([RED, BLUE])]
    assert red.shape[:2] == (20, 60)
    assert blue.shape[:2] == (40, 120)
    assert red[10, 30, :3].tolist() == [1, 0, 0]
    assert blue[20, 60, :3].tolist() == [0, 0, 1]


def test_a_chart_gives_the_same_bytes_alone_and_among_others() -> None:
    assert pictures_of([RED]) == pictures_of([RED, BLUE])[:1]


def test_only_charts_without_a_kept_picture_are_drawn_and_others_are_forgotten(tmp_path: Path) -> None:
    kept = KeptBytes(tmp_path)
    kept.keep(RED, b"kept picture of the red chart")
    kept.keep("<svg/>", b"of a chart that is gone")
    red, blue = pictures_of([RED, BLUE], kept)
    assert (red, blue) == (b"kept picture of the red chart", pictures_of([BLUE])[0])
    assert (kept.get(BLUE), kept.get("<svg/>")) == (blue, None)


def test_a_book_without_charts_has_no_pictures() -> None:
    assert pictures_of([]) == []
