"""Captions of the report: what they say of a configuration is so, for the shipped ones and for a user's own."""

import inspect
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
import yaml
from snakemake.utils import update_config

from lstm_probe.probe import regression
from lstm_probe.report import captions
from lstm_probe.workflow import configuration, figure_needs, preflight
from tests import shipped as configurations

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "workflow" / "report"
SCHEMA = configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")
OF_EVERY_RUN = ["controls", "disagreements", "expectations", "reproduction", "seeds", "sources"]
OF_THE_VERDICT = ["floor_and_ceiling", "formation", "intervals", "ladder", "lag_curve", "nulls", "sampling"]
OF_LABELS = ["held_out", "learning_crossings", "learning_curves", "similar_gauges", "units", "saturated_units"]
TABLES = [*OF_EVERY_RUN, *OF_THE_VERDICT, *OF_LABELS, "table1_medians", "weights"]
VERDICT_FIGURES = ["figS8_ladder", "figS9_lag_curve", "figS13_formation"]
OF_SOIL, OF_PRODUCTS = ["offsets", "offsets_test"], ["products"]
OF_PUBLISHED = ["published_comparison", "published_summary"]
SHIPPED = ["config", "as_run", "fast", "demo", "real60", "real666", "scale", "tiny", "ungauged"]

Config = dict[str, Any]
DELAY = {"experiments": {"delay_180": {"control": {"days": 90}}}}
OF_TABLE = {
    "targets": {"sm": {"source": "table", "path": "sm.csv", "units": "m3 m-3", "long_name": "soil moisture, SMAP"}},
    "study": {"targets": ["swvl1", "sm"], "experiments": ["main", "permute_gauges", "delay_180", "gauge_intercepts"]},
    "figures": {"soil_targets": ["swvl1"], "snow_target": None, "satellite_target": "sm"},
    "expect": [],
}
MLP = {"experiments": {"main": {"regression": {"name": "mlp"}}}}
OWN_LEVELS = {"experiments": {"main": {"intercepts": "gauge"}}}
OWN_PROBES = {"experiments": {"main": {"pooling": "gauge"}}}
SGD = {"experiments": {"gauge_intercepts": {"regression": {"name": "sgd", "loss": "squared_error"}}}}
PENALTY = {
    "probe": {"regression": {"alpha": 0.02}},
    "experiments": {"snow_all_gauges_alpha_1": {"regression": {"alpha": 0.5}}},
}
NETWORK = {"experiments": {"snow_all_gauges_alpha_1": {"regression": {"name": "mlp"}}}}
BARE = {
    "lstms": {"demo": {"attributes": [], "forcings": ["precipitation", "peti"]}},
    "targets": {"sd": {"gauges": None}, "esa_cci": {"fill_gaps": False, "smooth_days": 1}},
    "figures": {"soil_targets": ["swvl2"], "series_gauges": ["39001"], "snow_year": 2004},
}
CHANGES: dict[str, Config] = {
    "a delay of 90 days": DELAY,
    "satellite from a table": OF_TABLE,
    "a network": MLP,
    "own intercepts": OWN_LEVELS,
    "own probes": OWN_PROBES,
    "descent": SGD,
    "other penalties": PENALTY,
    "a network of all gauges": NETWORK,
    "the least": BARE,
}
RUNS = [*((overlay, "") for overlay in SHIPPED), *(("demo", change) for change in CHANGES)]


def merge(onto: Config, changes: Config) -> None:
    """Merge changes as Snakemake merges an overlay, but put a regression of another name in place of the old."""
    for entry in changes.get("experiments", {}):
        if "name" in changes["experiments"][entry].get("regression", {}):
            onto["experiments"][entry].pop("regression", None)
    update_config(onto, changes)


@cache
def shipped(overlay: str) -> Config:
    """Read one of the configurations that come with the repository."""
    return configurations.configuration(overlay.removeprefix("config"))


