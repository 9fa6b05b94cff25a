"""A measure as a pandas frame, for a statistician's own exploration.

What leaves the algebra this way has lost its derivation: it can be looked at, not published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessbook.core.missing import Missing
from assessbook.measures.measure import Measure

if TYPE_CHECKING:
    import pandas as pd


def to_frame(measure: Measure) -> pd.DataFrame:
    """One row for each element.

    Returns
    -------
    DataFrame
        Columns region, region_name, year, item, item_name, value (in the measure's unit, NaN where
        missing), unit, status (``present``, or the kind of missing).
    """
    import pandas as pd  # half a second to import, and most notebooks never look at a frame

    rows = []
    for r, region in enumerate(measure.regions):
        for y, period in enumerate(measure.periods):
            for i, item in enumerate(measure.items):
                rows.append(
                    {
                        "region": region,
                        "region_name": measure.region_names.get(region, region),
                        "year": str(period),
                        "item": item,
                        "item_name": measure.item_names.get(item, item) if item is not None else None,
                        "value": float(measure.values[r, y, i]),
                        "unit": measure.unit.symbol,
                        "status": Missing(int(measure.missing[r, y, i])).status,
                    }
                )
    columns = ["region", "region_name", "year", "item", "item_name", "value", "unit", "status"]
    return pd.DataFrame(rows, columns=columns)
