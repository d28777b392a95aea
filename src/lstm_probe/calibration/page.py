"""The page of a calibration: what every rule calls found, what was chosen, and what follows the coupling."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from lstm_probe.calibration.choosing import ALL
from lstm_probe.calibration.rates import HALVED, NO_LEAD, ROTATED
from lstm_probe.calibration.rules import FIRST
from lstm_probe.contracts.calibration import CUT, DECOY, LADDER, NO_STORES, PSEUDO, STORE
from lstm_probe.contracts.comparisons import CONCEPT

KINDS = (STORE, HALVED, CUT, DECOY, PSEUDO, NO_STORES)
#: Rules of the table of single targets.
BY_TARGET = (*CONCEPT, LADDER, ROTATED, NO_LEAD, FIRST)


def write(
    rates: pd.DataFrame, chosen: pd.DataFrame, doses: pd.DataFrame, origin: Mapping[str, Any], figure: str
) -> str:
    """Write the page as Markdown.

    Parameters
    ----------
    rates, chosen, doses : pandas.DataFrame
        As `contracts.calibration.RATES`, `CHOSEN` and `DOSES`.
    origin : mapping
        As of `origin.describe`.
    figure : str
        File name of the figure, beside the page.
    """
    rules = list(dict.fromkeys(rates["rule"]))
    single = [group for group in dict.fromkeys(rates["group"]) if group.split()[0] in ("store", "decoy")]
    single = [group for group in single if group not in (*KINDS, HALVED)]
    parts = [
        "# Error rates of the verdict",
        f"Made by `{origin['made_by']}` on {origin['date']}: {origin['worlds']} worlds of the weather seeds "
        f"{', '.join(map(str, origin['weather_seeds']))} and the structures {', '.join(origin['structures'])}; "
        f"median NSE of discharge {origin['discharge_nse_median']}. {origin['machine']}, torch {origin['torch']}, "
        f"{origin['processor_seconds'] / 60:.0f} minutes of processor time. What is what: "
        "[credibility.md](../credibility.md#known-error-rates).",
        f"![Stores told from what is none]({figure})",
        "## Of 100 targets, so many are called found\nIn brackets the binomial interval of 95 %.",
        _table(("rule", *KINDS), [(rule, *(_share(rates, rule, group) for group in KINDS)) for rule in rules]),
        f"Targets tried: {_tried(rates, KINDS)}.",
        "## Target by target",
        _table(("target", *BY_TARGET), [(one, *(_share(rates, rule, one) for rule in BY_TARGET)) for one in single]),
        "## Thresholds chosen",
        _table(
            ("on", "lead in r of anomalies", "partial r", "its lower bound"), [_choice(row) for row in _rows(chosen)]
        ),
        "## By the share of a store that gets to the river",
        _table(
            ("store", "share", "r", "partial r", "release in truth", "release"), [_dose(row) for row in _rows(doses)]
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _share(rates: pd.DataFrame, rule: str, group: str) -> str:
    found = rates[(rates["rule"] == rule) & (rates["group"] == group)]
    if found.empty or not np.isfinite(found["rate"].iloc[0]):
        return "–"
    rate, lower, upper = (100 * found[name].iloc[0] for name in ("rate", "lower", "upper"))
    return f"{rate:.0f} ({lower:.0f}–{upper:.0f})"


def _tried(rates: pd.DataFrame, groups: Sequence[str]) -> str:
    counts = rates.drop_duplicates("group").set_index("group")["targets"]
    return ", ".join(f"{group} {counts[group]}" for group in groups if group in counts)


def _choice(row: Mapping[str, Any]) -> tuple[str, ...]:
    on = "all weather seeds" if row["without_seed"] == ALL else f"all but {row['without_seed']}"
    return on, *(f"{row[name]:g}" for name in ("margin", "partial", "partial_lower"))


def _dose(row: Mapping[str, Any]) -> tuple[str, ...]:
    partial, release = (
        f"{row[name]:.2f} ({row[f'{name}_lowest']:.2f} to {row[f'{name}_highest']:.2f})"
        for name in ("partial_r", "release")
    )
    return row["target"], f"{row['coupling']:g}", f"{row['r']:.2f}", partial, f"{row['true_release']:.2f}", release
