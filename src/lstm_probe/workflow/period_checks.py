"""Check the periods of a configuration against one another, and against the days of a synthetic world."""

from collections.abc import Sequence
from typing import Any

from lstm_probe.contracts.periods import days_between, days_for_a_window, first_state, in_common, looks_back
from lstm_probe.errors import InputError


def check(config: dict[str, Any], where: str) -> None:
    """Check all that the configuration alone tells of its periods.

    Raises
    ------
    InputError
        Naming the first period that cannot be as it is.
    """
    check_periods(config, where)
    check_world(config, where)
    check_satellites(config, where)


def check_periods(config: dict[str, Any], where: str) -> None:
    """Check that every period begins before it ends, and that no test period has a day of its training."""
    periods = config["periods"]
    for name, period in periods.items():
        if not isinstance(period, list):
            continue
        if period[0] >= period[1]:
            found = f"{period[0]} to {period[1]}"
            raise InputError(f"{where}: periods.{name}", found, "a first day before the last", "swap or mend them")
        if world := config["world"]:
            _require_within(
                f"{where}: periods.{name}", period, [world["first_day"], world["last_day"]], "the synthetic world"
            )
            if (delivered := world["era5_land_days"]) and name.startswith("probe_"):
                _require_within(f"{where}: periods.{name}", period, delivered, "world.era5_land_days")
    for first, second in (("lstm_train", "lstm_test"), ("probe_fit", "probe_test")):
        if in_common(periods[first], periods[second]):
            found = f"{second}, {' to '.join(periods[second])}, has days of {first}, {' to '.join(periods[first])}"
            expected = f"{second} before or after {first}, without a common day"
            raise InputError(f"{where}: periods", found, expected, "a test must not see its own training")


def check_world(config: dict[str, Any], where: str) -> None:
    """Check that a synthetic world begins early enough for the windows, the simulation and the states of a study."""
    if not (world := config["world"]):
        return
    periods, first, lstms = config["periods"], world["first_day"], config["study"]["lstms"]
    there, advice = f"world.first_day {first}", "begin the world earlier, or the period later"
    for name in lstms:
        needed, days = (
            days_for_a_window(config["lstms"][name], periods["lstm_train"]),
            days_between(first, periods["lstm_train"][1]),
        )
        if days < needed:
            expected = f"{needed} days up to the end of lstm_train, for one window and its targets"
            shorter = f"shorten lstms.{name}.window_days, or begin the world earlier"
            raise InputError(f"{where}: lstms.{name}.window_days", f"{days} days, from {there}", expected, shorter)
    if any(looks_back(config["lstms"][name]) for name in lstms):
        begins = {"lstm_train": periods["lstm_train"][0], "lstm_test": periods["lstm_test"][0]}
        for name, day in {**begins, "state_lead_days": first_state(periods)}.items():
            if day <= first:
                found, expected = f"days from {day} on, {there}", "a day before them, from which the LSTM looks back"
                raise InputError(f"{where}: periods.{name}", found, expected, advice)


def check_satellites(config: dict[str, Any], where: str) -> None:
    """Check that satellites of a synthetic world see days of both periods of the probes, where they are a target."""
    targets = (config["targets"][name]["source"] for name in config["study"]["targets"])
    if not config["world"] or "esa_cci" not in targets:
        return
    days = config["world"]["esa_cci_days"]
    for name in ("probe_fit", "probe_test"):
        period = config["periods"][name]
        if not days or not in_common(days, period):
            found = " to ".join(days) if days else "null, no day"
            expected = f"days of {name}, {period[0]} to {period[1]}, for targets with source: esa_cci"
            advice = "choose other days, or take these targets out of study.targets"
            raise InputError(f"{where}: world.esa_cci_days", found, expected, advice)


def _require_within(where: str, period: Sequence[str], days: Sequence[str], name: str) -> None:
    if not days[0] <= period[0] < period[1] <= days[1]:
        found, expected = f"{period[0]} to {period[1]}", f"days of {name}, {days[0]} to {days[1]}"
        raise InputError(where, found, expected, f"move the period, or lengthen {name}")
