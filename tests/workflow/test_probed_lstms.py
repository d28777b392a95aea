"""What is probed of which LSTM: as experiments name it, and no more is kept of its units."""

from lstm_probe.workflow import lstm_sources, probed_lstms
from tests.workflow.test_lstm_sources import config


def test_only_what_probes_are_given_is_kept() -> None:
    """Outputs and gates are extracted where an experiment asks for them, and cell states always."""
    there = config(mine={"source": "trained"}, other={"source": "trained"})
    there["experiments"]["gates"] = {"lstm": "other", "features": ["forget_gate", "hidden_state"]}
    there["study"]["experiments"].append("gates")
    assert probed_lstms.kept(there, "mine") == ["cell_state"]
    assert probed_lstms.kept(there, "other") == ["cell_state", "forget_gate", "hidden_state"]


def test_units_are_drawn_where_more_than_cell_states_is_kept() -> None:
    """The figure of units joins those of a study that extracts outputs or gates, and no other."""
    there = config(mine={"source": "trained"})
    lstm_sources.settle(there, "config.yaml")
    assert probed_lstms.UNITS not in there["study"].get("figures", [])
    there["experiments"]["main"]["features"] = ["hidden_state"]
    there["study"]["figures"] = ["figS5_seeds"]
    lstm_sources.settle(there, "config.yaml")
    assert there["study"]["figures"] == ["figS5_seeds", probed_lstms.UNITS]


def test_probes_that_differ_by_what_they_are_given_are_found() -> None:
    """Main's and those of another kind of units alone; not a control, nor a probe of two kinds."""
    there = config()
    plain = there["experiments"]["main"] | {"control": {"name": "none"}}
    there["experiments"] = {
        "main": plain,
        "outputs": plain | {"features": [{"name": "hidden_state"}]},
        "both": plain | {"features": ["cell_state", "hidden_state"]},
        "delayed": plain | {"control": {"name": "delay"}},
    }
    there["study"]["experiments"] = list(there["experiments"])
    assert probed_lstms.kinds_probed(there) == {"main": "cell_state", "outputs": "hidden_state"}
