"""What a synthetic Britain is made of: the settings of one world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from lstm_probe.errors import InputError, shortlist

#: Stores that can be cut off from the river, wholly or in part.
STORES = ("swvl1", "swvl2", "swvl3", "swvl4", "snow")


@dataclass(frozen=True)
class World:
    """Set the size, the span and the errors of a synthetic Britain.

    Parameters
    ----------
    seed : int
        Source of all randomness: the same settings make the same world.
    gauges : int
        Number of gauged catchments.
    first_day, last_day : str
        First and last day that is written (ISO dates, inclusive).
    box : sequence of float
        North, west, south and east limit of the grid (degrees, multiples of the resolution).
    resolution : float
        Spacing of the grid (degrees).
    era5_land_days : sequence of str, optional
        First and last day of the reanalysis files (ISO dates, inclusive); None writes every day.
    esa_cci_days : sequence of str, optional
        First and last day with a satellite file (ISO dates, inclusive); None writes no satellite file.
    spin_up_days : int
        Days simulated before the first one, unwritten, so that the stores forget how
        they were filled; a year or more.
    discharge_noise : float
        Standard deviation of the multiplicative error of gauged discharge (1).
    reanalysis_error : float
        Error of the delivered soil water and snow, as a share of each cell's own standard deviation (1).
    coupling : mapping of str to float
        Share (0 to 1) of what a store (`STORES`) gives to the river that gets there, see `land.Coupling`; the rest
        leaves the world. 1 for stores that are not named.
    weather_seed : int, optional
        Source of the weather's randomness; the seed where not given. Worlds of one seed have the same land.
    decoys : bool
        Whether ready tables of decoys and pseudo-stores are delivered too (`ready_tables`).

    Raises
    ------
    InputError
        If a setting makes no world.
    """

    seed: int
    gauges: int
    first_day: str
    last_day: str
    box: Sequence[float] = (59.5, -8.0, 49.5, 2.5)
    resolution: float = 0.1
    era5_land_days: Sequence[str] | None = None
    esa_cci_days: Sequence[str] | None = None
    spin_up_days: int = 730
    discharge_noise: float = 0.03
    reanalysis_error: float = 0.1
    coupling: Mapping[str, float] = field(default_factory=dict)
    weather_seed: int | None = None
    decoys: bool = False

    def __post_init__(self) -> None:
        north, west, south, east = self.box
        steps = np.array([north, west, south, east]) / self.resolution
        if north <= south or east <= west or np.abs(steps - np.round(steps)).max() > 1e-6:
            expected = f"[north, west, south, east], multiples of {self.resolution}°"
            raise InputError("world: box", str(list(self.box)), expected, "mend the box in the configuration")
        if self.gauges < 1:
            raise InputError("world: gauges", str(self.gauges), "1 or more", "ask for at least one gauge")
        if self.spin_up_days < 365:
            expected = "365 or more: stores and their spread settle over a year"
            raise InputError("world: spin_up_days", str(self.spin_up_days), expected, "lengthen the spin-up")
        self._check_days("world: first_day, last_day", self.first_day, self.last_day)
        for name in ("era5_land_days", "esa_cci_days"):
            if (span := getattr(self, name)) is not None:
                self._check_days(f"world: {name}", *span)
        for store, share in self.coupling.items():
            if store not in STORES:
                expected = f"stores: {shortlist(STORES)}"
                raise InputError("world: coupling", f"'{store}'", expected, "name one of these stores")
            if not 0.0 <= share <= 1.0:
                expected = "a share from 0 (cut off from the river) to 1"
                raise InputError(f"world: coupling: {store}", str(share), expected, "mend the share")

    @staticmethod
    def _check_days(where: str, first: str, last: str) -> None:
        try:
            ordered = date.fromisoformat(first) <= date.fromisoformat(last)
        except (TypeError, ValueError):
            ordered = False
        if not ordered:
            expected = "two ISO dates, the first not after the last"
            raise InputError(where, f"{first}, {last}", expected, "mend the dates in the configuration")

    @property
    def days(self) -> pd.DatetimeIndex:
        """Every day that is written."""
        return pd.date_range(self.first_day, self.last_day, freq="D")

    def rng(self, name: str) -> np.random.Generator:
        """Return a source of randomness of its own for each named part of the world."""
        seed = self.weather_seed if name == "weather" and self.weather_seed is not None else self.seed
        return np.random.default_rng([seed, *name.encode()])
