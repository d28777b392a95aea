"""Find what a schema cannot: names that no catalogue has, periods in the wrong order, data that are not there."""

import difflib
from pathlib import Path
from typing import Any

from lstm_probe.errors import InputError, shortlist

WHERE_FROM = {
    "camels_gb": "CAMELS-GB v1, free and without a login, unpacked with its boundaries: "
    "https://doi.org/10.5285/8344e4f3-d2ea-44f5-8afa-86d2987543a9",
    "era5_land": "daily means of swvl1-4 and sd over [60.0, -8.5, 49.5, 2.5], free with an account: "
    "https://cds.climate.copernicus.eu/datasets/derived-era5-land-daily-statistics; put the netCDF files there",
}


def check_names(config: dict[str, Any], where: str) -> None:
    """Check that the study names only entries of the catalogues, and that its experiments can run.

    Raises
    ------
    InputError
        Naming the entry that is missing, with the nearest one.
    """
    study = config["study"]
    for kind in ("lstms", "targets", "experiments"):
        for name in study[kind]:
            if name not in config[kind]:
                raise _unknown(f"{where}: study.{kind}", name, config[kind])
    for name in study["experiments"]:
        experiment = config["experiments"][name]
        if experiment["lstm"] and experiment["lstm"] not in study["lstms"]:
            raise _unknown(f"{where}: experiments.{name}.lstm", experiment["lstm"], study["lstms"])
        days, lead = experiment["control"].get("days", 0), config["periods"]["state_lead_days"]
        if days > lead:
            found, expected = f"a delay of {days} days", f"at most periods.state_lead_days = {lead}"
            raise InputError(f"{where}: experiments.{name}.control", found, expected, "raise state_lead_days")
    for name in config["figures"]["soil_targets"]:
        if name not in study["targets"]:
            raise _unknown(f"{where}: figures.soil_targets", name, study["targets"])


def check_periods(config: dict[str, Any], where: str) -> None:
    """Check that every period begins before it ends, and that fitting comes before testing.

    Raises
    ------
    InputError
        Naming the period.
    """
    periods = config["periods"]
    for name, period in periods.items():
        if isinstance(period, list) and period[0] >= period[1]:
            found = f"{period[0]} to {period[1]}"
            raise InputError(f"{where}: periods.{name}", found, "a first day before the last", "swap or mend them")
    for first, second in (("lstm_train", "lstm_test"), ("probe_fit", "probe_test")):
        if periods[first][1] >= periods[second][0]:
            found = f"{first} ends {periods[first][1]}, {second} begins {periods[second][0]}"
            raise InputError(f"{where}: periods", found, "no day in both", "a test must not see its own training")


def check_data(config: dict[str, Any], where: str) -> None:
    """Check that the data a run begins with are in place; a synthetic world needs none.

    Raises
    ------
    InputError
        Naming every folder or file that is missing, where to get it and where to put it.
    """
    sources = {config["targets"][name]["source"] for name in config["study"]["targets"]}
    wanted = {} if config["world"] else {"camels_gb": config["data"]["camels_gb"]["path"]}
    if "era5_land" in sources and not config["world"]:
        wanted["era5_land"] = config["data"]["era5_land"]["path"]
    missing = {name: path for name, path in wanted.items() if not path or not Path(path).exists()}
    if missing:
        lines = [f"data.{name}.path: {path}\n              {WHERE_FROM[name]}" for name, path in missing.items()]
        advice = (
            "get the data, or name another folder in the config (or export LSTM_PROBE_DATA=/folder);\n"
            "            to see the pipeline at work without any download: make demo"
        )
        raise InputError(where, f"nothing at {shortlist(missing.values())}", "\n            ".join(lines), advice)
    for name in config["study"]["targets"]:
        path = config["targets"][name].get("path")
        if config["targets"][name]["source"] == "table" and not (path and Path(path).is_file()):
            found = f"path: {path}, which is not a file"
            expected = "a CSV (a time column, then one column a gauge) or netCDF of catchment means"
            raise InputError(f"{where}: targets.{name}", found, expected, "mend the path; see config/README.md")


def _unknown(where: str, name: str, known: Any) -> InputError:
    near = difflib.get_close_matches(name, list(known), 1)
    advice = f"did you mean '{near[0]}'?" if near else "add it to the catalogue, or take it out of the study"
    return InputError(where, f"'{name}'", f"one of {shortlist(known, 30)}", advice)
