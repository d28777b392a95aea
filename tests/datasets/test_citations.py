"""Every data set is cited as its publisher asks, in the attributes that conventions name."""

import pytest

from lstm_probe.datasets import citations

ALL = [*citations.CAMELS_GB.values(), citations.SYNTHETIC, *citations.SOURCES.values()]


@pytest.mark.parametrize("citation", ALL, ids=lambda citation: citation.title)
def test_a_citation_is_complete(citation: citations.Citation) -> None:
    """Title, paper, licence and source are there, and no two data sets share a title."""
    assert all(citation.attributes.values())
    assert citation.attributes.keys() == {"title", "references", "license", "source"}
    assert citation.attributes["source"].startswith(citation.title)
    assert len({one.title for one in ALL}) == len(ALL)


def test_synthetic_data_are_not_passed_off_as_real() -> None:
    """Where the world is synthetic, its gridded fields are cited as the synthetic world and not as ERA5-Land."""
    assert citations.of_source("era5_land", synthetic=True) == citations.SYNTHETIC
    assert citations.of_source("era5_land", synthetic=False).title == "ERA5-Land"
