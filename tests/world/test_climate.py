"""Long-term climate and potential evapotranspiration."""

import numpy as np
import pandas as pd

from lstm_probe.world import climate


def test_radiation_equals_the_worked_example() -> None:
    """FAO-56, example 8: 32.2 MJ m-2 d-1 on 3 September at 20° S."""
    days = pd.DatetimeIndex(["1998-09-03"])
    radiation = climate.extraterrestrial_radiation(days, np.array([-20.0]))
    assert abs(radiation[0, 0] - 32.2) < 0.05


def test_polar_night_is_dark() -> None:
    """At 80° N there is no radiation at midwinter."""
    radiation = climate.extraterrestrial_radiation(pd.DatetimeIndex(["2000-12-21"]), np.array([80.0]))
    assert abs(radiation[0, 0]) < 1e-9


def test_potential_evapotranspiration_by_hand() -> None:
    """24.5 MJ evaporate 10 mm; a fifth of it at 15 °C is 2 mm, and none below -5 °C."""
    # 24.5 / 2.45 * (15 + 5) / 100 = 2
    pet = climate.potential_evapotranspiration(np.array([24.5, 24.5]), np.array([15.0, -6.0]))
    np.testing.assert_allclose(pet, [2.0, 0.0])


def test_it_is_wetter_in_the_west_and_uphill_and_colder_in_the_north_and_uphill(britain) -> None:
    """Normals of the lowlands go with longitude and latitude; everywhere with height."""
    country = britain.country
    low = country.relief.elevation < 120.0
    longitude, latitude = country.grid.cell_longitude, country.grid.cell_latitude
    normals = country.normals
    assert np.corrcoef(normals.precipitation[low], longitude[low])[0, 1] < -0.5
    assert np.corrcoef(normals.temperature[low], latitude[low])[0, 1] < -0.8
    assert np.corrcoef(normals.precipitation, country.relief.elevation)[0, 1] > 0.6
    assert np.corrcoef(normals.temperature, country.relief.elevation)[0, 1] < -0.6
