"""Every colour that words are written in is readable on every ground it stands on (WCAG AA, 4.5 to 1)."""

from __future__ import annotations

import re

import pytest

from tests.book.sample_book import SHELL

PAIRS = [
    *((text, ground) for text in ("ink", "muted", "link") for ground in ("paper", "side", "raised", "link-tint")),
    ("ink", "mark"),
    ("muted", "mark"),
    ("link", "mark"),
    ("ink", "code-paper"),
    ("agree", "agree-tint"),
    ("disagree", "disagree-tint"),
    ("unknown", "unknown-tint"),
    ("paper", "link"),
    ("raised", "link"),
]  # fmt: skip


def colours(theme: str) -> dict[str, str]:
    css = (SHELL / "_static" / "assessbook.css").read_text(encoding="utf-8")
    block = next(
        text
        for text in re.findall(rf'^html\[data-theme="{theme}"\] \{{(.*?)^\}}', css, re.DOTALL | re.MULTILINE)
        if "--ab-paper" in text
    )
    return dict(re.findall(r"--ab-([a-z-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(theme: str, text: str, ground: str) -> None:
    palette = colours(theme)
    darker, lighter = sorted((luminance(palette[text]), luminance(palette[ground])))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
