"""What of a build can be chosen: kept in its manifest, so that a rerun makes the same files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessbook.book.volumes_page import VolumeRecord
from assessbook.pdf.audience import AUDIENCES, Audience

FORMATS = ("html", "pdf", "xlsx")
"""What can be made for readers; the HTML is always made, the others are checked against the same ledger."""


@dataclass(frozen=True)
class BuildOptions:
    """The choices that decide which files a build holds and what they say.

    Parameters
    ----------
    formats : tuple
        Of `FORMATS`, in that order.
    audience : "full" or "leadership"
        For whom the PDF is: leadership gets no chapters of single regions and no list of figures.
    allow_untraced : bool
        Whether numbers without a source are told on every page instead of failing the build.
    volumes : tuple of VolumeRecord
        The volumes, as built, that an overview binds together.
    """

    formats: tuple[str, ...] = FORMATS
    audience: Audience = "full"
    allow_untraced: bool = False
    volumes: tuple[VolumeRecord, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The record kept in the manifest."""
        return {
            "formats": list(self.formats),
            "audience": self.audience,
            "allow_untraced": self.allow_untraced,
            **({"volumes": [each.to_json() for each in self.volumes]} if self.volumes else {}),
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> BuildOptions:
        """The options of a build, from its manifest."""
        return cls(
            formats=tuple(str(name) for name in record.get("formats", FORMATS)),
            audience=next((name for name in AUDIENCES if name == record.get("audience")), "full"),
            allow_untraced=record.get("allow_untraced") is True,
            volumes=tuple(VolumeRecord.from_json(each) for each in record.get("volumes", ())),
        )


EVERYTHING = BuildOptions()
"""What `make book` makes."""
