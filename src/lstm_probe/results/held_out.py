"""Skill at gauges that an LSTM never saw, apart from that at the gauges which it was trained at."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lstm_probe.contracts.comparisons import HELD_OUT, MAIN
from lstm_probe.contracts.held_out import HELD_OUT_TABLE
from lstm_probe.results.significant import significant
from lstm_probe.results.tables import over_seeds

DISCHARGE = "discharge"
METRICS = ("r", "anomaly_r", "nse", "kge", "rmse")


def unseen_rows(discharge: pd.DataFrame, held_out: Mapping[str, Sequence[str]]) -> pd.Series:
    """Tell which rows of discharge skill are of gauges that their LSTM never saw.

    Parameters
    ----------
    discharge : pandas.DataFrame
        As `contracts.lstm.DISCHARGE_SKILL`.
    held_out : mapping of str to sequence of str
        The gauges that each LSTM is not trained at.
    """
    pairs = {(lstm, gauge) for lstm, gauges in held_out.items() for gauge in gauges}
    keys = zip(discharge["lstm"], discharge["gauge_id"], strict=True)
    return pd.Series([key in pairs for key in keys], index=discharge.index, dtype=bool)


def table(skill: pd.DataFrame, discharge: pd.DataFrame, held_out: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Set medians at gauges that LSTMs never saw beside those at the gauges that they were trained at.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    discharge : pandas.DataFrame
        As `contracts.lstm.DISCHARGE_SKILL`, of all gauges; LSTMs that hold none out do not count.
    held_out : mapping of str to sequence of str
        The gauges that each LSTM is not trained at.

    Returns
    -------
    pandas.DataFrame
        As `contracts.held_out.HELD_OUT_TABLE`.
    """
    ours = discharge[discharge["lstm"].isin(list(held_out)) & (discharge["period"] == "test")]
    unseen = unseen_rows(ours, held_out)
    of_lstm = ours.assign(what=DISCHARGE, unseen=unseen).drop(columns="lstm")
    probed = skill[skill["experiment"].isin([MAIN, HELD_OUT]) & (skill["period"] == "test")]
    of_probe = probed.assign(what=probed["target"], unseen=probed["experiment"] == HELD_OUT)
    both = pd.concat([of_lstm, of_probe])[["what", "metric", "unseen", "seed", "gauge_id", "value"]]
    both = both[both["metric"].isin(METRICS)]
    medians = over_seeds(both).groupby(["what", "metric", "unseen"], sort=False)["value"].agg(["count", "median"])
    at, seen = (medians[medians.index.get_level_values("unseen") == flag].droplevel("unseen") for flag in (True, False))
    at, seen = at[at["count"] > 0], seen.rename(columns={"count": "gauges_seen", "median": "seen"})
    found = at.rename(columns={"count": "gauges", "median": "unseen"}).join(seen).reset_index()
    found = found.fillna({"gauges_seen": 0}).astype(dict(HELD_OUT_TABLE.columns))
    return HELD_OUT_TABLE.check(found[list(HELD_OUT_TABLE.columns)], "tables/held_out.csv")


def gauges(table: pd.DataFrame) -> dict[str, int]:
    """Count the gauges with an r that an LSTM never saw, by target (`contracts.held_out.HELD_OUT_TABLE`)."""
    rows = table[table["metric"] == "r"]
    return dict(zip(rows["what"], rows["gauges"].tolist(), strict=True))


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Nest the table as numbers.json holds it: what, metric, then its numbers."""
    nested: dict[str, Any] = {}
    for row in table.to_dict("records"):
        of_metric = {
            "gauges": int(row["gauges"]),
            "unseen": significant(row["unseen"]),
            "gauges_seen": int(row["gauges_seen"]),
            "seen": significant(row["seen"]),
        }
        nested.setdefault(row["what"], {})[row["metric"]] = of_metric
    return nested
