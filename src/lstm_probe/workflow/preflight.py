"""Find what a schema cannot: names that no catalogue has, periods in the wrong order, figures without their data."""

import difflib
from collections.abc import Iterable
from typing import Any

from lstm_probe.contracts.ensembles import ensemble_of
from lstm_probe.errors import InputError, shortlist
from lstm_probe.workflow import formation_needs, held_out, ladder, lstm_sources, period_checks, steering_needs
from lstm_probe.workflow.figure_needs import NEEDS, attributes, unmet
from lstm_probe.workflow.wanted import check_fetching, days_of_probes, listed_gauges

METRICS = ["r", "r2", "anomaly_r", "nse", "kge", "rmse", "bias", "abs_bias", "n", "r_truth", "gauges"]
BY_EXPERIMENT = ["probes", "shares_beating_main", "changes", "weights", "seeds"]  # parts of numbers.json
TABLES = ["counts", "discharge", "published", "products", "offsets", "changes_from"]
PARTS = [*BY_EXPERIMENT, "ladder", "intervals", "differences", *TABLES, "steering", "held_out", "learning_curves"]


def check(config: dict[str, Any], where: str) -> None:
    """Check all that the config alone can tell.

    Raises
    ------
    InputError
        Naming the first mistake, what is there to choose from, and what to do.
    """
    check_names(config, where)
    check_settings(config, where)
    period_checks.check(config, where)
    held_out.check(config, where)
    check_controls(config, where)
    check_figures(config, where)
    check_snow_year(config, where)
    steering_needs.check_days(config, where)
    formation_needs.check(config, where)
    check_claims(config, where)
    check_fetching(config, where)


def check_names(config: dict[str, Any], where: str) -> None:
    """Check that the study and all that refers to it name only entries of the catalogues."""
    study = config["study"]
    for kind in ("lstms", "targets", "experiments"):
        _check_known(f"{where}: study.{kind}", study[kind], config[kind])
    if doubled := [name for name in study["experiments"] if name in ladder.names(config)]:
        found, expected = shortlist(doubled), "experiments that the ladder does not run by itself"
        raise InputError(f"{where}: study.experiments", found, expected, "leave them out, or set study.ladder: false")
    for name in [*study["experiments"], *ladder.names(config)]:
        entry = config["experiments"][name]
        if lstm := entry["lstm"]:
            probed = [*study["lstms"], *(ladder.untrained(config) if name in ladder.names(config) else [])]
            _check_known(f"{where}: experiments.{name}.lstm", [lstm], probed)
        _check_known(f"{where}: experiments.{name}.targets", entry["targets"] or [], study["targets"])
    if "main" not in study["experiments"]:
        found = shortlist(study["experiments"])
        raise InputError(
            f"{where}: study.experiments", found, "'main' among them", "add main: all others are held to it"
        )
    _check_known(f"{where}: steering.targets", config["steering"]["targets"] or [], study["targets"])
    _check_known(f"{where}: steering.added", config["steering"]["added"], study["targets"])
    if config["published"]:
        _check_known(f"{where}: published.target", [config["published"]["target"]], study["targets"])


def check_settings(config: dict[str, Any], where: str) -> None:
    """Check settings that only make sense together."""
    check_residuals(config, where)
    for name in config["study"]["experiments"]:
        control, lead = config["experiments"][name]["control"], config["periods"]["state_lead_days"]
        if control["name"] == "delay" and not 0 < control.get("days", 0) <= lead:
            found, expected = f"a delay of {control.get('days', 'no')} days", f"1 to {lead} (periods.state_lead_days)"
            advice = "write control: {name: delay, days: …}, and raise state_lead_days if it must be longer"
            raise InputError(f"{where}: experiments.{name}.control", found, expected, advice)
    for kind in ("targets", "experiments"):
        for name in config["study"][kind]:
            criterion = config[kind][name]["gauges"]
            if isinstance(criterion, dict):
                place = f"{where}: {kind}.{name}.gauges.attribute"
                _check_known(place, [criterion["attribute"]], attributes(config))
    for name in config["study"]["targets"]:
        target = config["targets"][name]
        if target["source"] == "caravan" and not target["variable"]:
            expected = "a name of Caravan's, such as volumetric_soil_water_layer_1_mean"
            raise InputError(f"{where}: targets.{name}.variable", "none", expected, "add 'variable' to the entry")
        if target.get("smooth") == "centred" and target["smooth_days"] % 2 == 0:
            place, found = f"{where}: targets.{name}.smooth_days", f"{target['smooth_days']} days, centred"
            raise InputError(place, found, "an odd number of days", "take one day more, or smooth: trailing")
    for name in config["study"]["lstms"]:
        if config["lstms"][name]["epochs"] == 0:
            place, found = f"{where}: study.lstms", f"'{name}', which is not trained (epochs: 0)"
            raise InputError(place, found, "LSTMs that are trained", "take it out: the ladder probes untrained LSTMs")
        rates = config["lstms"][name]["learning_rate"]
        if min(first for first, _ in rates) != 1:
            place = f"{where}: lstms.{name}.learning_rate"
            raise InputError(place, f"{rates}", "a rate from epoch 1 on", "begin with a pair such as [1, 1.0e-3]")


