"""Read parts of Caravan as a data set of catchments: by the ids of its tables, several variables in one pass."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from lstm_probe.data.caravan import files as caravan_files
from lstm_probe.data.series import daily_series

#: Parts whose ids begin otherwise than the names of their folders.
PREFIXES = {"grdc": "GRDC"}


def of_parts(folder: Path, parts: Sequence[str]) -> dict[str, Path]:
    """List the file of each basin of some parts of Caravan, by the id that its tables have: with the part's name."""
    ids: dict[str, Path] = {}
    for part in parts:
        written = PREFIXES.get(part, part)
        ids |= {f"{written}_{gauge}": path for gauge, path in caravan_files.find(folder, part).items()}
    return ids


def read_columns(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Read several variables of one basin at once.

    Returns
    -------
    pandas.DataFrame
        float32 by day, every day from the first to the last.

    Raises
    ------
    InputError
        As from `read`; or if values are not in the units that Caravan gives them.
    """
    if path.suffix == ".nc":
        series = {name: caravan_files.read_netcdf(path, name).values for name in columns}
    else:
        series = caravan_files.csv_columns(path, columns)
    return daily_series.filled_up(pd.DataFrame(series), str(path), caravan_files.again())
