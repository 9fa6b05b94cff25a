"""The web font covers what it is asked to cover, and is the same each time."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

from assessbook.book.webfont import characters_of_site, write_webfont


def characters_in(font: Path) -> set[str]:
    with TTFont(font) as opened:
        assert opened.flavor == "woff2"
        return {chr(code) for code in opened.getBestCmap()}


def test_the_font_holds_the_given_characters_and_ascii_but_no_others(tmp_path: Path) -> None:
    write_webfont(set("漂河镇，《规划》−—"), tmp_path / "_static" / "font.woff2")
    held = characters_in(tmp_path / "_static" / "font.woff2")
    assert set("漂河镇，《规划》−—") <= held
    assert set("09azAZ%()") <= held
    assert "县" not in held


def test_the_same_characters_give_the_same_bytes(tmp_path: Path) -> None:
    write_webfont(set("贫困人口"), tmp_path / "one.woff2")
    write_webfont(set("口人困贫"), tmp_path / "two.woff2")
    assert (tmp_path / "one.woff2").read_bytes() == (tmp_path / "two.woff2").read_bytes()


def test_a_character_the_font_lacks_is_left_to_the_readers_fonts(tmp_path: Path) -> None:
    write_webfont({"贫", "\N{GRINNING FACE}"}, tmp_path / "font.woff2")
    held = characters_in(tmp_path / "font.woff2")
    assert "贫" in held
    assert "\N{GRINNING FACE}" not in held


def test_digits_are_equally_wide_so_that_columns_line_up(tmp_path: Path) -> None:
    write_webfont(set(), tmp_path / "font.woff2")
    with TTFont(tmp_path / "font.woff2") as font:
        names = [font.getBestCmap()[ord(digit)] for digit in "0123456789"]
        assert len({font["hmtx"][name][0] for name in names}) == 1


def test_texts_of_scripts_and_entities_count_as_characters_of_a_site(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>漂&#8212;</p>", encoding="utf-8")
    (tmp_path / "_figures").mkdir()
    (tmp_path / "_figures" / "a.js").write_text('x = {"a": "河"}\n', encoding="utf-8")
    assert {"漂", "—", "河"} <= characters_of_site(tmp_path)
    assert "\n" not in characters_of_site(tmp_path)
