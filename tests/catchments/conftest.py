"""Catchments anywhere, written in the layouts of their data sets."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

DAYS = pd.date_range("2000-01-01", "2003-12-31", name="date")


def weather(seed: int) -> pd.DataFrame:
    """Draw the days of one gauge: rain (mm), temperature (degC) and discharge (mm)."""
    rng = np.random.default_rng(seed)
    rain = rng.gamma(0.5, 6.0, len(DAYS)) * (rng.random(len(DAYS)) < 0.5)
    temperature = 8 + 9 * np.sin(2 * np.pi * (DAYS.day_of_year.to_numpy() - 110) / 365) + rng.normal(0, 2, len(DAYS))
    flow = pd.Series(rain).ewm(halflife=8).mean().to_numpy() * 0.6 + 0.05
    return pd.DataFrame({"rain": rain, "temperature": temperature, "flow": flow}, index=DAYS).round(2)


def attributes(ids: Sequence[str], latitude: float = 45.0) -> pd.DataFrame:
    """Make a table of attributes."""
    count = np.arange(len(ids))
    table = {
        "gauge_name": [f"River {n}" for n in count],
        "gauge_lat": latitude + 0.2 * count,
        "gauge_lon": -70.0 - count,
    }
    return pd.DataFrame(
        {**table, "area": 100.0 + 50 * count, "p_mean": 1.5 + 0.1 * count}, pd.Index(ids, name="gauge_id")
    )


def write_caravan(folder: Path, part: str, ids: Sequence[str], columns: Sequence[str] = ()) -> Path:
    """Write a part of Caravan: CSV files and two tables; further columns hold 0.3."""
    (folder / "timeseries" / "csv" / part).mkdir(parents=True)
    (folder / "attributes" / part).mkdir(parents=True)
    for number, gauge in enumerate(ids):
        days = weather(number)
        table = pd.DataFrame(
            {
                "total_precipitation_sum": days["rain"],
                "temperature_2m_mean": days["temperature"],
                "potential_evaporation_sum": 13.0,
                "streamflow": days["flow"],
                **dict.fromkeys(columns, 0.3),
            }
        )
        table.to_csv(folder / "timeseries" / "csv" / part / f"{gauge}.csv")
    table = attributes(ids)
    table[["gauge_name", "gauge_lat", "gauge_lon", "area"]].to_csv(
        folder / "attributes" / part / f"attributes_other_{part}.csv"
    )
    table[["p_mean"]].to_csv(folder / "attributes" / part / f"attributes_caravan_{part}.csv")
    return folder


@pytest.fixture
def caravan(tmp_path: Path) -> Path:
    """Write two parts whose gauges have the same numbers, zeros and letters among them."""
    write_caravan(tmp_path, "camels", ["camels_01013500", "camels_00042"])
    return write_caravan(tmp_path, "hysets", ["hysets_01013500", "hysets_01AD003"])