def complete(overlay: str, changes: Config | None = None) -> Config:
    """Complete the shipped configuration with one overlay and some changes, and leave out figures it cannot draw."""
    config = deepcopy(shipped(overlay))
    merge(config, changes or {})
    config = configuration.complete(config, SCHEMA, f"config/{overlay}.yaml")
    study = config["study"]
    if changes:
        study["figures"] = [name for name in study["figures"] if figure_needs.unmet(name, config) is None]
    preflight.check(config, overlay)
    return config


def names(config: Config) -> Iterator[str]:
    """Name the captions of a study's figures and tables."""
    yield from [*config["study"]["figures"], *VERDICT_FIGURES]
    yield from TABLES
    yield from OF_SOIL * bool(config["figures"]["soil_targets"])
    yield from OF_PRODUCTS * bool(config["figures"]["satellite_target"])
    yield from OF_PUBLISHED * bool(config["published"])


def render(name: str, config: Config, trim: bool = False) -> str:
    """Render a template, as the report of a run does, or (trimmed) as Snakemake's own does."""
    kind = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=trim, lstrip_blocks=trim)
    template = kind.from_string((REPORT / f"{name}.rst").read_text())
    return template.render(snakemake=SimpleNamespace(config=config))


@cache
def of(name: str, overlay: str, change: str = "") -> str:
    """Write a caption in one line."""
    return " ".join(render(name, complete(overlay, CHANGES.get(change))).split())


@pytest.mark.parametrize(("overlay", "change"), RUNS)
def test_captions_can_be_written(overlay: str, change: str) -> None:
    """Every caption of a study finds what it tells of, leaves no template behind, and is the same in both reports."""
    config = complete(overlay, CHANGES.get(change))
    for name in names(config):
        written = render(name, config)
        assert not re.search(r"[{}]|None|\S  | [,.;:)]|\( |,,|\.\.", written), name
        assert written.split() == render(name, config, trim=True).split(), name


@pytest.mark.parametrize(("overlay", "change"), RUNS)
def test_captions_of_figures_have_their_parts(overlay: str, change: str) -> None:
    """What is shown, under a title; what to see; and where the figure comes from: no condition splits a paragraph."""
    config = complete(overlay, CHANGES.get(change))
    for name in [*config["study"]["figures"], *VERDICT_FIGURES]:
        caption = captions.read(REPORT / f"{name}.rst", config)
        assert caption.title, name
        assert caption.body.count("<p") == 3, name
        assert caption.body.count("What to see:") == 1, name


def test_the_snow_caption_says_what_the_lstm_was_given() -> None:
    """Forcings, the number of attributes, and frac_snow where it is among them, are those of the LSTM."""
    written = of("fig05_snow", "demo")
    assert "given precipitation, temperature, pet and 22 static attributes (frac_snow, the share" in written
    assert "takes part (purple; frac_snow above 0.05)" in written
    snowier = {"gauges": {"attribute": "gauge_elev", "above": 100}}
    for own, said in (
        (snowier, "(purple; frac_snow above 0.05; gauge_elev above 100)"),
        ({"gauges": "all"}, "(purple)"),
    ):
        config = complete("demo", {"experiments": {"main": own}})
        assert said in " ".join(render("fig05_snow", config).split())
    bare = of("fig05_snow", "demo", "the least")
    assert "given precipitation, peti and no static attributes, and no series of snow" in bare
    assert "above" not in bare


@pytest.mark.parametrize("overlay", SHIPPED)
def test_the_lstm_is_that_of_main(overlay: str) -> None:
    """Its hidden size is told, not that of the study's first LSTM, where main has another."""
    config = complete(overlay)
    config["lstms"]["other"] = {**config["lstms"][config["study"]["lstms"][0]], "hidden_size": 4321}
    config["study"]["lstms"].append("other")
    for name in ("fig01_pipeline", "figC1_gauge_intercepts_scheme", "figF1_lstm_cell"):
        assert "4321" not in render(name, config)
        changed = {**config, "experiments": {**config["experiments"]}}
        changed["experiments"]["main"] = {**config["experiments"]["main"], "lstm": "other"}
        assert "4321" in render(name, changed)


