"""Units of files become ours by factors of physics; what has no way is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.datasets.conversion import convert
from lstm_probe.errors import InputError
from tests.examples import examples


@pytest.mark.parametrize(
    ("value", "units", "wanted", "expected"),
    [
        (0.002, "m", "mm d-1", 2.0),
        (273.15, "K", "degC", 0.0),
        (1 / 86400, "kg m-2 s-1", "mm d-1", 1.0),
        (86400.0, "J m-2", "W m-2", 1.0),
        (0.6, "kPa", "Pa", 600.0),
        (3.0, "mm/day", "mm d-1", 3.0),
    ],
)
def test_known_values(value: float, units: str, wanted: str, expected: float) -> None:
    """Millimetres of metres, degrees of kelvin and so on."""
    assert convert(np.array([value]), units, wanted, "a file")[0] == pytest.approx(expected)


def test_a_cubic_metre_a_second_on_86_4_square_kilometres_is_a_millimetre_a_day() -> None:
    """86 400 m3 on 86.4 km2; and a cubic foot is 0.0283 m3."""
    assert convert(np.array([1.0]), "m3 s-1", "mm d-1", "a file", 86.4)[0] == pytest.approx(1.0)
    assert convert(np.array([1.0]), "ft3 s-1", "mm d-1", "a file", 86.4)[0] == pytest.approx(0.028316846592)


@examples(30)
@given(st.floats(0.01, 1e5), st.floats(0.1, 1e6))
def test_a_flow_scales_with_the_inverse_of_the_area(flow: float, area: float) -> None:
    """Twice the area, half the depth."""
    one, two = (convert(np.array([flow]), "m3/s", "mm/d", "a file", size)[0] for size in (area, 2 * area))
    assert one == pytest.approx(2 * two)


def test_a_flow_without_an_area_and_units_without_a_way_are_refused() -> None:
    """Both messages say what to do."""
    with pytest.raises(InputError, match="area"):
        convert(np.array([1.0]), "m3 s-1", "mm d-1", "a file")
    with pytest.raises(InputError, match="furlong"):
        convert(np.array([1.0]), "furlong", "mm d-1", "a file")
