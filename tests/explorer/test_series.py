"""Series of the explorer: what is packed lies in the test of the probes, and in that of the LSTM."""

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.explorer import series

GAUGES = ["1", "2"]


def daily(first: str, last: str, names: tuple[str, ...], **more: list[str]) -> xr.Dataset:
    """Make series that are 1 on every day."""
    coords = {**more, "gauge_id": GAUGES, "time": pd.date_range(first, last)}
    shape = [len(values) for values in coords.values()]
    return xr.Dataset({name: (tuple(coords), np.ones(shape)) for name in names}, coords)


def test_discharge_is_shown_where_the_probe_is_tested_in_other_years() -> None:
    """The days go from the first of either test to the last; each series is there in its own test alone."""
    predictions = daily("2009-01-01", "2012-12-31", series.OF_TARGET, target=["soil"])
    discharge = daily("2000-01-01", "2005-12-31", series.OF_DISCHARGE)
    tested = {"probes": slice("2010-01-01", "2012-12-31"), "discharge": slice("2004-01-01", "2005-12-31")}
    found = series.gather(GAUGES, tested, predictions, discharge)
    assert (found.first, found.step, found.length) == ("2004-01-01", 1, 3288)
    days, values = series.daily(GAUGES, tested, predictions, discharge)
    assert (days[0], days[-1]) == (pd.Timestamp("2004-01-01"), pd.Timestamp("2012-12-31"))
    assert np.isfinite(values).sum(axis=-1).tolist() == [[1096, 1096, 731, 731]] * 2