@pytest.mark.parametrize("overlay", SHIPPED)
def test_gauge_intercepts_may_raise_r(overlay: str) -> None:
    """Weights are freed from explaining levels, so r may rise, and no caption promises that it stays."""
    for name in ("figC1_gauge_intercepts_scheme", "figC2_gauge_intercepts_series", "figC3_gauge_intercepts"):
        written = of(name, overlay)
        assert "freed from explaining levels between gauges" in written
        assert re.search("r (above a panel )?may rise", written), name
        assert not re.search("only through|slightly|nearly as it was|while correlations", written), name


@pytest.mark.parametrize(("overlay", "change"), RUNS)
def test_centring_is_the_columns_for_squared_errors_alone(overlay: str, change: str) -> None:
    """Fig. C1 claims that both ways have equal weights where the regression is exact, and denies it elsewhere."""
    written, exact = of("figC1_gauge_intercepts_scheme", overlay, change), overlay != "as_run" and change != "descent"
    assert ("these are the very w and b of (a)" in written) == exact
    assert ("Only an exact minimum of squared errors" in written) == (not exact)
    assert ("has Huber's loss" in written) == (overlay == "as_run")
    assert ("has a stochastic descent" in written) == (change == "descent")
    left = of("figC2_gauge_intercepts_series", overlay, change)
    assert ("a constant that all gauges share" in left) == (not exact)


OF_DELAY = ["figA2_delay", "figA4_delayed_states", "figS1_true_stores", "figS6_controls_of_snow_and_satellite"]


@pytest.mark.parametrize("name", OF_DELAY)
def test_the_delay_is_that_of_the_experiment(name: str) -> None:
    """180 days as shipped and 90 where so configured, when half a year is not spoken of; the paper's are still 180."""
    assert "180 days" in of(name, "demo")
    ours, _, theirs = of(name, "demo", "a delay of 90 days").partition(" of Lees et al.")
    assert "90 days" in ours
    assert not re.search("180|half a year|upside down", ours)
    assert theirs.endswith("at a delay of 180 days.") == (name == "figA4_delayed_states")
    assert "at a delay of" not in of(name, "demo")


def test_no_caption_types_a_setting() -> None:
    """Days of a delay and penalties come from the configuration; the paper's, behind its name, may be typed."""
    typed = r"180 days|alpha \d|\d seeds"
    for path in REPORT.glob("*.rst"):
        ours = path.read_text().partition(" of Lees et al.")[0]
        assert not re.search(typed, re.sub(r"{%.*?%}|{{.*?}}", "", ours, flags=re.DOTALL)), path.stem


def test_penalties_are_those_of_the_experiments() -> None:
    """Each panel of Fig. S7 has the alpha of its own experiment, and only 1 is called the penalty of the text."""
    text = "(c) to all gauges under the penalty of the paper's text (alpha 1.0)"
    for overlay in ("config", "as_run", "fast", "demo", "scale", "tiny"):
        assert "with snow (alpha 0.01), (b) to all gauges (alpha 0.01), " + text in of("figS7_snow_all_gauges", overlay)
    other = "with snow (alpha 0.02), (b) to all gauges (alpha 0.02), (c) to all gauges (alpha 0.5)."
    assert other in of("figS7_snow_all_gauges", "demo", "other penalties")
    network = of("figS7_snow_all_gauges", "demo", "a network of all gauges")
    assert "(c) to all gauges (a neural network, which has no such weights)." in network


@pytest.mark.parametrize(
    ("function", "setting", "name"),
    [
        (regression.elastic_net, "alpha", "figS7_snow_all_gauges"),
        (regression.sgd, "alpha", "figS7_snow_all_gauges"),
        (regression.sgd, "loss", "figC1_gauge_intercepts_scheme"),
        (regression.mlp, "hidden", "figE1_mlp_series"),
    ],
)
def test_defaults_are_those_of_the_regressions(function: Callable[..., Any], setting: str, name: str) -> None:
    """Where the configuration leaves a setting to the library, captions have the library's default."""
    found = re.findall(rf'\["{setting}"\]\s+\|\s+default\((.+?)\)', (REPORT / f"{name}.rst").read_text())
    default = inspect.signature(function).parameters[setting].default
    assert found
    assert all(yaml.safe_load(text) == (list(default) if isinstance(default, tuple) else default) for text in found)


