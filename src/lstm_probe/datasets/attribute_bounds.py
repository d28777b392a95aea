"""Which values of static attributes are plausible, and which no catchment has: of Great Britain, and of the world."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from lstm_probe.datasets import missing_numbers
from lstm_probe.datasets.bounds import ANY, BRITISH, Range
from lstm_probe.errors import Finding

#: South and north, west and east of all gauges, degrees.
PLACES = {"gauge_lat": (49.0, 61.5), "gauge_lon": (-9.0, 2.5)}
#: Soft bounds; the hard ones are ten times as wide, so that units off by 1000 are refused.
ATTRIBUTES = {
    "area": (0.1, 12_000),
    "elev_mean": (-10, 1345),
    "gauge_elev": (-10, 1345),
    "dpsbar": (0, 900),
    "p_mean": (0.5, 20),
    "pet_mean": (0.2, 8),
    "q_mean": (0, 30),
    "frac_snow": (0, 1),
    "p_seasonality": (-1, 1),
    **dict.fromkeys(("elev_min", "elev_10", "elev_50", "elev_90", "elev_max"), (-10, 1345)),
    **PLACES,
    "gauge_easting": (0, 700_000),
    "gauge_northing": (0, 1_300_000),
    "aridity": (0, 5),
    **dict.fromkeys(("high_prec_freq", "low_prec_freq", "high_q_freq", "low_q_freq", "zero_q_freq"), (0, 366)),
    **dict.fromkeys(("high_prec_dur", "low_prec_dur"), (0.5, 100)),
    **dict.fromkeys(("high_q_dur", "low_q_dur"), (0, 2000)),
    "runoff_ratio": (0, 5),
    "stream_elas": (-10, 10),
    "slope_fdc": (0, 30),
    **dict.fromkeys(("baseflow_index", "baseflow_index_ceh"), (0, 1)),
    "hfd_mean": (0, 366),
    "Q5": (0, 30),
    "Q95": (0, 200),
    **dict.fromkeys(("surfacewater_abs", "groundwater_abs", "discharges"), (0, 30)),
    "num_reservoir": (0, 1000),
    "reservoir_cap": (0, 10_000_000),
    **dict.fromkeys(("reservoir_year_first", "reservoir_year_last"), (1600, 2100)),
    **dict.fromkeys(("bankfull_flow", "structurefull_flow"), (0, 5000)),
    "bulkdens": (0, 2.65),
    "tawc": (0, 1000),
    **dict.fromkeys(("conductivity_cosby", "conductivity_hypres"), (0, 100)),
    "root_depth": (0, 10),
    "soil_depth_pelletier": (0, 60),
}
#: Of other regions; what is not named here is known of Britain alone, as attributes of the same name differ elsewhere.
WORLD = {
    "area": (0.1, 8_000_000),
    **dict.fromkeys(("elev_mean", "gauge_elev"), (-450, 8850)),
    "p_mean": (0.005, 40),
    "pet_mean": (0.05, 40),
    "q_mean": (0, 60),
    "frac_snow": (0, 1),
    "gauge_lat": (-90, 90),
    "gauge_lon": (-180, 180),
}
#: What the longitude and the latitude of a gauge can be at all, by region.
REGIONS = {"great_britain": PLACES, "world": {name: WORLD[name] for name in PLACES}}
PERCENT = (0.0, 100.5)
#: Shares in percent: of land, soil, rock, abstractions, the uses of reservoirs and the days with flow.
PERCENTAGES = re.compile(
    r"\w+_perc(_\d+)?|\w+_missing|porosity_(cosby|hypres)|flow_perc_complete|reservoir_(he|nav|drain|wr|fs|env|nousedata)"
)
#: Limits of the uncertainty of flow, percent of it.
UNCERTAINTY, OF_FLOW = (-100.5, 1000.0), re.compile(r"q\d+_uncert_(upper|lower)")
PERCENTILE = re.compile(r"_(5|50|95)$")


def of_attribute(name: str, region: str = BRITISH) -> Range | None:
    """Give the soft bounds of an attribute; None where nothing is known of it."""
    if region != BRITISH:
        return WORLD.get(name)
    if name in ATTRIBUTES:
        return ATTRIBUTES[name]
    base = PERCENTILE.sub("", name)
    if PERCENTAGES.fullmatch(base):
        return PERCENT
    return UNCERTAINTY if OF_FLOW.fullmatch(name) else ATTRIBUTES.get(base)


def impossible(name: str, values: np.ndarray, region: str = BRITISH) -> np.ndarray:
    """Mark the values that no catchment has for an attribute.

    Parameters
    ----------
    name : str
        The attribute.
    values : numpy.ndarray of float, shape (gauges,)
        In the units of the data set; NaN where a gauge has none.
    region : str
        Where the catchments are, a key of `REGIONS`.

    Returns
    -------
    numpy.ndarray of bool, shape (gauges,)
        Beyond the hard bounds; or a number that stands for a missing value and is beyond the soft ones, or, where
        these are not those of a percentage or nothing is known of the attribute, far outside all others.
    """
    soft = of_attribute(name, region)
    if soft is None:
        return missing_numbers.apart(values)
    beyond = {limits: (values < limits[0]) | (values > limits[1]) for limits in (soft, wide(soft))}
    apart = missing_numbers.apart(values) if soft not in (PERCENT, UNCERTAINTY) else np.zeros(values.shape, dtype=bool)
    return beyond[wide(soft)] | (beyond[soft] & missing_numbers.stand_in(values)) | apart


def findings(name: str, values: pd.Series, units: str, region: str = BRITISH) -> Iterator[Finding]:
    """Yield the gauges with an impossible value of an attribute, and those with an implausible one.

    Parameters
    ----------
    name, units : str
        The attribute and its units.
    values : pandas.Series of float
        By gauge id; NaN where a gauge has none.
    region : str
        Where the catchments are, a key of `REGIONS`.
    """
    soft = of_attribute(name, region)
    suffix = "" if units in ("", "1") else f" {units}"
    refused_values = impossible(name, values.to_numpy(), region)
    for gauge, value, refused in zip(map(str, values.index), values, refused_values, strict=True):
        (low, high), severity = soft or ANY, "refuse"
        if refused and missing_numbers.stand_in(np.array([value])).any():
            expected = f"{low:g} to {high:g}{suffix}, or no value" if soft else "measured values, or no value"
            advice = f"{missing_numbers.ADVICE}, or get the table again"
        elif refused:
            low, high = wide(soft or ANY)
            expected, advice = f"{low:g} to {high:g}{suffix}", "convert the values, or get the table again"
        elif value < low or value > high:
            expected, severity = f"{low:g} to {high:g}{suffix}", "warn"
            advice = "look whether it is in these units, and correct the table"
        else:
            continue
        yield Finding(severity, "units of attributes", f"{value:g}", expected, advice, gauge)


def wide(soft: Range) -> Range:
    """Give the hard bounds of an attribute: ten times its soft ones, either way."""
    low, high = soft
    return (10 * low if low < 0 else low / 10 - 0.5, 10 * high)