def check_residuals(config: dict[str, Any], where: str) -> None:
    """Check that all experiments on residuals take them of one regression, and that it needs no states."""
    for name in [*config["study"]["experiments"], *ladder.names(config)]:
        features, shared = config["experiments"][name]["residual_of"], ladder.regressed_on(config)
        if features and (features != shared or ladder.needs_states({"features": features})):
            expected = f"{shared}, the same for all experiments, without cell_state"
            raise InputError(f"{where}: experiments.{name}.residual_of", f"{features}", expected, "make them alike")


def check_controls(config: dict[str, Any], where: str) -> None:
    """Check that an experiment that exchanges the states of gauges has two of them, where their number is known."""
    listed = listed_gauges(config["data"])
    known = [len(set(listed))] if listed is not None else []
    known += [config["world"]["gauges"]] if config["world"] else []
    for name in config["study"]["experiments"]:
        if config["experiments"][name]["control"]["name"] == "permute_gauges" and min(known, default=2) < 2:
            expected, advice = "at least 2 gauges, to exchange their states", "take in more gauges, or leave it out"
            raise InputError(f"{where}: experiments.{name}.control", f"{min(known)} gauge", expected, advice)


def check_figures(config: dict[str, Any], where: str) -> None:
    """Check that every figure of the study has its experiments, targets and data."""
    for figure in config["study"]["figures"]:
        if reason := unmet(figure, config):
            advice = f"add what is missing, or take {figure} out of study.figures"
            raise InputError(f"{where}: study.figures", f"{figure}, but {reason}", "all that it shows", advice)
    study = config["study"]
    for name, entry in config["figures"]["own"].items():
        place = f"{where}: figures.own.{name}"
        if name in NEEDS:
            raise InputError(place, f"'{name}', which is a figure of the paper's", "a name of its own", "rename it")
        _check_known(f"{place}.experiments", entry["experiments"], study["experiments"])
        _check_known(f"{place}.targets", entry["targets"], study["targets"])
        if entry["kind"] == "probe_series" and (len(entry["experiments"]) > 1 or not config["figures"]["soil_targets"]):
            found = (
                f"{len(entry['experiments'])} experiments, soil_targets: {shortlist(config['figures']['soil_targets'])}"
            )
            expected = "one experiment, and figures.soil_targets, whose biases choose the gauges"
            raise InputError(place, found, expected, "make a figure of each experiment, and name soil_targets")
    first, last = days_of_probes(config["periods"])
    for key in ("map_days", "control_days"):
        days = config["figures"][key]
        if days and not first <= days[0] < days[1] <= last:
            found = f"{days[0]} to {days[1]}"
            expected = f"days in order from {first} to {last} (periods.probe_fit and probe_test), or null"
            raise InputError(f"{where}: figures.{key}", found, expected, "choose other days")


def check_snow_year(config: dict[str, Any], where: str) -> None:
    """Check that the year of the snow figure, if one is chosen and drawn, lies in the test period."""
    year, (first, last) = config["figures"]["snow_year"], config["periods"]["probe_test"]
    if year and config["figures"]["snow_target"] and not first[:4] <= str(year) <= last[:4]:
        expected = f"a year of periods.probe_test ({first} to {last}), or null"
        raise InputError(f"{where}: figures.snow_year", str(year), expected, "choose another year")


def check_claims(config: dict[str, Any], where: str) -> None:
    """Check that every claim has a threshold and speaks of what the study runs."""
    study = config["study"]
    for number, claim in enumerate(config["expect"]):
        place = f"{where}: expect.{number}"
        if "at_least" not in claim and "above" not in claim:
            raise InputError(place, f"'{claim['claim']}' without a threshold", "at_least or above", "add one of them")
        for path in [claim["value"], *claim.get("above", [])]:
            parts = path.split(".")
            if parts[0] in BY_EXPERIMENT and len(parts) > 2:
                _check_known(place, [parts[1]], [*study["experiments"], *ladder.names(config)])
                _check_known(place, [parts[2]], study["targets"])
                if parts[0] in ("probes", "shares_beating_main") and len(parts) == 5:
                    _check_known(place, [parts[3]], ["fit", "test"])
                    _check_known(place, [parts[4]], METRICS)
            elif parts[0] == "ladder" and len(parts) > 1:
                _check_known(place, [parts[1]], study["targets"])
            elif parts[0] == "discharge" and len(parts) > 1:
                ensembles = map(ensemble_of, lstm_sources.with_ensemble(config))
                _check_known(place, [parts[1]], [*study["lstms"], *ensembles])
            else:
                _check_known(place, [parts[0]], PARTS)


def _check_known(where: str, names: Iterable[str], known: Iterable[str]) -> None:
    listed = list(known)
    for name in names:
        if name not in listed:
            near = difflib.get_close_matches(name, listed, 1)
            advice = f"did you mean '{near[0]}'?" if near else "add it to the catalogue, or take it out of the study"
            raise InputError(where, f"'{name}'", f"one of {shortlist(listed, 30)}", advice)
