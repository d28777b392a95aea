"""Every data set says how its ids are read and what its columns mean; registries and schema name the same."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.catchments.readers import READERS
from lstm_probe.datasets import bounds, catalogue, variables
from tests.examples import examples

SCHEMA = Path(__file__).parents[2] / "workflow" / "schemas" / "config.schema.yaml"
IDS = ["01013500", "camelsaus_102101A", "hysets_01AD003", "GRDC_1159100", "camelsgb_39001", "00001", "102101A", "1e5"]


def test_every_reader_is_registered_once() -> None:
    """The catalogue, the readers and the words of the configuration are the same."""
    words = yaml.safe_load(SCHEMA.read_text())["properties"]["data"]["properties"]["dataset"]["properties"]["reader"]
    assert set(words["enum"]) == set(catalogue.DATA_SETS) == {"camels_gb", *READERS}
    assert all(one.region in bounds.REGIONS for one in catalogue.DATA_SETS.values())


@pytest.mark.parametrize("written", IDS)
@pytest.mark.parametrize("reader", ["caravan", "camels_us", "generic", "packed"])
def test_ids_outside_britain_are_the_text_of_the_file(reader: str, written: str) -> None:
    """Zeros, prefixes and letters stay."""
    if not (reader == "camels_us" and written == "00001"):
        assert catalogue.DATA_SETS[reader].plain_id(written) == written


def test_ids_of_camels_gb_are_numbers() -> None:
    """Only there are zeros and the prefix of other data sets no part of an id."""
    assert catalogue.DATA_SETS["camels_gb"].plain_id("camelsgb_039001") == "39001"


def test_a_number_of_the_usgs_gets_its_zeros_back() -> None:
    """A table that took ids for numbers has lost them."""
    assert catalogue.DATA_SETS["camels_us"].plain_id(1013500) == "01013500"


@examples(50)
@given(st.text(alphabet="0123456789abcXYZ_-", min_size=1, max_size=15))
def test_reading_an_id_twice_changes_nothing(written: str) -> None:
    """What was read once is read as itself."""
    for dataset in catalogue.DATA_SETS.values():
        assert dataset.plain_id(dataset.plain_id(written)) == dataset.plain_id(written)


def test_the_dataset_wins_over_camels_gb() -> None:
    """Where both are given; without a data set it is CAMELS-GB."""
    data = {"camels_gb": {"path": "gb", "gauges": "all"}, "dataset": None}
    assert catalogue.settings(data) == {"reader": "camels_gb", "path": "gb", "gauges": "all"}
    data |= {"dataset": {"reader": "caravan", "path": "there"}}
    assert catalogue.of(data).citation.title == "Caravan"
    assert catalogue.region(data) == "world"


def test_what_settings_say_of_their_own_data_is_kept() -> None:
    """Title, citation and licence of a user's own catchments."""
    given_ = {"reader": "generic", "title": "CAMELS-DE", "license": "CC-BY-4.0", "day_definition": "UTC"}
    attributes = catalogue.described(given_).attributes
    assert (attributes["title"], attributes["license"], attributes["day_definition"]) == (
        "CAMELS-DE",
        "CC-BY-4.0",
        "UTC",
    )


def test_every_column_has_units_that_can_be_converted() -> None:
    """No data set declares a forcing without units of ours."""
    for dataset in catalogue.DATA_SETS.values():
        assert all(variables.units_of(name) for name in dataset.columns)
