"""Names of targets: what readers see, and which target stands for a known one."""

from lstm_probe.datasets.naming import display_name, stand_in


def test_a_table_stands_for_its_layer() -> None:
    """A target stands for itself, and a table for the layer whose name it extends, where that is not there."""
    assert display_name("swvl3_table") == "swvl3"
    assert stand_in("swvl3", ["swvl3_table"]) == "swvl3_table"
    assert stand_in("swvl3", ["swvl3_table", "swvl3"]) == "swvl3"
    assert stand_in("swvl3", ["swvl1", "swvl33_table", "swvl3_mine"]) is None
    assert stand_in("swvl3", []) is None
