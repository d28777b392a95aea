"""Soil, land cover and the parameters made of them."""

import numpy as np

from lstm_probe.world import parameters
from lstm_probe.world.simulation import Country


def test_shares_add_up(britain) -> None:
    """Sand, silt and clay fill a soil; eight covers fill a cell; roots fill four layers."""
    country: Country = britain.country
    ground = country.ground
    assert np.allclose(ground[["sand_perc", "silt_perc", "clay_perc"]].sum(axis=1), 100.0)
    covers = [name for name in ground if name.endswith("_perc")][4:]
    assert len(covers) == 8
    assert np.allclose(ground[covers].sum(axis=1), 100.0)
    assert np.allclose(country.model.roots.sum(axis=0), 1.0)
    assert (ground >= 0.0).all(axis=None)


def test_water_contents_are_ordered(britain) -> None:
    """In every layer of every cell: 0 < wilting point < field capacity < saturation < its thickness."""
    model = britain.country.model
    assert (model.wilting_point > 0.0).all()
    assert (model.wilting_point < model.field_capacity).all()
    assert (model.field_capacity < model.saturation).all()
    assert (model.saturation < parameters.THICKNESS[:, None]).all()
    for share in (model.drainage, model.sideways, model.sealed):
        assert ((share >= 0.0) & (share <= 1.0)).all()


def test_crops_grow_in_the_east_and_heath_uphill(britain) -> None:
    """Crops go with eastern longitudes, heath with height."""
    country = britain.country
    assert np.corrcoef(country.ground["crop_perc"], country.grid.cell_longitude)[0, 1] > 0.3
    assert np.corrcoef(country.ground["shrub_perc"], country.relief.elevation)[0, 1] > 0.6
