"""Frames: the box of the Earth in which a data set's catchments lie, for maps and for cutting fields to it."""

import numpy as np
import numpy.typing as npt

#: West, south, east and north, degrees.
Frame = tuple[float, float, float, float]

#: Frames of regions that are shown whole, wherever in them the gauges lie.
OF_REGIONS: dict[str, Frame] = {"great_britain": (-8.7, 49.8, 1.8, 60.9)}
#: Rim around gauges elsewhere: degrees at least, and share of their extent.
RIM, RIM_SHARE = 1.0, 0.06


def easting(longitude: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Return longitudes (degrees) without a step between them: those beyond the widest gap are turned by 360.

    Where gauges lie on both sides of the date line, the western hemisphere follows the eastern one.
    """
    values = np.asarray(longitude, dtype="float64")
    known = np.sort(values[np.isfinite(values)])
    if known.size < 2:
        return values
    gaps = np.diff(known)
    widest = int(np.argmax(gaps))
    around = known[0] + 360 - known[-1]
    return np.where(values <= known[widest], values + 360, values) if gaps[widest] > around else values


def around(longitude: npt.NDArray[np.floating], latitude: npt.NDArray[np.floating]) -> Frame:
    """Return the box that holds all places (degrees), with a rim; NaN does not count."""
    west, east = float(np.nanmin(longitude)), float(np.nanmax(longitude))
    south, north = float(np.nanmin(latitude)), float(np.nanmax(latitude))
    rim = max(RIM, RIM_SHARE * max(east - west, north - south))
    return west - rim, max(south - rim, -90.0), east + rim, min(north + rim, 90.0)


def of_region(region: str, longitude: npt.NDArray[np.floating], latitude: npt.NDArray[np.floating]) -> Frame | None:
    """Return the frame of a region, or that around its gauges (degrees); None where no place is known.

    Parameters
    ----------
    region : str
        As of `datasets.catalogue.DataSet`.
    longitude, latitude : numpy.ndarray of float, shape (n,)
        Places of the gauges; NaN where one is unknown. East of 180 degrees they are negative.
    """
    if region in OF_REGIONS:
        return OF_REGIONS[region]
    known = np.isfinite(longitude) & np.isfinite(latitude)
    return around(np.asarray(longitude)[known], np.asarray(latitude)[known]) if known.any() else None
