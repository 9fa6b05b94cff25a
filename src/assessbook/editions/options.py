"""What of a build can be chosen: kept in its manifest, so that a rerun makes the same files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMATS = ("html", "xlsx")
"""What can be made for readers; the HTML is always made, the others are checked against the same ledger."""


@dataclass(frozen=True)
class BuildOptions:
    """The choices that decide which files a build holds and what they say.

    Parameters
    ----------
    formats : tuple
        Of `FORMATS`, in that order.
    allow_untraced : bool
        Whether numbers without a source are told on every page instead of failing the build.
    """

    formats: tuple[str, ...] = FORMATS
    allow_untraced: bool = False

    def to_json(self) -> dict[str, Any]:
        """The record kept in the manifest."""
        return {"formats": list(self.formats), "allow_untraced": self.allow_untraced}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> BuildOptions:
        """The options of a build, from its manifest."""
        return cls(
            formats=tuple(str(name) for name in record.get("formats", FORMATS)),
            allow_untraced=record.get("allow_untraced") is True,
        )


EVERYTHING = BuildOptions()
"""What `make book` makes."""
