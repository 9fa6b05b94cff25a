"""For whom a report is printed."""

from __future__ import annotations

from typing import Literal

Audience = Literal["full", "leadership"]
"""Leadership gets no chapters of single regions, and neither the list of figures nor the data behind charts."""

AUDIENCES: tuple[Audience, ...] = ("full", "leadership")
