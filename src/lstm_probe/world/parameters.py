"""What the land model needs to know of each cell, from its soil, land cover and slope."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

#: Thickness of the four layers, 0-7, 7-28, 28-100 and 100-289 cm (layer), mm.
THICKNESS = np.array([70.0, 210.0, 720.0, 1890.0])

#: Share of the roots in each layer, by kind of cover (cover: layer), 1.
ROOTS = {
    "wood": np.array([0.20, 0.37, 0.40, 0.03]),
    "crop": np.array([0.30, 0.44, 0.25, 0.01]),
    "grass": np.array([0.36, 0.42, 0.215, 0.005]),
}


@dataclass(frozen=True)
class Parameters:
    """Hold the land model's parameters; arrays are (layer, cell) or (cell,).

    Parameters
    ----------
    saturation, field_capacity, wilting_point : numpy.ndarray
        Water of each layer at saturation, after drainage, and out of the reach of roots (layer, cell), mm.
    roots : numpy.ndarray
        Share of the roots (layer, cell), 1.
    drainage : numpy.ndarray
        Share of the water above field capacity that leaves in a day (layer, cell), 1.
    sideways : numpy.ndarray
        Share of the drainage that flows to the stream, the rest percolates (layer, cell), 1.
    melt : numpy.ndarray
        Degree-day factor (cell), mm K-1 d-1.
    shape : numpy.ndarray
        Exponent of the saturated area (cell), 1.
    sealed : numpy.ndarray
        Share of the cell that is sealed (cell), 1.
    """

    saturation: np.ndarray
    field_capacity: np.ndarray
    wilting_point: np.ndarray
    roots: np.ndarray
    drainage: np.ndarray
    sideways: np.ndarray
    melt: np.ndarray
    shape: np.ndarray
    sealed: np.ndarray


def build(soil: pd.DataFrame, steepness: np.ndarray) -> Parameters:
    """Turn soil and land cover (one row a cell) and steepness (cell), m km-1, into parameters.

    Clay and peat hold more water; sand drains faster; deep soils release baseflow slowly; slopes, clays and
    shallow soils send more of their drainage sideways and shed more of the rain.
    """
    sand, clay, organic = (soil[f"{name}_perc"].to_numpy() for name in ("sand", "clay", "organic"))
    porosity = soil["porosity_hypres"].to_numpy() / 100.0
    field_capacity = np.minimum(0.225 + 0.0035 * clay - 0.001 * (sand - 45.0) + 0.006 * organic, 0.85 * porosity)
    wilting_point = np.minimum(0.05 + 0.0035 * clay + 0.003 * organic, 0.6 * field_capacity)
    speed = np.sqrt(soil["conductivity_hypres"].to_numpy() / 1.4)
    depth = soil["soil_depth_pelletier"].to_numpy()
    days = [4.5 / speed, 4.5 / speed, 13.0 / speed, 60.0 * depth**0.3 / speed]
    slope = np.clip(steepness / 345.0, 0.0, 1.0)
    tight = (clay - 24.0) / 100.0 + 0.05 * np.log(2.5 / depth)
    sides = [0.15 + 0.45 * slope + 1.0 * tight, 0.25 + 0.45 * slope + 1.6 * tight]
    none = np.zeros_like(slope)
    sideways = np.stack([none, *(np.clip(side, 0.03, 0.85) for side in sides), none + 1.0])
    wood = (soil["dwood_perc"] + soil["ewood_perc"]).to_numpy() / 100.0
    return Parameters(
        saturation=THICKNESS[:, None] * porosity,
        field_capacity=THICKNESS[:, None] * field_capacity * np.array([0.80, 0.95, 1.0, 0.78])[:, None],
        wilting_point=THICKNESS[:, None] * wilting_point,
        roots=_roots(wood, soil["crop_perc"].to_numpy() / 100.0),
        drainage=1.0 - np.exp(-1.0 / np.stack(days)),
        sideways=sideways,
        melt=3.3 - 1.3 * wood,
        shape=np.clip(4.2 - 1.4 * slope - 7.0 * tight, 2.0, 8.0),
        sealed=0.35 * soil["urban_perc"].to_numpy() / 100.0,
    )


def within(model: Parameters, cells: np.ndarray) -> Parameters:
    """Take the parameters of some cells (cell,), positions."""
    return Parameters(**{name: values[..., cells] for name, values in vars(model).items()})


def _roots(wood: np.ndarray, crop: np.ndarray) -> np.ndarray:
    """Mix root profiles by cover (cell,); returns (layer, cell), each cell's shares adding up to 1."""
    shares = {"wood": wood, "crop": crop, "grass": 1.0 - wood - crop}
    return sum((ROOTS[name][:, None] * share for name, share in shares.items()), np.zeros((4, len(wood))))
