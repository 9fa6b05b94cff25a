"""How the note of a corrected cell begins, by which every layer that shows or compares notes knows it."""

from __future__ import annotations

CORRECTED = "更正：原值“"


def is_corrected(note: str) -> bool:
    """Whether the note of a source cell begins with a correction.

    >>> is_corrected("更正：原值“567”，更正为“568”；与名册不符；某镇，2016年3月1日提出。")
    True
    """
    return note.startswith(CORRECTED)
