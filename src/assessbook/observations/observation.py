"""What is read from a source: a value with its coordinates, and the address it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from assessbook.core.missing import Missing
from assessbook.core.periods import Period


@dataclass(frozen=True, order=True)
class Origin:
    """The address of one cell and what stood there.

    Parameters
    ----------
    file : str
        Path relative to the workspace, forward slashes.
    sheet, cell : str
        Sheet name as in the workbook; cell as in ``C7``.
    raw : str
        The cell's content as text, exactly as read (``5832户``, ``3.88%``, ``567``).
    citation : str
        The document and section the sheet transcribes, or the release a reference row quotes.
    note : str
        What the transcriber noted about this cell (a misprint, an ambiguity). Usually empty.
    """

    file: str
    sheet: str
    cell: str
    raw: str
    citation: str
    note: str = ""

    @property
    def address(self) -> str:
        """``file!sheet!cell``, the form used by the ledger and by `trace --source`."""
        return f"{self.file}!{self.sheet}!{self.cell}"

    @property
    def shown(self) -> str:
        """``file › sheet › cell``, the form used in texts."""
        return f"{self.file} › {self.sheet} › {self.cell}"


@dataclass(frozen=True)
class Observation:
    """One observed value, or one cell that says why there is none.

    Parameters
    ----------
    measure, region : str
        Ids, as in `measures.yaml` and `regions.yaml`.
    period : Period
        The year or span of years the value refers to.
    item : str or None
        Id of the item in the measure's classification; None for an undivided measure.
    value : float or None
        In the measure's unit. None exactly when `missing` isn't PRESENT.
    missing : Missing
        Why there is no value.
    origin : Origin
        Where it was read.
    comparator : str
        ``>=`` or ``<=`` when the cell prints one beside the number (``≥90%``), else empty.
    decimals : int
        Decimals the source prints. What agrees within half a unit of the last one agrees.
    reported : int or None
        The year in which it was reported, where the sheet says so.
    reporting : str
        That it came late, or replaces what was reported before; else empty.
    """

    measure: str
    region: str
    period: Period
    item: str | None
    value: float | None
    missing: Missing
    origin: Origin
    comparator: str = ""
    decimals: int = 0
    reported: int | None = None
    reporting: str = ""

    @property
    def known_from(self) -> int:
        """The year from which it is known: that of its report, or else the last one it speaks of."""
        return self.period.end if self.reported is None else self.reported

    @property
    def key(self) -> tuple[str, str, Period, str | None]:
        """What the observation is about; two observations with one key state the same fact."""
        return (self.measure, self.region, self.period, self.item)
