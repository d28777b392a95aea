"""Write tables as nested mappings of rounded numbers."""

from typing import Any

import numpy as np
import pandas as pd

DIGITS = 4


def significant(value: Any) -> float | int | None:
    """Round to 4 significant digits; counts stay as they are, and what is not finite becomes None."""
    if isinstance(value, int | np.integer):
        return int(value)
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None


def nest(table: pd.DataFrame) -> dict[str, Any]:
    """Turn an indexed table into mappings within mappings, a level an index and then a key a column."""
    nested: dict[str, Any] = {}
    for key, row in table.to_dict("index").items():
        place = nested
        for part in key if isinstance(key, tuple) else (key,):
            place = place.setdefault(str(part), {})
        place.update({str(name): significant(value) for name, value in row.items()})
    return nested
