"""Pack daily series into short texts that a page unpacks by itself, gauge by gauge."""

import base64
import math
import zlib

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]

#: Steps between the smallest and the largest value of a series at a gauge, plus one: 0.1 % of its range.
LEVELS = 1001
#: Bytes of text that a value takes, packed: 1.23 on the demo, in the mean over targets, probes and discharge.
BYTES_A_VALUE = 1.3
#: Bytes that series may take: a part for any page, and a part that grows with the gauges up to `MANY`.
ROOM, ROOM_OF_MANY, MANY = 7e6, 16e6, 669


def days_a_step(gauges: int, days: int, series: int) -> int:
    """Choose over how many days a value is a mean, so that all series find room in a page.

    Parameters
    ----------
    gauges, days, series : int
        How many there are; series a gauge.

    Returns
    -------
    int
        1 where daily values fit.
    """
    room = ROOM + ROOM_OF_MANY * min(1.0, gauges / MANY)
    return max(1, math.ceil(gauges * days * series * BYTES_A_VALUE / room))


def means(values: Floats, step: int) -> Floats:
    """Average series over steps of some days.

    Parameters
    ----------
    values : ndarray of shape (..., n_days)
        Daily values; NaN where there is none.
    step : int
        Days; the last step may have fewer.

    Returns
    -------
    ndarray of shape (..., n_steps)
        Means over the days that have a value; NaN where none has.
    """
    if step == 1:
        return values
    rest = -values.shape[-1] % step
    padded = np.concatenate([values, np.full((*values.shape[:-1], rest), np.nan)], axis=-1)
    cut = padded.reshape(*values.shape[:-1], -1, step)
    there = np.isfinite(cut)
    total = np.where(there, cut, 0.0).sum(axis=-1)
    return np.where(there.any(axis=-1), total / np.maximum(there.sum(axis=-1), 1), np.nan)


def pack(values: Floats) -> str:
    """Pack the series of one gauge.

    Each is cut into `LEVELS` between its smallest and largest value (0: no value), of which the differences from one
    value to the next are kept, their sign in the lowest bit, all low bytes before all high ones, as both then repeat.

    Parameters
    ----------
    values : ndarray of shape (n_series, n_steps)
        NaN where there is no value.

    Returns
    -------
    str
        Base64 of a zlib stream: smallest and largest value of each series (float32, little endian), then its bytes.
    """
    values = np.where(np.isfinite(values), values, np.nan).astype("float64")
    there = np.isfinite(values)
    low = np.where(there, values, np.inf).min(axis=1, initial=np.inf)
    high = np.where(there, values, -np.inf).max(axis=1, initial=-np.inf)
    ends = np.stack([low, high], axis=1)
    ends = np.where(np.isfinite(ends), ends, 0.0).astype("<f4").astype("float64")
    width = np.where(ends[:, 1] > ends[:, 0], ends[:, 1] - ends[:, 0], 1.0)
    share = np.clip((np.where(there, values, 0.0) - ends[:, :1]) / width[:, None], 0.0, 1.0)
    level = np.where(there, np.rint(share * (LEVELS - 1)) + 1, 0).astype("int64")
    change = np.diff(level, axis=1, prepend=0)
    unsigned = ((change << 1) ^ (change >> 63)).astype("uint16")
    halves = np.concatenate([unsigned & 255, unsigned >> 8], axis=1).astype("uint8")
    return base64.b64encode(zlib.compress(ends.astype("<f4").tobytes() + halves.tobytes(), 6)).decode()
