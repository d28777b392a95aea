"""What the report shows of a configuration is what the study used."""

import yaml

from lstm_probe.report import binding


def test_camels_gb_is_not_named_where_other_catchments_are_read() -> None:
    """The default place of CAMELS-GB stands in every configuration, and is shown only of a study that reads it."""
    british = {"data": {"camels_gb": {"path": "data/camels_gb"}, "dataset": None}, "study": {"seeds": [1]}}
    assert yaml.safe_load(binding.readable(british, {})) == british
    other = {**british, "data": {**british["data"], "dataset": {"reader": "caravan"}}}
    assert yaml.safe_load(binding.readable(other, {})) == {
        "data": {"dataset": {"reader": "caravan"}},
        "study": {"seeds": [1]},
    }
