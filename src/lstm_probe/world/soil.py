"""Soil and land cover of every cell, in the terms of the CAMELS-GB attribute tables."""

import numpy as np
import pandas as pd

from lstm_probe.world import fields
from lstm_probe.world.grid import Grid
from lstm_probe.world.terrain import Terrain


def build(grid: Grid, terrain: Terrain, rng: np.random.Generator) -> pd.DataFrame:
    """Lay soils and land cover over the land, by height, by side of the country, and by seeded chance.

    Parameters
    ----------
    grid : Grid
        The grid.
    terrain : Terrain
        Its relief.
    rng : numpy.random.Generator
        Source of the patterns.

    Returns
    -------
    pandas.DataFrame
        One row a land cell; columns named and measured as in CAMELS-GB: sand, silt, clay and organic matter
        (%), porosity (%), conductivity (cm h-1), soil depth (m), land cover (%).
    """
    height = np.clip(terrain.elevation / 450.0, 0.0, 1.5)
    east = 1.0 / (1.0 + np.exp(-(grid.cell_longitude + 1.8) / 0.5))
    table = _texture(grid, height, rng)
    lowland = np.clip(1.0 - height, 0.0, 1.0)
    depth = 0.1 + 0.9 * lowland + 0.9 * east + 0.7 * fields.still(grid.cell_km, 60.0, rng)
    table["soil_depth_pelletier"] = np.clip(np.exp(depth), 0.64, 41.5)
    cover = _land_cover(grid, height, east, rng)
    return pd.concat([table, cover], axis=1)


def _texture(grid: Grid, height: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Mix sand, silt and clay; porosity after Cosby et al. (1984, doi:10.1029/WR020i006p00682) and peat."""
    sandy, clayey, peaty = (fields.still(grid.cell_km, length, rng) for length in (55.0, 45.0, 35.0))
    sand = np.clip(45.0 + 11.0 * sandy, 20.0, 80.0)
    clay = np.clip((100.0 - sand) * (0.43 + 0.09 * clayey), 7.0, 50.0)
    organic = np.clip(0.6 + 13.0 * height**1.5 * np.exp(0.4 * peaty), 0.4, 33.0)
    conductivity = 1.4 * np.exp(0.018 * (sand - 45.0) - 0.012 * (clay - 24.0) + 0.01 * (organic - 2.0))
    return pd.DataFrame(
        {
            "sand_perc": sand,
            "silt_perc": 100.0 - sand - clay,
            "clay_perc": clay,
            "organic_perc": organic,
            "porosity_hypres": np.clip(50.5 - 0.126 * sand + 0.75 * organic, 34.0, 81.0),
            "conductivity_hypres": np.clip(conductivity, 0.5, 3.5),
        }
    )


def _land_cover(grid: Grid, height: np.ndarray, east: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Share each cell among eight covers: crops in the east, grass in the west, heath and conifers uphill."""
    suited = {
        "dwood_perc": -0.6 - 1.5 * height,
        "ewood_perc": -1.9 + 1.2 * height,
        "grass_perc": 0.9 - 0.8 * height - 0.3 * east,
        "shrub_perc": -3.2 + 4.2 * height,
        "crop_perc": -0.8 + 2.1 * east - 4.5 * height,
        "urban_perc": -1.3 - 3.5 * height,
        "inwater_perc": -4.2 - 0.3 * height,
        "bares_perc": -6.0 + 3.0 * height,
    }
    weights = {name: np.exp(fit + 0.9 * fields.still(grid.cell_km, 30.0, rng)) for name, fit in suited.items()}
    total = sum(weights.values())
    return pd.DataFrame({name: 100.0 * weight / total for name, weight in weights.items()})
