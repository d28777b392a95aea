"""Which LSTMs of a study are steered, along which probes and on which days, and why others are not."""

import datetime
from typing import Any

from lstm_probe.contracts.periods import LEAD_DAYS
from lstm_probe.errors import InputError
from lstm_probe.workflow import probed_lstms

#: Millimetres of water in a unit of a target that is a depth.
DEPTHS = {"m": 1000.0, "mm": 1.0, "kg m-2": 1.0}
LINEAR = ("elastic_net", "sgd")


def targets(config: dict[str, Any]) -> list[str]:
    """Name the targets that water is put into: those that the config names, else the study's soil layers and snow."""
    named = config["steering"]["targets"]
    stores = [*config["figures"]["soil_targets"], config["figures"]["snow_target"]] if named is None else named
    return [name for name in dict.fromkeys(stores) if name in config["study"]["targets"]]


def millimetres(config: dict[str, Any], target: str) -> float | None:
    """Give the millimetres of water in a unit of a target; None where the config does not say."""
    entry = config["targets"][target]
    return DEPTHS.get(entry["units"], entry["layer_mm"])


def experiment(config: dict[str, Any], lstm: str) -> str | None:
    """Name the first experiment with one linear probe of the cell states and an intercept for each gauge; or None."""
    for name in config["study"]["experiments"]:
        entry = config["experiments"][name]
        right = (
            probed_lstms.probed(config, name) == lstm,
            entry["control"]["name"] == "none",
            entry["regression"]["name"] in LINEAR,
            entry["intercepts"]["name"] == "gauge",
            entry["pooling"]["name"] == "all",
            entry["features"] == ["cell_state"],
            entry["targets"] is None or set(targets(config)) <= set(entry["targets"]),
        )
        if all(right):
            return name
    return None


def days(config: dict[str, Any]) -> list[str]:
    """Name the days after which water is added: the 15th of every other month of the test period, if not told.

    The days that follow lie inside the test period too.
    """
    if config["steering"]["days"] is not None:
        return sorted(config["steering"]["days"])
    first, last = config["periods"]["probe_test"]
    years = range(int(first[:4]), int(last[:4]) + 1)
    middles = [f"{year:04}-{month:02}-15" for year in years for month in range(1, 13)]
    inside = [day for day in middles if day >= first][::2]
    return [day for day in inside if last_day_after(day) <= last]


def last_day_after(day: str) -> str:
    """Name the last of the days that follow a day (ISO dates)."""
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=LEAD_DAYS[-1])).isoformat()


def check_days(config: dict[str, Any], where: str) -> None:
    """Check that the days on which water is put into the states have the days after them inside the test period.

    Raises
    ------
    InputError
        Naming the first day that has not.
    """
    first, last = config["periods"]["probe_test"]
    for day in config["steering"]["days"] or []:
        if not first <= day or last_day_after(day) > last:
            expected = f"days of periods.probe_test ({first} to {last}) with {LEAD_DAYS[-1]} days after them, or null"
            raise InputError(f"{where}: steering.days", day, expected, "choose other days")


def unmet(config: dict[str, Any], lstm: str) -> str | None:
    """Say in a few words why an LSTM is not steered; None if it is."""
    if not targets(config):
        return "the study names no soil layer and no snow (figures.soil_targets, figures.snow_target)"
    if config["lstms"][lstm]["states"] != "continuous":
        return "its states are read window by window (lstms: states), so that no day begins where the last one ended"
    if experiment(config, lstm) is None:
        return "the study has no linear probe of its states with an intercept for each gauge (gauge_intercepts)"
    if not days(config):
        return f"the test period has no 15th of a month with {LEAD_DAYS[-1]} days after it"
    return None


def steered(config: dict[str, Any]) -> list[str]:
    """Name the LSTMs of the study that are steered."""
    return [lstm for lstm in config["study"]["lstms"] if unmet(config, lstm) is None]


def not_run(config: dict[str, Any]) -> dict[str, str]:
    """Give the reason for every LSTM that is not steered, and for every target whose water cannot be counted."""
    reasons = {f"LSTM {lstm}": unmet(config, lstm) for lstm in config["study"]["lstms"]}
    for name in targets(config):
        if millimetres(config, name) is None:
            reasons[name] = f"no release in mm per mm: targets.{name} has no layer_mm"
    return {name: reason for name, reason in reasons.items() if reason}
