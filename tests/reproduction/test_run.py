"""One run: placeholders, numbers, and settings in words."""

from typing import Any

import numpy as np
import pytest

from lstm_probe.reproduction.run import Run

CONFIG: dict[str, Any] = {
    "study": {"lstms": ["mine", "other"], "targets": ["swvl3_table", "sky"], "experiments": ["main"]},
    "lstms": {"mine": {"forcings": ["precipitation", "pet"]}},
    "targets": {
        "swvl3_table": {"source": "table"},
        "sky": {"source": "esa_cci", "smooth": "centred"},
        "sd": {"source": "x"},
    },
    "experiments": {"main": {"regression": {"name": "net", "alpha": 0.5}}, "huber": {"regression": {"name": "sgd"}}},
    "data": {"era5_land": {"method": "centre"}, "esa_cci": {"method": "all_touched"}},
    "periods": {"probe_fit": ["2000-01-01", "2000-12-31"]},
    "world": None,
}
NUMBERS = {"products": {"first": "swvl3_table", "second": "sky", "r": 0.4}, "counts": {"gauges": 3}}
RUN = Run(NUMBERS, CONFIG)


@pytest.mark.parametrize(
    ("path", "target", "place"),
    [
        ("a.{target}.r", "swvl3", "a.swvl3_table.r"),
        ("a.{swvl3}.{lstm}", "", "a.swvl3_table.mine"),
        ("a.{target}", "swvl1", None),
        ("a.{second}", "", "a.sky"),
        ("a.{sd}", "", None),
        ("a.b", "sd", "a.b"),
    ],
)
def test_placeholders(path: str, target: str, place: str | None) -> None:
    """Targets are called as in the study, the LSTM is its first, and a target that it lacks has no place."""
    assert RUN.place(path, target) == place


def test_numbers() -> None:
    """A number is found at its place, and nothing that is none."""
    assert RUN.find("products.r") == 0.4
    assert np.isnan([RUN.find(place) for place in (None, "products", "products.first", "nobody.r")]).all()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("experiments.main.regression", "net, alpha 0.5"),
        ("experiments.main.regression.alpha", "0.5"),
        ("experiments.huber.regression", "no experiment huber"),
        ("lstms.{lstm}.forcings", "precipitation and pet"),
        ("targets.{second}.smooth", "centred"),
        ("targets.{swvl3}.smooth", "not set"),
        ("targets.{sd}.gauges", "no target sd"),
        ("data.esa_cci.method", "all_touched"),
        ("data.era5_land.method", "no target from era5_land"),
        ("periods.probe_fit", "2000-01-01 to 2000-12-31"),
    ],
)
def test_settings(path: str, words: str) -> None:
    """A setting is told where it decides something: entries of catalogues that the study leaves out are missing."""
    assert RUN.setting(path) == words


def test_differences() -> None:
    """Each setting that is not as wanted is named with both values; placeholders stand in values, too."""
    assert RUN.differ({}) == RUN.differ({"products.first": "{swvl3}", "targets.{second}.source": "esa_cci"}) == ""
    assert RUN.differ({"products.first": "{swvl1}", "targets.{second}.smooth": "trailing"}) == (
        "products.first is swvl3_table in this run, swvl1 in the source; "
        "targets.sky.smooth is centred in this run, trailing in the source"
    )
    assert Run({}, CONFIG).differ({"targets.{second}.source": "esa_cci"}) != ""
