"""Find how far the numbers of a run move with the seed of its LSTM, as they do with the processor that trains it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from lstm_probe.results.draws import keep_best
from lstm_probe.results.expectations import evaluate
from lstm_probe.results.significant import nest
from lstm_probe.results.tables import CASE, MAIN, medians

METRICS = ("r", "anomaly_r", "nse")


def of_seeds(
    skill: pd.DataFrame,
    discharge: pd.DataFrame,
    expect: Sequence[Mapping[str, Any]],
) -> pd.DataFrame:
    """Describe the numbers that single seeds give, and by how much each claim holds.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`, of several seeds. What has no seeds of the LSTM's (season, inputs, untrained LSTMs)
        is the same for all of them.
    discharge : pandas.DataFrame
        As `contracts.lstm.DISCHARGE_SKILL`.
    expect : sequence of mapping
        Claims, as `expectations.evaluate`.

    Returns
    -------
    pandas.DataFrame
        One row per number of the test period, named as in numbers.json, and one per claim, ``margin of …``, which is
        the number less its threshold; with mean, standard_deviation, lowest and highest over seeds.
    """
    rows = []
    skill = keep_best(skill)
    seeds = set(skill.loc[skill["experiment"] == MAIN, "seed"])
    with_seeds = [name for name, own in skill.groupby("experiment")["seed"] if set(own) == seeds]
    for seed in sorted(seeds):
        here = skill[(skill["seed"] == seed) | ~skill["experiment"].isin(with_seeds)]
        numbers = {
            "discharge": nest(medians(discharge[discharge["seed"] == seed], ["lstm", "period"])),
            "probes": nest(medians(here, CASE)),
        }
        rows.append({**dict(_tested(numbers)), **_margins(expect, numbers)})
    found = pd.DataFrame(rows).astype("float64")
    described = found.agg(["mean", "std", "min", "max"]).T
    described.columns = ["mean", "standard_deviation", "lowest", "highest"]
    return described.rename_axis("number").reset_index().dropna()


def _tested(numbers: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, float | None]]:
    """Go through all numbers of the test period by their dotted paths."""
    for name, entry in numbers.items():
        path = f"{place}.{name}" if place else name
        if isinstance(entry, Mapping):
            yield from _tested(entry, path)
        elif ".test." in path and name in METRICS:
            yield path, entry


def _margins(expect: Sequence[Mapping[str, Any]], numbers: Mapping[str, Any]) -> dict[str, float]:
    """Find by how much each claim holds that rests on discharge and probes alone."""
    claims = [claim for claim in expect if claim["value"].split(".")[0] in numbers]
    table = evaluate(claims, numbers)
    margins = table["value"] - table["threshold"]
    return {f"margin of {claim}": margin for claim, margin in zip(table["claim"], margins, strict=True)}
