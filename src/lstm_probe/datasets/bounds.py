"""Which values are plausible, and which are not; the reasons stand in docs/checkup.md.

A value beyond the soft bounds is worth a look; one beyond the hard bounds is in other units, or no measurement. Means
tell units apart that single values do not. Hard bounds leave room for the real artefact of 1994-09-27, when CHESS puts
some catchments at +38 and -22 degC.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lstm_probe.errors import Finding

if TYPE_CHECKING:
    import pandas as pd

Range = tuple[float, float]
ANY: Range = (float("-inf"), float("inf"))
#: The region whose bounds hold where none is named.
BRITISH = "great_britain"
#: What a check of means is called.
UNITS = "units"


@dataclass(frozen=True)
class Bounds:
    """Bound the daily values and the mean of a variable, in its units.

    Parameters
    ----------
    soft, hard : pair of float
        Lowest and highest value that is plausible, and possible.
    mean : pair of float
        Lowest and highest mean that units other than these do not give.
    flat_days : int
        So many days in a row with one value, other than 0, are no measurement.
    resolution : float
        Values below may stay the same for long, as they are rounded.
    units : str
        Units, for messages.
    other : str
        What units values outside are likely in.
    """

    soft: Range
    hard: Range
    mean: Range = ANY
    flat_days: int = 10
    resolution: float = 0.0
    units: str = "1"
    other: str = "other units"

    def of_mean(self, mean: float, gauge: str = "") -> Iterator[Finding]:
        """Yield a refusal of a mean that values in these units do not have."""
        low, high = self.mean
        if not low <= mean <= high:
            expected, advice = (
                f"a mean of {low:g} to {high:g} {self.units}",
                f"convert the values: they may be in {self.other}",
            )
            yield Finding("refuse", UNITS, f"a mean of {mean:.4g}", expected, advice, gauge)


SERIES = {
    "precipitation": Bounds((0, 350), (-1, 2000), (0.2, 30), 10, 0.05, "mm d-1", "m, mm h-1 or tenths of mm"),
    "temperature": Bounds((-20, 35), (-90, 60), (-30, 35), 7, 0.0, "degC", "kelvin"),
    "pet": Bounds((0, 10), (-5, 50), (0.1, 8), 10, 0.05, "mm d-1", "m, mm h-1 or tenths of mm"),
    "peti": Bounds((0, 12), (-5, 50), (0.1, 15), 10, 0.05, "mm d-1", "m, mm h-1 or tenths of mm"),
    "discharge": Bounds((0, 400), (-1, 2000), (0.002, 100), 30, 0.1, "mm d-1", "m3 s-1 or m"),
    "humidity": Bounds((0, 30), (-1, 100), ANY, 10, 0.0, "g kg-1", "kg kg-1"),
    "shortwave_rad": Bounds((0, 450), (-10, 1500), ANY, 10, 0.5, "W m-2", "J m-2"),
    "longwave_rad": Bounds((100, 500), (-10, 1500), ANY, 10, 0.0, "W m-2", "J m-2"),
    "windspeed": Bounds((0, 40), (-1, 150), ANY, 10, 0.0, "m s-1", "km h-1"),
}

#: Of other regions: what Britain's bounds are too narrow for. Flows of a flood on small catchments pass 400 mm d-1.
WORLD = {
    "precipitation": replace(SERIES["precipitation"], soft=(0, 1000), hard=(-1, 2500), mean=(0.01, 40)),
    "temperature": replace(SERIES["temperature"], soft=(-60, 50), hard=(-90, 60), mean=(-40, 40)),
    "temperature_min": replace(SERIES["temperature"], soft=(-70, 45), hard=(-95, 60), mean=(-45, 40)),
    "temperature_max": replace(SERIES["temperature"], soft=(-60, 58), hard=(-90, 70), mean=(-35, 50)),
    "pet": replace(SERIES["pet"], soft=(0, 20)),
    "discharge": replace(SERIES["discharge"], soft=(0, 600), mean=(0.0, 100)),
    "humidity": replace(SERIES["humidity"], soft=(0, 40)),
    "shortwave_rad": replace(SERIES["shortwave_rad"], soft=(0, 500)),
    "longwave_rad": replace(SERIES["longwave_rad"], soft=(50, 550)),
    "windspeed": replace(SERIES["windspeed"], soft=(0, 60)),
    "vapour_pressure": Bounds((0, 5000), (-1, 10000), (20, 5000), 10, 0.0, "Pa", "kPa or hPa"),
}
REGIONS = {"great_britain": SERIES, "world": SERIES | WORLD}

SOIL_WATER = Bounds((0, 0.85), (-0.01, 1.0), (0.03, 0.9), 10, 0.0, "m3 m-3", "percent or mm")
SNOW = Bounds((0, 3), (-0.01, 20), (0.0, 0.1), 20, 0.001, "m", "mm")
#: Basins of the Rockies hold 0.1 m of snow water and more in the mean of all days; ERA5-Land's glaciers hold 10 m.
WORLD_SNOW = replace(SNOW, soft=(0, 10.5), mean=(0.0, 2.0))

#: Means of the series against the attribute that tells the same: shares within which they agree, and disagree wildly.
#: At 666 real gauges means of precipitation differ by 7 % at most, those of discharge by up to 75 %.
AGREE = {"precipitation": (0.8, 1.25), "pet": (0.8, 1.25), "discharge": (0.5, 2.0)}
APART = (0.1, 10.0)
MEANS = {"precipitation": "p_mean", "pet": "pet_mean", "discharge": "q_mean"}

#: A polygon's area is the attribute's to one per cent; half or twice of it is another catchment, or another projection.
AREA_TOLERANCE, AREA_FACTOR = 0.01, 2.0


def of_series(name: str, region: str = BRITISH) -> Bounds:
    """Give the bounds of a daily series; of one that no data set here has, what it cannot be is not known."""
    return REGIONS[region].get(name, Bounds(ANY, ANY))


def of_target(units: str, name: str, region: str = BRITISH) -> Bounds | None:
    """Give the bounds of a target by its units and name; None where nothing is known of it."""
    if units == "m3 m-3":
        return SOIL_WATER
    if name.split("_")[0] not in ("sd", "snow", "swe") or units not in ("m", "mm"):
        return None
    snow = SNOW if region == BRITISH else WORLD_SNOW
    return snow if units == "m" else _in_millimetres(snow)


def _in_millimetres(snow: Bounds) -> Bounds:
    """Give bounds of snow water in mm; a mean below a thousandth of a millimetre, where there is snow, is in metres."""
    soft, hard, mean = ((1000 * low, 1000 * high) for low, high in (snow.soft, snow.hard, snow.mean))
    return replace(snow, soft=soft, hard=hard, mean=mean, resolution=1.0, units="mm", other="m")


def table() -> "pd.DataFrame":
    """Lay the bounds of daily values out, one row per variable, for the page and the docs."""
    import pandas as pd  # only here: every start of the workflow reads bounds, and needs no table

    rows = {**SERIES, "soil water": SOIL_WATER, "snow water equivalent": SNOW}
    return pd.DataFrame(
        {
            "variable": name.replace("_", " "),
            "units": bounds.units,
            "plausible": _spelt(bounds.soft),
            "possible": _spelt(bounds.hard),
            "mean": "" if bounds.mean == ANY else _spelt(bounds.mean),
            "one value": f"{bounds.flat_days} days" if name in SERIES else "",
        }
        for name, bounds in rows.items()
    )


def _spelt(limits: Range) -> str:
    return f"{limits[0]:g} to {limits[1]:g}".replace("-", "\u2212")
