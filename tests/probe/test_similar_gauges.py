"""Distances to the nearest seen gauge: by hand, in the units that they are said to have, and across folds."""

import numpy as np
import pytest
import xarray as xr

from lstm_probe.probe.similar_gauges import nearest, of_folds
from lstm_probe.probe.spatial_folds import spatial_folds
from tests.probe.test_derangements import places

NAMES = ["height", "wetness"]


def attributes() -> xr.Dataset:
    """Four gauges a degree of latitude apart (111.2 km), the last two alike."""
    of_places = places([50, 51, 52, 53], [0.0] * 4)
    return of_places.assign(height=("gauge_id", [0.0, 2.0, 4.0, 4.0]), wetness=("gauge_id", [1.0] * 4))


def test_distances_by_hand() -> None:
    """A degree of latitude is 111.2 km; attributes count in standard deviations, one that does not vary not at all."""
    gauges = attributes()["gauge_id"].values.tolist()
    found = nearest(attributes(), NAMES, gauges[:2], gauges[2:])
    assert found["gauge_id"].tolist() == gauges[:2]
    assert found["kilometres"].tolist() == pytest.approx([222.4, 111.2], abs=0.1)
    deviation = np.std([0, 2, 4, 4])
    assert found["attribute_distance"].tolist() == pytest.approx([4 / deviation / 2**0.5, 2 / deviation / 2**0.5])


def test_what_is_not_known_has_no_distance() -> None:
    """A gauge without a place has no distance in space, and without attributes there is none in attributes."""
    known = attributes()
    gauges = known["gauge_id"].values.tolist()
    known["gauge_lat"] = known["gauge_lat"].astype(float).where(known["gauge_id"] != gauges[0])
    found = nearest(known, [], gauges[:2], gauges[2:])
    assert np.isnan(found["kilometres"][0])
    assert found["kilometres"][1] == pytest.approx(111.2, abs=0.1)
    assert found["attribute_distance"].isna().all()


def test_the_nearest_gauge_lies_in_another_fold(rng: np.random.Generator) -> None:
    """Of 30 gauges every one is measured to the others' folds alone, and one gauge has no folds."""
    land = places(rng.uniform(50, 58, 30).tolist(), rng.uniform(-5, 1, 30).tolist())
    land = land.assign(height=("gauge_id", rng.normal(size=30)))
    gauges = land["gauge_id"].values.tolist()
    folds, found = spatial_folds(land, gauges), of_folds(land, ["height"], gauges).set_index("gauge_id")
    assert sorted(found.index) == sorted(gauges)
    for gauge in gauges:
        others = [other for other in gauges if folds[other] != folds[gauge]]
        alone = nearest(land, ["height"], [gauge], others).iloc[0]
        assert alone["kilometres"] == pytest.approx(found.loc[gauge, "kilometres"])
        assert alone["attribute_distance"] == pytest.approx(found.loc[gauge, "attribute_distance"])
    assert of_folds(land, ["height"], gauges[:1]).empty
