"""What each figure needs of a configuration, and which of the paper's figures and experiments a run cannot show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lstm_probe.errors import shortlist
from lstm_probe.workflow import ladder, steering_needs


@dataclass(frozen=True)
class Need:
    """Say what a figure needs beside the tables of every run.

    Parameters
    ----------
    experiments : sequence of str
        Names in study.experiments.
    targets : sequence of str
        Keys of `figures` that name targets of the study.
    gridded : sequence of str
        Keys of `figures` whose targets must come from a grid.
    attributes : sequence of str
        Static attributes of the gauges.
    keys : sequence of str
        Sections of the configuration that must not be empty.
    gauges : str
        Key of `figures` that may name the gauges it shows; nothing where none does.
    steering : bool
        Whether it shows an LSTM whose states were changed.
    """

    experiments: Sequence[str] = ("main",)
    targets: Sequence[str] = ()
    gridded: Sequence[str] = ()
    attributes: Sequence[str] = ()
    keys: Sequence[str] = ()
    gauges: str = ""
    steering: bool = False


SOIL = ("soil_targets",)
SNOW = ("snow_target",)
SATELLITE = ("satellite_target",)
BOTH_PRODUCTS = ("satellite_target", "satellite_layer")
WITHOUT_GRID = {
    "table": "a table of catchment means",
    "caravan": "Caravan's catchment means",
    "simple_store": "a simple model of each catchment",
}
#: The figure of learning curves, for which their draws are made.
LEARNING = "figS14_learning_curves"
#: The figure of scores against the distance to the nearest gauge that was seen.
SIMILAR = "figS15_similar_gauges"
EXAMPLES = ("area", "p_mean", "gauge_elev", "pet_mean")

NEEDS: dict[str, Need] = {
    "fig01_pipeline": Need(targets=SOIL),
    "fig02_soil_moisture_skill": Need(targets=SOIL),
    "fig03_probe_series": Need(targets=SOIL, gauges="series_gauges"),
    "fig04_offsets": Need(targets=SOIL, attributes=("p_mean",)),
    "fig05_snow": Need(targets=SNOW, gauges="snow_gauges"),
    "fig06_july_2007": Need(targets=("map_target",)),
    "fig07_snow_units": Need(targets=SNOW, gauges="snow_gauges"),
    "figA1_permutation": Need(("main", "permute_gauges"), SOIL, gauges="control_gauges"),
    "figA2_delay": Need(("main", "delay_180"), SOIL, gauges="control_gauges"),
    "figA3_permuted_gauges": Need(("main", "permute_gauges"), SOIL),
    "figA4_delayed_states": Need(("main", "delay_180"), SOIL),
    "figB1_satellite_skill": Need(targets=SATELLITE),
    "figB2_satellite_series": Need(targets=SATELLITE + SOIL, gauges="series_gauges"),
    "figB3_products": Need((), BOTH_PRODUCTS),
    "figB4_resolutions": Need((), BOTH_PRODUCTS, gridded=BOTH_PRODUCTS),
    "figC1_gauge_intercepts_scheme": Need(),
    "figC2_gauge_intercepts_series": Need(("main", "gauge_intercepts"), SOIL, gauges="series_gauges"),
    "figC3_gauge_intercepts": Need(("main", "gauge_intercepts"), SOIL),
    "figD1_example_gauges": Need(targets=SOIL, attributes=EXAMPLES, gauges="series_gauges"),
    "figE1_mlp_series": Need(("main", "mlp"), SOIL, gauges="series_gauges"),
    "figF1_lstm_cell": Need(()),
    "figS1_true_stores": Need(keys=("world",)),
    "figS2_discharge_skill": Need(()),
    "figS3_published_comparison": Need(keys=("published",)),
    "figS4_training_history": Need(()),
    "figS5_seeds": Need(),
    "figS6_controls_of_snow_and_satellite": Need(("main", "permute_gauges", "delay_180"), SNOW + SATELLITE),
    "figS7_snow_all_gauges": Need(("main", "snow_all_gauges", "snow_all_gauges_alpha_1"), SNOW),
    "figS11_lstms": Need(),
    "figS12_units": Need(),
    "figS10_steering": Need((), steering=True),
    LEARNING: Need(),
    SIMILAR: Need(),
}

#: The experiments of the paper (sect. 3 and 4, App. A to E), as the shipped catalogue names them.
PAPER_EXPERIMENTS = [
    "main",
    "permute_gauges",
    "delay_180",
    "alpha_1",
    "gauge_intercepts",
    "mlp",
    "per_catchment",
    "snow_all_gauges",
    "snow_all_gauges_alpha_1",
]


def unmet(figure: str, config: dict[str, Any]) -> str | None:
    """Say what keeps a figure from being drawn; None if nothing does.

    Parameters
    ----------
    figure : str
        Name of the figure's rule.
    config : dict
        The whole configuration.
    """
    need, study = NEEDS[figure], config["study"]
    for name in need.experiments:
        if name not in study["experiments"]:
            return f"it shows the experiment '{name}', and study.experiments has {shortlist(study['experiments'])}"
    for key in need.targets:
        shown = _targets(config, key)
        if not shown:
            return f"figures.{key} names no target"
        if missing := [name for name in shown if name not in study["targets"]]:
            return f"figures.{key} names {shortlist(missing)}, and study.targets has {shortlist(study['targets'])}"
    for key in need.gridded:
        for name in _targets(config, key):
            if product := WITHOUT_GRID.get(config["targets"][name]["source"]):
                return f"{name} comes from {product}, without a grid"
    for name in need.attributes:
        if name not in attributes(config):
            return f"it shows the attribute '{name}', which is not in data.extra_attributes"
    if figure == "figS4_training_history" and (elsewhere := trained_elsewhere(config)):
        return f"{shortlist(elsewhere)} was trained elsewhere, without a history here"
    if figure in (LEARNING, SIMILAR) and not ladder.is_run(config):
        return "it rests on the ladder (study: {ladder: true}), for an LSTM whose forcings are known"
    if need.steering and not steering_needs.steered(config):
        return "; ".join(f"{name}: {reason}" for name, reason in steering_needs.not_run(config).items())
    return next((f"the config has no '{key}'" for key in need.keys if not config[key]), None)


def trained_elsewhere(config: dict[str, Any]) -> list[str]:
    """Name the LSTMs of the study that are imported or read as states."""
    return [name for name in config["study"]["lstms"] if config["lstms"][name].get("source", "trained") != "trained"]


def unanswered(config: dict[str, Any]) -> dict[str, str]:
    """Name the figures and experiments of the paper that a study does not have, each with the reason."""
    study = config["study"]
    reasons = {}
    for figure in NEEDS:
        if not figure.startswith("figS") and figure not in study["figures"]:
            reasons[figure] = unmet(figure, config) or "not in study.figures"
    for name in PAPER_EXPERIMENTS:
        if name not in study["experiments"]:
            only = config["experiments"].get(name, {}).get("targets") or []
            missing = [target for target in only if target not in study["targets"]]
            reasons[name] = f"the study has no target {shortlist(missing)}" if missing else "not in study.experiments"
    return reasons


def attributes(config: dict[str, Any]) -> list[str]:
    """Name the static attributes that a study reads."""
    inputs = [name for lstm in config["study"]["lstms"] for name in config["lstms"][lstm]["attributes"]]
    return sorted({*inputs, *config["data"]["extra_attributes"]})


def _targets(config: dict[str, Any], key: str) -> list[str]:
    """Name the targets of one key of `figures`, which holds a name or several."""
    shown = config["figures"][key]
    return [shown] if isinstance(shown, str) else shown or []