def test_a_satellite_target_may_come_from_a_table() -> None:
    """Then nothing is said of gaps and smoothing; as shipped, both; and neither where there is none."""
    for name in ("figB1_satellite_skill", "figB2_satellite_series"):
        assert "trailing mean over 7 days" in of(name, "demo")
        for change in ("satellite from a table", "the least"):
            assert not re.search("smoothed|interpolated", of(name, "demo", change))
    assert "interpolated over its gaps and then smoothed" in of("figB1_satellite_skill", "config")
    assert "a table of catchment means" in of("figB1_satellite_skill", "demo", "satellite from a table")
    assert "soil moisture, SMAP" in of("figB3_products", "demo", "satellite from a table")
    assert "figB4_resolutions" not in complete("demo", OF_TABLE)["study"]["figures"]


def test_medians_on_grids_name_their_days() -> None:
    """From the fit period's first to the test period's last, and of those the days on which a satellite has a value."""
    written = of("figB4_resolutions", "config")
    assert "over the days that both products have, from the fit period's first to the test period's last day" in written
    assert "(1988-01-01 to 2008-12-31)" in written
    assert "over those of these days on which the cell has a value" in written


OF_MAIN = ["fig01_pipeline", "fig02_soil_moisture_skill", "fig03_probe_series", "figE1_mlp_series"]


@pytest.mark.parametrize("name", OF_MAIN)
def test_a_network_is_not_called_linear(name: str) -> None:
    """Where main is a network, no caption calls it linear, a weighted sum, or one of weights to look at."""
    words = r"(?<![nN]on-)linear probe|linearly|weighted sum|set of weights|weights \(those"
    assert re.search(words, of(name, "demo").partition(" of Lees et al.")[0])
    assert not re.search(words, of(name, "demo", "a network").partition(" of Lees et al.")[0])
    for change in ("a network", "own probes"):
        assert "main is none in this run" in of("fig07_snow_units", "demo", change)
    assert "main is none" not in of("fig07_snow_units", "demo")


def test_shared_intercepts_are_named_where_they_are_shared() -> None:
    """One set of weights and one intercept for all gauges is said of a pooled probe alone."""
    assert "one set of weights w and one intercept b for all gauges" in of("fig01_pipeline", "as_run")
    assert "one set of weights w for all gauges and an intercept b for each" in of(
        "fig01_pipeline", "demo", "own intercepts"
    )
    assert "weights w and an intercept b of its own for every gauge" in of("fig01_pipeline", "demo", "own probes")
    for change in ("own intercepts", "own probes"):
        for name in ("fig03_probe_series", "fig04_offsets", "figD1_example_gauges", "figC3_gauge_intercepts"):
            assert not re.search("one intercept|One set|one probe", of(name, "demo", change)), name
            assert re.search("one intercept|one probe", of(name, "demo")), name


def test_figures_of_a_user_have_captions_of_their_own() -> None:
    """Each is called by its name, and told of its own kind, experiments and targets."""
    histograms = {"kind": "skill_histograms", "experiments": ["main", "alpha_1"], "targets": ["swvl1"]}
    series = {"kind": "probe_series", "experiments": ["mlp"], "targets": ["sd"]}
    config = complete("demo", {"figures": {"own": {"fig_penalty": histograms, "fig_snow": series}}})
    first, second = (captions.read(REPORT / "own_figure.rst", config, name) for name in ("fig_penalty", "fig_snow"))
    assert (first.title, second.title) == ("fig_penalty: skill of swvl1", "fig_snow: sd in time")
    assert "(main, alpha_1)" in first.body
    assert "the experiment mlp" in second.body


def test_one_layer_is_not_averaged() -> None:
    """With a single soil layer no caption speaks of a mean over layers."""
    for overlay, change in (("real60", ""), ("real666", ""), ("demo", "the least")):
        for name in ("fig02_soil_moisture_skill", "fig03_probe_series", "fig04_offsets"):
            assert not re.search("the layers|over layers|A colour is", of(name, overlay, change)), name
