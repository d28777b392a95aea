"""Packed series come back as they were, to a thousandth of their range, and always find room in a page."""

import base64
import zlib

import numpy as np
import pytest

from lstm_probe.explorer import packing


def unpacked(text: str, series: int) -> np.ndarray:
    """Unpack by the description in `packing.pack`, written anew: shape (series, steps)."""
    content = zlib.decompress(base64.b64decode(text))
    ends = np.frombuffer(content, "<f4", 2 * series).reshape(series, 2).astype("float64")
    halves = np.frombuffer(content, "uint8", offset=8 * series).reshape(series, 2, -1).astype("int64")
    unsigned = halves[:, 0] + 256 * halves[:, 1]
    level = np.cumsum(np.where(unsigned % 2, -(unsigned + 1) // 2, unsigned // 2), axis=1)
    values = ends[:, :1] + (level - 1) / (packing.LEVELS - 1) * (ends[:, 1:] - ends[:, :1])
    return np.where(level > 0, values, np.nan)


def test_values_come_back(rng: np.random.Generator) -> None:
    """No value moves by more than half a level, and what is missing stays missing, at the ends and everywhere."""
    values = rng.normal(size=(3, 500)).cumsum(axis=1)
    values[0, [0, 5, 499]] = np.nan
    values[1] = 0.25  # does not vary
    values[2] = np.nan
    found = unpacked(packing.pack(values), 3)
    assert (np.isnan(found) == np.isnan(values)).all()
    half = (np.nanmax(values[0]) - np.nanmin(values[0])) / (packing.LEVELS - 1) / 2
    assert np.nanmax(np.abs(found[0] - values[0])) <= half * 1.001
    assert found[1] == pytest.approx(0.25)


def test_means_are_of_the_days_that_have_a_value() -> None:
    """A step without any value has none; the last step may be short."""
    values = np.array([[1.0, 3.0, np.nan, 5.0, np.nan, np.nan, 7.0]])
    assert packing.means(values, 2)[0] == pytest.approx([2.0, 5.0, np.nan, 7.0], nan_ok=True)
    assert packing.means(values, 1) is values


@pytest.mark.parametrize(
    ("gauges", "years", "targets", "page"), [(60, 20, 6, 15e6), (669, 10, 6, 40e6), (669, 35, 12, 40e6)]
)
def test_a_page_stays_small(gauges: int, years: int, targets: int, page: float, rng: np.random.Generator) -> None:
    """60 gauges stay below 15 MB and 669 below 40 MB, beside 3 MB and 15 kB a gauge of library and scores.

    The bytes of a value are those of the noisiest series that there are: independent draws.
    """
    days, series = round(years * 365.25), 2 * targets + 2
    step = packing.days_a_step(gauges, days, series)
    smooth = rng.normal(size=(series, -(-days // step))).cumsum(axis=1)
    assert gauges * len(packing.pack(smooth)) + 3e6 + 15e3 * gauges <= page


def test_few_gauges_have_daily_values() -> None:
    """The demo, and 60 gauges over ten years, are shown day by day."""
    assert packing.days_a_step(50, 1096, 14) == packing.days_a_step(60, 3653, 14) == 1
