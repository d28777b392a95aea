"""Find what a schema cannot: names that no catalogue has, periods in the wrong order, figures without their data."""

import difflib
from collections.abc import Iterable
from typing import Any

from lstm_probe.errors import InputError, shortlist

#: What a figure needs beside the tables of every run: experiments, and keys of the config.
FIGURE_NEEDS: dict[str, dict[str, list[str]]] = {
    "fig02_soil_moisture_skill": {"experiments": ["main"], "targets": ["soil_targets"]},
    "fig03_probe_series": {"experiments": ["main"], "targets": ["soil_targets"]},
    "fig05_snow": {"experiments": ["main"], "targets": ["snow_target"]},
    "figA3_permuted_gauges": {"experiments": ["main", "permute_gauges"], "targets": ["soil_targets"]},
    "figA4_delayed_states": {"experiments": ["main", "delay_180"], "targets": ["soil_targets"]},
    "figS1_true_stores": {"experiments": ["main"], "keys": ["world"]},
    "figS3_published_comparison": {"experiments": ["main"], "keys": ["published"]},
}


METRICS = ["r", "r2", "anomaly_r", "nse", "kge", "rmse", "bias", "n", "r_truth", "gauges"]


def check(config: dict[str, Any], where: str) -> None:
    """Check all that the config alone can tell.

    Raises
    ------
    InputError
        Naming the first mistake, what is there to choose from, and what to do.
    """
    check_names(config, where)
    check_settings(config, where)
    check_periods(config, where)
    check_figures(config, where)
    check_snow_year(config, where)
    check_claims(config, where)


def check_names(config: dict[str, Any], where: str) -> None:
    """Check that the study and all that refers to it name only entries of the catalogues."""
    study = config["study"]
    for kind in ("lstms", "targets", "experiments"):
        _check_known(f"{where}: study.{kind}", study[kind], config[kind])
    for name in study["experiments"]:
        if lstm := config["experiments"][name]["lstm"]:
            _check_known(f"{where}: experiments.{name}.lstm", [lstm], study["lstms"])
    if config["published"]:
        _check_known(f"{where}: published.target", [config["published"]["target"]], study["targets"])


def check_settings(config: dict[str, Any], where: str) -> None:
    """Check settings that only make sense together."""
    for name in config["study"]["experiments"]:
        control, lead = config["experiments"][name]["control"], config["periods"]["state_lead_days"]
        if control["name"] == "delay" and not 0 < control.get("days", 0) <= lead:
            found, expected = f"a delay of {control.get('days', 'no')} days", f"1 to {lead} (periods.state_lead_days)"
            advice = "write control: {name: delay, days: …}, and raise state_lead_days if it must be longer"
            raise InputError(f"{where}: experiments.{name}.control", found, expected, advice)
    inputs = [name for lstm in config["study"]["lstms"] for name in config["lstms"][lstm]["attributes"]]
    for kind in ("targets", "experiments"):
        for name in config["study"][kind]:
            if criterion := config[kind][name]["gauges"]:
                known = sorted({*inputs, *config["data"]["extra_attributes"]})
                _check_known(f"{where}: {kind}.{name}.gauges.attribute", [criterion["attribute"]], known)
    for name in config["study"]["lstms"]:
        rates = config["lstms"][name]["learning_rate"]
        if min(first for first, _ in rates) != 1:
            place = f"{where}: lstms.{name}.learning_rate"
            raise InputError(place, f"{rates}", "a rate from epoch 1 on", "begin with a pair such as [1, 1.0e-3]")


def check_periods(config: dict[str, Any], where: str) -> None:
    """Check that every period begins before it ends, and that no test period has a day of its training."""
    periods = config["periods"]
    for name, period in periods.items():
        if isinstance(period, list) and period[0] >= period[1]:
            found = f"{period[0]} to {period[1]}"
            raise InputError(f"{where}: periods.{name}", found, "a first day before the last", "swap or mend them")
    for first, second in (("lstm_train", "lstm_test"), ("probe_fit", "probe_test")):
        if periods[first][1] >= periods[second][0]:
            found = f"{first} ends {periods[first][1]}, {second} begins {periods[second][0]}"
            expected = f"{second} after the end of {first}"
            raise InputError(f"{where}: periods", found, expected, "a test must not see its own training")


def check_figures(config: dict[str, Any], where: str) -> None:
    """Check that every figure of the study has its experiments, targets and data."""
    study, settings = config["study"], config["figures"]
    for figure in study["figures"]:
        needs = FIGURE_NEEDS.get(figure, {})
        advice = f"add what is missing, or take {figure} out of study.figures"
        for name in needs.get("experiments", []):
            if name not in study["experiments"]:
                found = f"{figure}, which shows the experiment '{name}'"
                expected = f"'{name}' in study.experiments, which has {shortlist(study['experiments'])}"
                raise InputError(f"{where}: study.figures", found, expected, advice)
        for key in needs.get("targets", []):
            shown = [settings[key]] if isinstance(settings[key], str) else settings[key] or []
            missing = [name for name in shown if name not in study["targets"]]
            if missing or not shown:
                found = f"{figure}, with figures.{key}: {shortlist(missing)}"
                expected = f"among study.targets: {shortlist(study['targets'])}"
                raise InputError(f"{where}: study.figures", found, expected, advice)
        for key in needs.get("keys", []):
            if not config[key]:
                raise InputError(f"{where}: study.figures", f"{figure}", f"a config with '{key}'", advice)


def check_snow_year(config: dict[str, Any], where: str) -> None:
    """Check that the year of the snow figure, if one is chosen and drawn, lies in the test period."""
    year, (first, last) = config["figures"]["snow_year"], config["periods"]["probe_test"]
    if year and "fig05_snow" in config["study"]["figures"] and not first[:4] <= str(year) <= last[:4]:
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
            if parts[0] in ("probes", "shares_beating_main") and len(parts) == 5:
                _check_known(place, [parts[1]], study["experiments"])
                _check_known(place, [parts[2]], study["targets"])
                _check_known(place, [parts[3]], ["fit", "test"])
                _check_known(place, [parts[4]], METRICS)
            elif parts[0] == "discharge" and len(parts) > 1:
                _check_known(place, [parts[1]], study["lstms"])
            else:
                _check_known(place, [parts[0]], ["probes", "shares_beating_main", "discharge", "counts", "published"])


def _check_known(where: str, names: Iterable[str], known: Iterable[str]) -> None:
    listed = list(known)
    for name in names:
        if name not in listed:
            near = difflib.get_close_matches(name, listed, 1)
            advice = f"did you mean '{near[0]}'?" if near else "add it to the catalogue, or take it out of the study"
            raise InputError(where, f"'{name}'", f"one of {shortlist(listed, 30)}", advice)
