"""The account of gauges says where they lie, what land is around them, and what each lacks."""

import numpy as np
import pytest
import xarray as xr
from shapely import Point, Polygon

from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.explorer import gauges
from tests.explorer.conftest import GAUGES, TEST, Explored


@pytest.mark.parametrize(("longitude", "latitude"), [(-3.0, 52.0), (-100.0, 40.0), (147.0, -42.0)])
def test_gauges_lie_on_the_land_that_is_drawn(longitude: float, latitude: float, rng: np.random.Generator) -> None:
    """Wales, Nebraska and Tasmania are inside a ring."""
    attributes = ATTRIBUTES.mock(rng, gauge_id=1)
    attributes["gauge_lon"][:], attributes["gauge_lat"][:] = longitude, latitude
    assert any(Polygon(ring).contains(Point(longitude, latitude)) for ring in gauges.land(attributes))


def test_what_a_gauge_lacks_is_said(explored: Explored) -> None:
    """Days without discharge, gaps of a target, and targets that it takes no part in; nothing where nothing lacks."""
    series = xr.Dataset(attrs={"missing_discharge_days_by_gauge": '{"1001": 5, "elsewhere": 2}'})
    found = gauges.lacking(series, explored.predictions, TEST, GAUGES)
    gap = "20 days of the test period without swvl1"
    assert found == [
        ["5 days of the record without discharge", gap, "takes no part in sd"],
        ["takes no part in sd"],
        [],
        [],
    ]


def test_names_of_dropped_gauges_come_from_both_files() -> None:
    """A gauge that its attributes or its series dropped is named once, with the reason."""
    found = gauges.dropped(
        xr.Dataset(attrs={"dropped_gauges": '{"1": "no pet"}'}), xr.Dataset(attrs={"dropped_gauges": "{}"})
    )
    assert found == {"1": "no pet"}
