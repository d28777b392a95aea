"""The relief of a synthetic Britain: mountains where Britain has them, with a seeded roughness."""

from dataclasses import dataclass

import numpy as np

from lstm_probe.world import fields
from lstm_probe.world.grid import plane_km

#: Massifs: longitude, latitude (degrees), height (m), half length and half width (km), bearing of the long
#: axis (degrees clockwise from north).
MASSIFS = {
    "Northern Highlands": (-4.9, 57.8, 400, 75, 35, 15),
    "Western Highlands": (-5.1, 57.0, 470, 70, 35, 20),
    "Grampians": (-4.2, 56.7, 480, 70, 32, 65),
    "Cairngorms": (-3.5, 57.05, 500, 38, 28, 70),
    "Eastern Grampians": (-3.0, 56.95, 300, 40, 20, 70),
    "Cowal and Trossachs": (-4.8, 56.25, 330, 35, 25, 30),
    "Southern Uplands": (-3.6, 55.35, 400, 80, 22, 60),
    "Galloway": (-4.4, 55.1, 280, 28, 20, 40),
    "Cheviots": (-2.3, 55.4, 330, 28, 18, 50),
    "Northern Pennines": (-2.3, 54.7, 480, 38, 24, 160),
    "Yorkshire Dales": (-2.15, 54.2, 380, 35, 24, 170),
    "Southern Pennines": (-1.9, 53.5, 350, 45, 17, 170),
    "Lake District": (-3.1, 54.5, 430, 22, 20, 0),
    "North York Moors": (-1.1, 54.4, 240, 24, 14, 90),
    "Snowdonia": (-3.9, 53.0, 440, 28, 20, 40),
    "Cambrian Mountains": (-3.6, 52.4, 380, 48, 26, 15),
    "Brecon Beacons": (-3.5, 51.85, 350, 36, 16, 80),
    "Shropshire Hills": (-2.95, 52.5, 180, 24, 16, 30),
    "Exmoor": (-3.6, 51.12, 290, 24, 11, 90),
    "Dartmoor": (-3.95, 50.58, 360, 17, 15, 0),
    "Bodmin Moor": (-4.6, 50.55, 180, 20, 14, 60),
    "Cotswolds": (-1.95, 51.85, 160, 42, 15, 35),
    "Wessex Downs": (-1.8, 51.3, 120, 55, 22, 80),
    "Chilterns": (-0.75, 51.75, 110, 38, 12, 50),
    "North Downs": (-0.1, 51.2, 100, 60, 9, 90),
    "Lincolnshire Wolds": (-0.1, 53.35, 80, 26, 10, 160),
    "Yorkshire Wolds": (-0.6, 54.0, 100, 22, 14, 30),
    "Lewis and Skye": (-6.4, 57.6, 220, 70, 28, 20),
}


@dataclass(frozen=True)
class Terrain:
    """Hold the relief of the land cells.

    Parameters
    ----------
    elevation : numpy.ndarray
        Mean elevation (cell), m.
    steepness : numpy.ndarray
        Mean slope of the drainage paths, as DPSBAR (cell), m km-1.
    """

    elevation: np.ndarray
    steepness: np.ndarray


def mountains(longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """Add up the massifs at given places (cell,), degrees; returns their height (cell,), m."""
    height = np.zeros(longitude.shape)
    for east, north, top, length, width, bearing in MASSIFS.values():
        offset = plane_km(longitude, latitude) - plane_km(np.array(east), np.array(north))
        along = np.array([np.sin(np.radians(bearing)), np.cos(np.radians(bearing))])
        across = np.array([along[1], -along[0]])
        height += top * np.exp(-((offset @ along / length) ** 2) - (offset @ across / width) ** 2)
    return height


def build(longitude: np.ndarray, latitude: np.ndarray, rng: np.random.Generator) -> Terrain:
    """Raise the land: massifs, rolling lowlands, and roughness that grows with height.

    Parameters
    ----------
    longitude, latitude : numpy.ndarray
        Places of the land cells (cell,), degrees.
    rng : numpy.random.Generator
        Source of the roughness.
    """
    points = plane_km(longitude, latitude)
    massifs = mountains(longitude, latitude)
    rolling, rough = fields.still(points, 25.0, rng), fields.still(points, 8.0, rng)
    elevation = np.maximum(55.0 + 25.0 * rolling + massifs * np.exp(0.12 * rolling + 0.14 * rough), 4.0)
    steepness = np.clip(24.0 + 0.36 * massifs * np.exp(0.25 * rough) + 16.0 * np.abs(rolling), 12.0, 480.0)
    return Terrain(elevation, steepness)
