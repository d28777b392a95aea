"""Frames hold the gauges with a rim; regions that are shown whole have one of their own."""

import numpy as np
import pytest

from lstm_probe.datasets import frames


def test_a_frame_holds_all_places_with_a_rim() -> None:
    """A degree around a single gauge, a share of the extent around many, and never beyond a pole."""
    one = frames.around(np.array([10.0]), np.array([46.0]))
    assert one == pytest.approx((9.0, 45.0, 11.0, 47.0))
    wide = frames.around(np.array([-120.0, -70.0, np.nan]), np.array([30.0, 48.0, np.nan]))
    assert wide == pytest.approx((-123.0, 27.0, -67.0, 51.0))
    assert frames.around(np.array([0.0]), np.array([89.9]))[3] == 90.0


def test_regions_have_frames_and_others_that_of_their_gauges() -> None:
    """Great Britain is shown whole wherever its gauges lie; without any place elsewhere there is no frame."""
    somewhere = np.array([-2.0]), np.array([52.0])
    west, south, east, north = frames.of_region("great_britain", *somewhere) or (0, 0, 0, 0)
    assert west < -6.4 < 1.5 < east  # the outermost gauges of CAMELS-GB
    assert south < 50.2 < 59.2 < north
    assert frames.of_region("world", *somewhere) == frames.around(*somewhere)
    assert frames.of_region("world", np.array([np.nan, 3.0]), np.array([1.0, np.nan])) is None


@pytest.mark.parametrize(
    ("longitude", "expected"),
    [([178.0, -178.0, 170.0], [178.0, 182.0, 170.0]), ([-120.0, -70.0], [-120.0, -70.0]), ([10.0], [10.0])],
)
def test_longitudes_go_on_beyond_the_date_line(longitude: list[float], expected: list[float]) -> None:
    """Fiji and its neighbours are beside each other; America stays where it is."""
    assert frames.easting(np.array(longitude)).tolist() == expected
