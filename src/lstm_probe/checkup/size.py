"""How much a study of so many gauges writes, and how long an LSTM trains on windows of one target each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lstm_probe.contracts import periods
from lstm_probe.errors import InputError

SINGLE, DOUBLE = 4, 8  # bytes of a number
#: Targets a second that training takes where each window has one (sampling last): batches of 256 windows of 365 days,
#: three forcings and 64 units on two cores (docs/performance.md, Training).
TARGETS_A_SECOND = 2830.0
#: Sources whose targets lack days of their own: their sums of products are apart from those of other targets.
WITH_GAPS = ("esa_cci", "table")


@dataclass(frozen=True)
class Size:
    """Hold what decides on how much a study writes, beside its gauges.

    Parameters
    ----------
    series_days, state_days, probed_days : int
        Days of forcings and discharge, of states, and of the probes' periods.
    variables : int
        Forcings and discharge.
    state_values : int
        Values that all LSTMs together keep of a gauge and day: units times kinds (cell states, gates).
    units : int
        Units that main probes.
    seeds, experiments, targets, with_gaps : int
        How many there are; the last, of targets whose days with a value are their own.
    hours_of_last : mapping of str to float
        By LSTM that trains on windows of one target, hours of one seed's training for each gauge.
    """

    series_days: int
    state_days: int
    probed_days: int
    variables: int
    state_values: int
    units: int
    seeds: int
    experiments: int
    targets: int
    with_gaps: int = 0
    hours_of_last: Mapping[str, float] = field(default_factory=dict)


def of_config(config: Mapping[str, Any], kept: Mapping[str, Sequence[str]]) -> Size:
    """Take the size of a study out of its configuration.

    Parameters
    ----------
    config : mapping
        The whole configuration.
    kept : mapping of str to sequence of str
        What of the units of every LSTM of the study is kept.
    """
    study, days = config["study"], config["periods"]
    spans = [span for span in days.values() if isinstance(span, list | tuple)]
    lstms = {name: config["lstms"][name] for name in study["lstms"]}
    probed = (days["probe_fit"], days["probe_test"])
    end = max(span[1] for span in probed)
    sources = [config["targets"][name]["source"] for name in study["targets"]]
    return Size(
        series_days=periods.days_between(min(span[0] for span in spans), max(span[1] for span in spans)),
        state_days=periods.days_between(periods.first_state(days), end),
        probed_days=periods.days_between(min(span[0] for span in probed), end),
        variables=1 + len({name for lstm in lstms.values() for name in lstm["forcings"]}),
        state_values=sum(lstm["hidden_size"] * len(kept[name]) for name, lstm in lstms.items()),
        units=next(iter(lstms.values()))["hidden_size"],
        seeds=len(study["seeds"]),
        experiments=len(study["experiments"]),
        targets=len(study["targets"]),
        with_gaps=sum(source in WITH_GAPS for source in sources),
        hours_of_last={
            name: lstm["epochs"] * periods.days_between(*days["lstm_train"]) / TARGETS_A_SECOND / 3600
            for name, lstm in lstms.items()
            if lstm.get("source", "trained") == "trained" and lstm["sampling"] == "last"
        },
    )


def written(size: Size, gauges: int) -> dict[str, float]:
    """Estimate how much a study of so many gauges writes at most (bytes), by what it is."""
    products = size.units * (size.units + 1) // 2
    years = size.probed_days / 365.25
    moments = (1 + size.with_gaps) * years * (2 * DOUBLE + 4 * SINGLE) * products
    of_gauge = {
        "series": size.series_days * size.variables * SINGLE,
        "states": size.state_days * size.state_values * size.seeds * SINGLE,
        "predictions": 2 * size.probed_days * size.targets * size.experiments * size.seeds * SINGLE,
        "sums of products": moments * size.seeds,
    }
    return {name: gauges * of_one for name, of_one in of_gauge.items()}


def sentence(size: Size, gauges: int, there: float) -> str:
    """Say how much a study writes, and how much room there is (bytes)."""
    parts = written(size, gauges)
    listed = ", ".join(f"{name} {_gigabytes(amount)}" for name, amount in parts.items())
    return f"{gauges} gauges take up to {_gigabytes(sum(parts.values()))} ({listed}) of {_gigabytes(there)}"


def require(size: Size, gauges: int, there: float, most_of_last: int, where: str) -> None:
    """Refuse a study that its disk has no room for, or whose LSTM would train for days.

    Parameters
    ----------
    size : Size
        Of the study.
    gauges : int
        How many it has.
    there : float
        Room for its results (bytes), as `artefacts.writing.room` measures it.
    most_of_last : int
        Gauges up to which an LSTM may train on windows of one target each.
    where : str
        Folder of the results.

    Raises
    ------
    InputError
        Naming what is too much.
    """
    if gauges > most_of_last and size.hours_of_last:
        name, hours = next(iter(size.hours_of_last.items()))
        found = f"last with {gauges} gauges, some {hours * gauges:.0f} hours of training for each seed on two cores"
        advice = f"set lstms.{name}.sampling: sequence, which takes all days of a window as targets; or raise the bound"
        raise InputError(
            f"lstms.{name}.sampling", found, f"at most {most_of_last} gauges with it (data.blocks.beyond)", advice
        )
    needed = sum(written(size, gauges).values())
    if needed > there:
        advice = "make room, put results elsewhere (pathvars), or take fewer gauges, seeds, experiments or targets"
        raise InputError(
            where, f"{_gigabytes(there)} of room", f"{_gigabytes(needed)}, which {gauges} gauges may take", advice
        )


def _gigabytes(amount: float) -> str:
    return f"{amount / 1e9:.3g} GB"
